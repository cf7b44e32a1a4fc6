#pragma once
// Signatures: Ed25519 (RFC 8032) over `u8 len(tag) || tag || message`.

#include "tipstaff/bytes/fixed.h"
#include "tipstaff/bytes/secret.h"

namespace tipstaff::crypto {

using VerifyKey = FixedBytes<32, struct VerifyKeyTag>;
using Signature = FixedBytes<64, struct SignatureTag>;
using SignSeed = Secret<32, struct SignSeedTag>;

// SignKey is an Ed25519 key pair made from a 32-byte seed.
class SignKey {
 public:
  explicit SignKey(const SignSeed& seed);
  SignKey(SignKey&&) noexcept = default;
  SignKey& operator=(SignKey&&) noexcept = default;

  [[nodiscard]] const VerifyKey& verify_key() const { return verify_key_; }

  // sign signs under a tag of 1 to 255 ASCII characters.
  [[nodiscard]] Signature sign(std::string_view tag, ByteView message) const;
  // sign_plain signs the bytes themselves: for C2SP signed notes only.
  [[nodiscard]] Signature sign_plain(ByteView message) const;

 private:
  Secret<64, struct SignKeyTag> key_;
  VerifyKey verify_key_;
};

// verify returns bad_signature unless `signature` is by `key` over tag and message.
[[nodiscard]] Result<void> verify(std::string_view tag, ByteView message, const VerifyKey& key,
                                  const Signature& signature);
[[nodiscard]] Result<void> verify_plain(ByteView message, const VerifyKey& key,
                                        const Signature& signature);

}  // namespace tipstaff::crypto
