#include "tipstaff/crypto/aead.h"

#include <sodium.h>

namespace tipstaff::crypto {

void aead_seal(const AeadKey& key, const AeadNonce& nonce, ByteView aad, ByteView plaintext,
               MutableBytes out) {
  TIP_ASSERT(out.size() == plaintext.size() + kAeadTagBytes);
  crypto_aead_chacha20poly1305_ietf_encrypt(out.data(), nullptr, plaintext.data(),
                                            plaintext.size(), aad.data(), aad.size(), nullptr,
                                            nonce.data(), key.expose().data());
}

Result<SecretBytes> aead_open(const AeadKey& key, const AeadNonce& nonce, ByteView aad,
                              ByteView ciphertext) {
  if (ciphertext.size() < kAeadTagBytes) return fail(Errc::wrong_length, "ciphertext");
  SecretBytes out(ciphertext.size() - kAeadTagBytes);
  if (crypto_aead_chacha20poly1305_ietf_decrypt(out.data(), nullptr, nullptr, ciphertext.data(),
                                                ciphertext.size(), aad.data(), aad.size(),
                                                nonce.data(), key.expose().data()) != 0)
    return fail(Errc::bad_ciphertext, "ciphertext");
  return out;
}

}  // namespace tipstaff::crypto
