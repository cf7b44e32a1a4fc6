#include "tipstaff/crypto/hash.h"

#include <sodium.h>

namespace tipstaff::crypto {

Hash32 sha256(std::initializer_list<ByteView> parts) {
  crypto_hash_sha256_state state;
  crypto_hash_sha256_init(&state);
  for (const auto part : parts) crypto_hash_sha256_update(&state, part.data(), part.size());
  Hash32 out;
  crypto_hash_sha256_final(&state, out.data());
  return out;
}

Hash32 blake2b(ByteView bytes) {
  Hash32 out;
  crypto_generichash(out.data(), Hash32::kBytes, bytes.data(), bytes.size(), nullptr, 0);
  return out;
}

bool equal_secret(ByteView a, ByteView b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace tipstaff::crypto
