#pragma once
// Key agreement: X25519 (RFC 7748), ML-KEM-768 (FIPS 203), X-Wing
// (draft-connolly-cfrg-xwing-kem). Deterministic: the coins come from outside.

#include "tipstaff/bytes/fixed.h"
#include "tipstaff/bytes/secret.h"

namespace tipstaff::crypto {

using SharedSecret = Secret<32, struct SharedSecretTag>;

using X25519Secret = Secret<32, struct X25519SecretTag>;
using X25519Public = FixedBytes<32, struct X25519PublicTag>;
[[nodiscard]] X25519Public x25519_public(const X25519Secret& secret);
// Errors: bad_point when the result is all zero (a point of small order).
[[nodiscard]] Result<SharedSecret> x25519(const X25519Secret& secret, const X25519Public& peer);

using MlkemSeed = Secret<64, struct MlkemSeedTag>;  // d || z
using MlkemSecret = Secret<2400, struct MlkemSecretTag>;
using MlkemPublic = FixedBytes<1184, struct MlkemPublicTag>;
using MlkemCiphertext = FixedBytes<1088, struct MlkemCiphertextTag>;
using MlkemCoins = Secret<32, struct MlkemCoinsTag>;
struct MlkemPair {
  MlkemSecret secret;
  MlkemPublic pub;
};
struct MlkemEncapsulated {
  MlkemCiphertext ciphertext;
  SharedSecret shared;
};
[[nodiscard]] MlkemPair mlkem_pair(const MlkemSeed& seed);
// Errors: bad_point when the key is not a valid encoding (FIPS 203 section 7.2).
[[nodiscard]] Result<MlkemEncapsulated> mlkem_encapsulate(const MlkemPublic& pub,
                                                          const MlkemCoins& coins);
// A wrong ciphertext gives a pseudorandom secret (implicit rejection), no error.
[[nodiscard]] SharedSecret mlkem_decapsulate(const MlkemSecret& secret,
                                             const MlkemCiphertext& ciphertext);

using XwingSecret = Secret<32, struct XwingSecretTag>;  // the seed
using XwingPublic = FixedBytes<1216, struct XwingPublicTag>;
using XwingCiphertext = FixedBytes<1120, struct XwingCiphertextTag>;
using XwingCoins = Secret<64, struct XwingCoinsTag>;
struct XwingEncapsulated {
  XwingCiphertext ciphertext;
  SharedSecret shared;
};
[[nodiscard]] XwingPublic xwing_public(const XwingSecret& secret);
[[nodiscard]] Result<XwingEncapsulated> xwing_encapsulate(const XwingPublic& pub,
                                                          const XwingCoins& coins);
[[nodiscard]] Result<SharedSecret> xwing_decapsulate(const XwingSecret& secret,
                                                     const XwingCiphertext& ciphertext);

}  // namespace tipstaff::crypto
