#include "tipstaff/crypto/kdf.h"

#include <sodium.h>

namespace tipstaff::crypto {

HkdfKey hkdf_extract(ByteView salt, ByteView ikm) {
  HkdfKey prk;
  crypto_kdf_hkdf_sha256_extract(prk.fill().data(), salt.data(), salt.size(), ikm.data(),
                                 ikm.size());
  return prk;
}

void hkdf_expand(const HkdfKey& prk, ByteView info, MutableBytes out) {
  TIP_ASSERT(crypto_kdf_hkdf_sha256_expand(out.data(), out.size(),
                                           reinterpret_cast<const char*>(info.data()),
                                           info.size(), prk.expose().data()) == 0);
}

void kdf(std::string_view salt, ByteView ikm, ByteView info, MutableBytes out) {
  hkdf_expand(hkdf_extract(as_bytes(salt), ikm), info, out);
}

bool argon2id(ByteView password, std::span<const std::uint8_t, 16> salt, Argon2Cost cost,
              MutableBytes out) {
  return crypto_pwhash(out.data(), out.size(), reinterpret_cast<const char*>(password.data()),
                       password.size(), salt.data(), cost.passes,
                       std::size_t{cost.memory_kib} * 1024, crypto_pwhash_ALG_ARGON2ID13) == 0;
}

}  // namespace tipstaff::crypto
