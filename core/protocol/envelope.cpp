#include "tipstaff/protocol/envelope.h"

#include "tipstaff/crypto/hpke.h"
#include "tipstaff/wire/reader.h"
#include "tipstaff/wire/writer.h"

namespace tipstaff::protocol {
namespace {

using namespace crypto;

constexpr std::string_view kPskId = "SD-pskAPKE";
constexpr std::size_t kMessageBytes = wire::kPlaintextBytes + kAeadTagBytes;       // cp
constexpr std::size_t kMetadataBytes = wire::kApkePublicBytes + kAeadTagBytes;     // of CT_PKE

// Parts are views of the six fields of an envelope.
struct Parts {
  ByteView x, z, c2, c1, cp, metadata_enc, metadata;
};

Result<Parts> cut(ByteView envelope) {
  if (envelope.size() != wire::kEnvelopeBytes) return fail(Errc::wrong_length, "envelope");
  wire::Reader in(envelope);
  Parts out;
  TIP_TRY(out.x, in.take(Point::kBytes));
  TIP_TRY(out.z, in.take(Point::kBytes));
  TIP_TRY(out.c2, in.take(MlkemCiphertext::kBytes));
  TIP_TRY(out.c1, in.take(X25519Public::kBytes));
  TIP_TRY(out.cp, in.take(kMessageBytes));
  TIP_TRY(out.metadata_enc, in.take(XwingCiphertext::kBytes));
  TIP_TRY(out.metadata, in.take(kMetadataBytes));
  TIP_CHECK(in.end());
  return out;
}

// message_context: psk = ML-KEM secret, info = c2 || pk_R^fetch || pk_S^APKE. The
// metadata ciphertext is not authenticated, so info commits to the whole sender key.
HpkeContext message_context(const SharedSecret& dh, const SharedSecret& psk, ByteView c2,
                            const wire::FetchPublic& fetch, const wire::ApkePublic& sender) {
  const auto info = concat({c2, fetch.view(), sender.view()});
  return hpke_key_schedule(HpkeMode::auth_psk, HpkeKem::x25519, dh, info, psk.expose(),
                           as_bytes(kPskId));
}

HpkeContext metadata_context(const SharedSecret& shared) {
  return hpke_key_schedule(HpkeMode::base, HpkeKem::xwing, shared, {}, {}, {});
}

SecretBytes plaintext_of(const ReturnAddress& answer_to, const wire::Block& block) {
  wire::SecretWriter out;
  out.raw(answer_to.fetch.view()).raw(answer_to.pke.view()).raw(wire::encode_block(block));
  TIP_ASSERT(out.size() == wire::kPlaintextBytes);
  return out.take();
}

// write_hint writes X = g^x, Z = fetch^x for a fresh x.
void write_hint(wire::Writer& out, const wire::FetchPublic& fetch, Drbg& drbg) {
  const auto x = reduce_scalar(drbg.draw<UniformScalar>());
  out.raw(multiply_base(x).view()).raw(multiply(x, fetch).view());
}

Point draw_point(Drbg& drbg) {
  std::array<std::uint8_t, 64> uniform{};
  drbg.fill(uniform);
  return Point::from_uniform(uniform);
}

void write_sealed(wire::Writer& out, const HpkeContext& context, ByteView aad,
                  ByteView plaintext) {
  Bytes sealed(plaintext.size() + kAeadTagBytes);
  aead_seal(context.key, context.base_nonce, aad, plaintext, sealed);
  out.raw(sealed);
}

Result<wire::ApkePublic> open_sender(const KeySet& keys, const Parts& parts) {
  TIP_TRY(const auto shared,
          xwing_decapsulate(keys.pke, XwingCiphertext::from(parts.metadata_enc)));
  const auto context = metadata_context(shared);
  TIP_TRY(const auto sender, aead_open(context.key, context.base_nonce, {}, parts.metadata));
  return wire::ApkePublic::parse(sender);
}

}  // namespace

ReturnAddress draw_return_address(Drbg& drbg) {
  return {draw_point(drbg), xwing_public(drbg.draw<XwingSecret>())};
}

Result<wire::EnvelopeBytes> seal_envelope(const Hash32& nr, const wire::PublicKeys& recipient,
                                          const ApkePair& sender, const ReturnAddress& answer_to,
                                          const wire::Block& block, Drbg& drbg) {
  TIP_TRY(const auto kem, mlkem_encapsulate(wire::apke_mlkem(recipient.apke),
                                            drbg.draw<MlkemCoins>()));
  TIP_TRY(const auto dh, dhkem_auth_encap(wire::apke_x25519(recipient.apke), sender.x25519,
                                          drbg.draw<X25519Secret>()));
  TIP_TRY(const auto metadata, xwing_encapsulate(recipient.pke, drbg.draw<XwingCoins>()));
  wire::Writer out;
  write_hint(out, recipient.fetch, drbg);
  out.raw(kem.ciphertext.view()).raw(dh.enc.view());
  const auto context = message_context(dh.shared, kem.shared, kem.ciphertext.view(),
                                       recipient.fetch, sender.pub);
  write_sealed(out, context, nr.view(), plaintext_of(answer_to, block));
  out.raw(metadata.ciphertext.view());
  write_sealed(out, metadata_context(metadata.shared), {}, sender.pub.view());
  return wire::EnvelopeBytes::parse(out.view());
}

wire::EnvelopeBytes draw_dummy(Drbg& drbg) {
  // Real encapsulations to keys that are thrown away: ML-KEM ciphertexts and
  // X25519 points are not uniform bytes. What an AEAD would make is.
  const auto mlkem = mlkem_pair(drbg.draw<MlkemSeed>());
  const auto kem = mlkem_encapsulate(mlkem.pub, drbg.draw<MlkemCoins>());
  const auto metadata = xwing_encapsulate(xwing_public(drbg.draw<XwingSecret>()),
                                          drbg.draw<XwingCoins>());
  TIP_ASSERT(kem && metadata);
  Bytes message(kMessageBytes);
  drbg.fill(message);
  Bytes sealed(kMetadataBytes);
  drbg.fill(sealed);
  wire::Writer out;
  out.raw(draw_point(drbg).view()).raw(draw_point(drbg).view());
  out.raw(kem->ciphertext.view()).raw(x25519_public(drbg.draw<X25519Secret>()).view());
  out.raw(message).raw(metadata->ciphertext.view()).raw(sealed);
  return wire::EnvelopeBytes::from(out.view());
}

bool hint_matches(const Scalar& fetch, ByteView envelope) {
  if (envelope.size() < 2 * Point::kBytes) return false;
  const auto x = Point::parse(envelope.first(Point::kBytes));
  const auto z = Point::parse(envelope.subspan(Point::kBytes, Point::kBytes));
  return x && z && multiply(fetch, *x) == *z;
}

Result<wire::PublicKeys> OpenedEnvelope::answer_keys() const {
  TIP_TRY(const auto fetch, Point::parse(answer_fetch.view()));
  return wire::PublicKeys{fetch, sender, answer_pke};
}

Result<OpenedEnvelope> open_envelope(const Hash32& nr, const KeySet& keys, ByteView envelope) {
  TIP_TRY(const auto parts, cut(envelope));
  if (!hint_matches(keys.fetch, envelope)) return fail(Errc::not_for_us, "envelope");
  TIP_TRY(const auto sender, open_sender(keys, parts));
  const auto psk = mlkem_decapsulate(keys.apke.mlkem, MlkemCiphertext::from(parts.c2));
  TIP_TRY(const auto dh, dhkem_auth_decap(X25519Public::from(parts.c1), keys.apke.x25519,
                                          wire::apke_x25519(sender)));
  const auto context = message_context(dh, psk, parts.c2, keys.pub.fetch, sender);
  TIP_TRY(const auto plaintext,
          aead_open(context.key, context.base_nonce, nr.view(), parts.cp));
  wire::Reader in(plaintext);
  OpenedEnvelope out{sender, {}, {}, {}};
  TIP_TRY(const auto fetch, in.take(Point::kBytes));
  copy_into(out.answer_fetch.fill(), fetch);
  TIP_TRY(out.answer_pke, in.fixed<wire::PkePublic>());
  TIP_TRY(out.block, wire::parse_untrusted_block(in.rest()));
  return out;
}

}  // namespace tipstaff::protocol
