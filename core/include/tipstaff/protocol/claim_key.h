#pragma once
// Claim keys: what proves later who lodged an entry (PROTOCOL.md 7).

#include <optional>

#include "tipstaff/crypto/sign.h"
#include "tipstaff/protocol/words.h"
#include "tipstaff/wire/block.h"
#include "tipstaff/wire/lodging.h"

namespace tipstaff::protocol {

// ClaimKey is ck; slow to derive (Argon2id, 64 MiB, 3 passes).
using ClaimKey = Secret<32, struct ClaimKeyTag>;

// derive_claim_key: `row` as parse_row returns it. Nothing when memory is short.
[[nodiscard]] std::optional<ClaimKey> derive_claim_key(const MailboxKey& mk, ByteView row,
                                                       const Hash32& origin_hash);

// TickClaim is the claim of one lodging: its tick and one of eight draws.
struct TickClaim {
  crypto::SignSeed seed;  // of csk
  crypto::VerifyKey cpk;
  wire::ClaimSalt salt;
};
[[nodiscard]] TickClaim tick_claim(const ClaimKey& ck, std::uint64_t stamp_tick,
                                   std::uint8_t draw);

// entry_of = loc || com; anyone who knows cpk, salt and data can compute it.
[[nodiscard]] wire::Entry entry_of(const Hash32& origin_hash, const crypto::VerifyKey& cpk,
                                   const wire::ClaimSalt& salt, ByteView data);

}  // namespace tipstaff::protocol
