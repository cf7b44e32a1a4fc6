#pragma once
// ChaCha20-Poly1305 (RFC 8439).

#include "tipstaff/bytes/secret.h"

namespace tipstaff::crypto {

inline constexpr std::size_t kAeadTagBytes = 16;
using AeadKey = Secret<32, struct AeadKeyTag>;
using AeadNonce = std::array<std::uint8_t, 12>;

// aead_seal writes plaintext || tag; `out` is plaintext.size() + 16 bytes.
void aead_seal(const AeadKey& key, const AeadNonce& nonce, ByteView aad, ByteView plaintext,
               MutableBytes out);

// aead_open returns the plaintext. Errors: wrong_length, bad_ciphertext.
[[nodiscard]] Result<SecretBytes> aead_open(const AeadKey& key, const AeadNonce& nonce,
                                            ByteView aad, ByteView ciphertext);

}  // namespace tipstaff::crypto
