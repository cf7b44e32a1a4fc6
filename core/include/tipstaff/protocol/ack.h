#pragma once
// Acknowledgement: a post's word that it opened the tip behind an entry.

#include "tipstaff/bytes/secret.h"
#include "tipstaff/crypto/sign.h"

namespace tipstaff::protocol {

struct Ack {
  std::uint64_t index = 0;              // log leaf
  FixedBytes<32, struct ComTag> com;    // of the entry
};

inline constexpr std::string_view kAckTag = "tipstaff-ack-v1";

// sign_ack returns the data of a type-4 block: index u64 || com 32 || sig 64.
[[nodiscard]] SecretBytes sign_ack(const Ack& ack, const Hash32& origin_hash,
                                   const crypto::SignKey& post);
// Errors: wrong_length, bad_signature.
[[nodiscard]] Result<Ack> parse_untrusted_ack(ByteView data, const Hash32& origin_hash,
                                              const crypto::VerifyKey& post);

}  // namespace tipstaff::protocol
