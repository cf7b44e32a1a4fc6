#include "tipstaff/crypto/hpke.h"

#include "tipstaff/crypto/kdf.h"

namespace tipstaff::crypto {
namespace {

constexpr std::string_view kVersion = "HPKE-v1";

std::array<std::uint8_t, 2> be16(std::uint16_t value) {
  return {static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
}

// Labels carries a suite id through LabeledExtract and LabeledExpand (section 4).
class Labels {
 public:
  explicit Labels(Bytes suite_id) : suite_id_(std::move(suite_id)) {}

  [[nodiscard]] HkdfKey extract(ByteView salt, std::string_view label, ByteView ikm) const {
    SecretBytes labeled;
    for (const auto part : {as_bytes(kVersion), ByteView(suite_id_), as_bytes(label), ikm})
      labeled.insert(labeled.end(), part.begin(), part.end());
    return hkdf_extract(salt, labeled);
  }

  void expand(const HkdfKey& prk, std::string_view label, ByteView info, MutableBytes out) const {
    const auto length = be16(static_cast<std::uint16_t>(out.size()));
    hkdf_expand(prk,
                concat({length, as_bytes(kVersion), suite_id_, as_bytes(label), info}), out);
  }

 private:
  Bytes suite_id_;
};

Labels hpke_labels(HpkeKem kem) {
  return Labels(concat({as_bytes("HPKE"), be16(static_cast<std::uint16_t>(kem)), be16(0x0001),
                        be16(0x0003)}));
}

Labels dhkem_labels() { return Labels(concat({as_bytes("KEM"), be16(0x0020)})); }

SharedSecret extract_and_expand(const SharedSecret& dh_a, const SharedSecret& dh_b,
                                ByteView kem_context) {
  Secret<64, struct DhTag> dh;
  copy_into(MutableBytes(dh.fill()).first(32), dh_a.expose());
  copy_into(MutableBytes(dh.fill()).last(32), dh_b.expose());
  const auto labels = dhkem_labels();
  SharedSecret out;
  labels.expand(labels.extract({}, "eae_prk", dh.expose()), "shared_secret", kem_context,
                out.fill());
  return out;
}

}  // namespace

HpkeContext hpke_key_schedule(HpkeMode mode, HpkeKem kem, const SharedSecret& shared,
                              ByteView info, ByteView psk, ByteView psk_id) {
  const bool wants_psk = mode == HpkeMode::psk || mode == HpkeMode::auth_psk;
  TIP_ASSERT(psk.empty() != wants_psk && psk_id.empty() != wants_psk);
  const auto labels = hpke_labels(kem);
  const auto psk_id_hash = labels.extract({}, "psk_id_hash", psk_id);
  const auto info_hash = labels.extract({}, "info_hash", info);
  const auto mode_byte = static_cast<std::uint8_t>(mode);
  const auto context =
      concat({ByteView(&mode_byte, 1), psk_id_hash.expose(), info_hash.expose()});
  const auto secret = labels.extract(shared.expose(), "secret", psk);
  HpkeContext out;
  labels.expand(secret, "key", context, out.key.fill());
  labels.expand(secret, "base_nonce", context, out.base_nonce);
  return out;
}

Result<DhkemEncapsulated> dhkem_auth_encap(const X25519Public& recipient,
                                           const X25519Secret& sender,
                                           const X25519Secret& ephemeral) {
  const auto enc = x25519_public(ephemeral);
  TIP_TRY(const auto dh_ephemeral, x25519(ephemeral, recipient));
  TIP_TRY(const auto dh_sender, x25519(sender, recipient));
  const auto context = concat({enc.view(), recipient.view(), x25519_public(sender).view()});
  return DhkemEncapsulated{enc, extract_and_expand(dh_ephemeral, dh_sender, context)};
}

Result<SharedSecret> dhkem_auth_decap(const X25519Public& enc, const X25519Secret& recipient,
                                      const X25519Public& sender) {
  TIP_TRY(const auto dh_ephemeral, x25519(recipient, enc));
  TIP_TRY(const auto dh_sender, x25519(recipient, sender));
  const auto context = concat({enc.view(), x25519_public(recipient).view(), sender.view()});
  return extract_and_expand(dh_ephemeral, dh_sender, context);
}

X25519Secret dhkem_derive_secret(ByteView ikm) {
  const auto labels = dhkem_labels();
  X25519Secret out;
  labels.expand(labels.extract({}, "dkp_prk", ikm), "sk", {}, out.fill());
  return out;
}

}  // namespace tipstaff::crypto
