#include "tipstaff/protocol/key_set.h"

#include "tipstaff/crypto/kdf.h"

namespace tipstaff::protocol {
namespace {

constexpr std::string_view kSourceSalt = "securedrop-source-v1";

ApkePair make_apke(crypto::X25519Secret x25519, const crypto::MlkemSeed& mlkem_seed) {
  auto mlkem = crypto::mlkem_pair(mlkem_seed);
  ApkePair out{std::move(x25519), std::move(mlkem.secret), {}};
  copy_into(out.pub.fill().first(32), crypto::x25519_public(out.x25519).view());
  copy_into(out.pub.fill().subspan(32), mlkem.pub.view());
  return out;
}

KeySet make_key_set(const crypto::UniformScalar& fetch, ApkePair apke, crypto::XwingSecret pke) {
  auto scalar = crypto::reduce_scalar(fetch);
  wire::PublicKeys pub{crypto::multiply_base(scalar), apke.pub, crypto::xwing_public(pke)};
  return {std::move(scalar), std::move(apke), std::move(pke), pub};
}

}  // namespace

KeySet key_set_from(const KeySeed& seed) {
  const ByteView bytes = seed.expose();
  return make_key_set(crypto::UniformScalar::from(bytes.first(64)),
                      make_apke(crypto::X25519Secret::from(bytes.subspan(64, 32)),
                                crypto::MlkemSeed::from(bytes.subspan(96, 64))),
                      crypto::XwingSecret::from(bytes.subspan(160, 32)));
}

ApkePair apke_pair_from(const ApkeSeed& seed) {
  const ByteView bytes = seed.expose();
  return make_apke(crypto::X25519Secret::from(bytes.first(32)),
                   crypto::MlkemSeed::from(bytes.subspan(32)));
}

KeySet source_key_set(const MailboxKey& mk) {
  const auto derive = [&mk]<class S>(std::string_view info) {
    return crypto::derive<S>(kSourceSalt, mk.expose(), as_bytes(info));
  };
  return make_key_set(
      derive.operator()<crypto::UniformScalar>("sourcefetchkey"),
      make_apke(derive.operator()<crypto::X25519Secret>("sourceAPKEkey-dh"),
                derive.operator()<crypto::MlkemSeed>("sourceAPKEkey-mlkem")),
      derive.operator()<crypto::XwingSecret>("sourcePKEkey"));
}

}  // namespace tipstaff::protocol
