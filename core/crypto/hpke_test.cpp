#include "tipstaff/crypto/hpke.h"

#include <gtest/gtest.h>

#include "../testing/vector_file.h"

namespace tipstaff::crypto {
namespace {

using testing::VectorFile;

// RFC 9180 A.2 has one case for each of the four modes.
class HpkeRfc9180A2 : public ::testing::TestWithParam<std::size_t> {
 protected:
  HpkeRfc9180A2() : file_("hpke-rfc9180-a2.json"), c_(file_.at(GetParam())) {}
  VectorFile file_;
  VectorFile::Case c_;
};

INSTANTIATE_TEST_SUITE_P(Modes, HpkeRfc9180A2, ::testing::Range<std::size_t>(0, 4));

TEST_P(HpkeRfc9180A2, KeyScheduleGivesKeyAndNonce) {
  const auto context = hpke_key_schedule(
      static_cast<HpkeMode>(c_.number("mode")), HpkeKem::x25519,
      SharedSecret::from(c_.hex("shared_secret")), c_.hex("info"), c_.hex("psk"), c_.hex("psk_id"));
  EXPECT_EQ(to_hex(context.key.expose()), to_hex(c_.hex("key")));
  EXPECT_EQ(to_hex(context.base_nonce), to_hex(c_.hex("base_nonce")));
}

TEST_P(HpkeRfc9180A2, DeriveKeyPairGivesTheEphemeralKey) {
  const auto secret = dhkem_derive_secret(c_.hex("ikmE"));
  EXPECT_EQ(to_hex(secret.expose()), to_hex(c_.hex("skEm")));
  EXPECT_EQ(to_hex(x25519_public(secret).view()), to_hex(c_.hex("pkEm")));
}

TEST_P(HpkeRfc9180A2, AuthenticatedEncapsulationGivesTheSharedSecret) {
  if (c_.number("mode") < 2) return;  // the unauthenticated modes have no sender key
  const auto sender = X25519Secret::from(c_.hex("skSm"));
  const auto sealed = dhkem_auth_encap(X25519Public::from(c_.hex("pkRm")), sender,
                                       X25519Secret::from(c_.hex("skEm")));
  ASSERT_TRUE(sealed);
  EXPECT_EQ(to_hex(sealed->enc.view()), to_hex(c_.hex("enc")));
  EXPECT_EQ(to_hex(sealed->shared.expose()), to_hex(c_.hex("shared_secret")));
  const auto opened = dhkem_auth_decap(sealed->enc, X25519Secret::from(c_.hex("skRm")),
                                       x25519_public(sender));
  ASSERT_TRUE(opened);
  EXPECT_EQ(to_hex(opened->expose()), to_hex(c_.hex("shared_secret")));
}

TEST_P(HpkeRfc9180A2, FirstEncryptionMatches) {
  const auto first = c_.child("encryptions", 0);
  const auto key = AeadKey::from(c_.hex("key"));
  AeadNonce nonce{};
  copy_into(nonce, first.hex("nonce"));
  const auto plaintext = first.hex("pt");
  Bytes sealed(plaintext.size() + kAeadTagBytes);
  aead_seal(key, nonce, first.hex("aad"), plaintext, sealed);
  EXPECT_EQ(to_hex(sealed), to_hex(first.hex("ct")));
}

TEST(Xwing, MatchesTheDraftsVectors) {
  const VectorFile file("xwing.json");
  ASSERT_GT(file.size(), 0u);
  for (std::size_t i = 0; i < file.size(); ++i) {
    const auto c = file.at(i);
    const auto secret = XwingSecret::from(c.hex("seed"));
    const auto pub = xwing_public(secret);
    EXPECT_EQ(to_hex(pub.view()), to_hex(c.hex("pk")));
    const auto sealed = xwing_encapsulate(pub, XwingCoins::from(c.hex("eseed")));
    ASSERT_TRUE(sealed);
    EXPECT_EQ(to_hex(sealed->ciphertext.view()), to_hex(c.hex("ct")));
    EXPECT_EQ(to_hex(sealed->shared.expose()), to_hex(c.hex("ss")));
    const auto opened = xwing_decapsulate(secret, sealed->ciphertext);
    ASSERT_TRUE(opened);
    EXPECT_EQ(to_hex(opened->expose()), to_hex(c.hex("ss")));
  }
}

}  // namespace
}  // namespace tipstaff::crypto
