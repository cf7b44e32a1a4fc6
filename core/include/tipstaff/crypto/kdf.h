#pragma once
// KDF = HKDF-SHA256 (RFC 5869), and Argon2id (RFC 9106) for passphrases.

#include "tipstaff/bytes/secret.h"

namespace tipstaff::crypto {

// hkdf_extract and hkdf_expand: the two halves, as HPKE needs them.
// `out` may be at most 255 * 32 bytes.
using HkdfKey = Secret<32, struct HkdfKeyTag>;
[[nodiscard]] HkdfKey hkdf_extract(ByteView salt, ByteView ikm);
void hkdf_expand(const HkdfKey& prk, ByteView info, MutableBytes out);

// kdf fills `out` with KDF(salt, ikm, info, |out|).
void kdf(std::string_view salt, ByteView ikm, ByteView info, MutableBytes out);

// derive returns KDF(salt, ikm, info) as a secret of type S.
template <class S>
[[nodiscard]] S derive(std::string_view salt, ByteView ikm, ByteView info) {
  S out;
  kdf(salt, ikm, info, out.fill());
  return out;
}

// Argon2Cost: memory in KiB, passes; one lane.
struct Argon2Cost {
  std::uint32_t memory_kib;
  std::uint32_t passes;
};

// argon2id fills `out` (32 bytes or more) from `password` and a 16-byte salt.
// False when the machine does not give the memory.
[[nodiscard]] bool argon2id(ByteView password, std::span<const std::uint8_t, 16> salt,
                            Argon2Cost cost, MutableBytes out);

}  // namespace tipstaff::crypto
