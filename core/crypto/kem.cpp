#include "tipstaff/crypto/kem.h"

#include <sodium.h>

namespace tipstaff::crypto {

X25519Public x25519_public(const X25519Secret& secret) {
  X25519Public out;
  crypto_scalarmult_base(out.data(), secret.expose().data());
  return out;
}

Result<SharedSecret> x25519(const X25519Secret& secret, const X25519Public& peer) {
  SharedSecret out;
  if (crypto_scalarmult(out.fill().data(), secret.expose().data(), peer.data()) != 0)
    return fail(Errc::bad_point, "x25519");
  return out;
}

MlkemPair mlkem_pair(const MlkemSeed& seed) {
  MlkemPair out;
  crypto_kem_mlkem768_seed_keypair(out.pub.data(), out.secret.fill().data(),
                                   seed.expose().data());
  return out;
}

Result<MlkemEncapsulated> mlkem_encapsulate(const MlkemPublic& pub, const MlkemCoins& coins) {
  MlkemEncapsulated out;
  if (crypto_kem_mlkem768_enc_deterministic(out.ciphertext.data(), out.shared.fill().data(),
                                            pub.data(), coins.expose().data()) != 0)
    return fail(Errc::bad_point, "ml-kem key");
  return out;
}

SharedSecret mlkem_decapsulate(const MlkemSecret& secret, const MlkemCiphertext& ciphertext) {
  SharedSecret out;
  TIP_ASSERT(crypto_kem_mlkem768_dec(out.fill().data(), ciphertext.data(),
                                     secret.expose().data()) == 0);
  return out;
}

XwingPublic xwing_public(const XwingSecret& secret) {
  XwingPublic out;
  Secret<crypto_kem_xwing_SECRETKEYBYTES, struct ScratchTag> scratch;
  crypto_kem_xwing_seed_keypair(out.data(), scratch.fill().data(), secret.expose().data());
  return out;
}

Result<XwingEncapsulated> xwing_encapsulate(const XwingPublic& pub, const XwingCoins& coins) {
  XwingEncapsulated out;
  if (crypto_kem_xwing_enc_deterministic(out.ciphertext.data(), out.shared.fill().data(),
                                         pub.data(), coins.expose().data()) != 0)
    return fail(Errc::bad_point, "x-wing key");
  return out;
}

Result<SharedSecret> xwing_decapsulate(const XwingSecret& secret,
                                       const XwingCiphertext& ciphertext) {
  SharedSecret out;
  if (crypto_kem_xwing_dec(out.fill().data(), ciphertext.data(), secret.expose().data()) != 0)
    return fail(Errc::bad_ciphertext, "x-wing");
  return out;
}

}  // namespace tipstaff::crypto
