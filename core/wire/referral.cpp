#include "tipstaff/wire/referral.h"

#include "tipstaff/wire/reader.h"
#include "tipstaff/wire/referral_part.h"
#include "tipstaff/wire/writer.h"

namespace tipstaff::wire {
namespace {

constexpr std::string_view kMagic = "TSF1";
constexpr std::uint8_t kReceipts = 4;

void write_proof(SecretWriter& out, const TipProof& proof) {
  out.u8(proof.flags).u64(proof.when).raw(proof.cpk.view()).raw(proof.salt.view());
  out.u8(static_cast<std::uint8_t>(proof.path.size()));
  for (const auto& hash : proof.path) out.raw(hash.view());
  write_short_text(out, proof.bulletin);
}

Result<TipProof> read_proof(Reader& in) {
  TipProof out;
  TIP_TRY(out.flags, in.u8());
  TIP_TRY(out.when, in.u64());
  TIP_TRY(out.cpk, in.fixed<crypto::VerifyKey>());
  TIP_TRY(out.salt, in.fixed<ClaimSalt>());
  TIP_TRY(const auto count, in.u8());
  if (count > kTipPathMax) return fail(Errc::too_large, "referral path");
  for (std::size_t i = 0; i < count; ++i) {
    TIP_TRY(const auto hash, in.fixed<Hash32>());
    out.path.push_back(hash);
  }
  TIP_TRY(out.bulletin, read_short_text(in, kTipBulletinBytesMax));
  return out;
}

void write_core(SecretWriter& out, const ReferredTip& tip) {
  out.u64(tip.at).u64(tip.tick).u64(tip.leaf).u8(tip.receipt).u8(tip.proof ? 1 : 0);
  out.u32(static_cast<std::uint32_t>(tip.text.size())).raw(tip.text);
  out.u8(static_cast<std::uint8_t>(tip.files.size()));
  for (const auto& file : tip.files) {
    write_short_text(out, file.name);
    out.u32(static_cast<std::uint32_t>(file.bytes.size())).raw(file.bytes);
  }
  if (tip.proof) write_proof(out, *tip.proof);
}

Result<SecretBytes> read_long(Reader& in) {
  TIP_TRY(const auto size, in.u32());
  TIP_TRY(const auto bytes, in.take(size));
  return SecretBytes(bytes.begin(), bytes.end());
}

Result<void> read_files(Reader& in, ReferredTip& tip) {
  TIP_TRY(const auto count, in.u8());
  if (count > kFilesMax) return fail(Errc::too_large, "referral files");
  for (std::size_t i = 0; i < count; ++i) {
    MessageFile file;
    TIP_TRY(file.name, read_short_text(in, kFileNameBytesMax));
    if (file.name.empty()) return fail(Errc::bad_text, "file name");
    TIP_TRY(file.bytes, read_long(in));
    tip.files.push_back(std::move(file));
  }
  return {};
}

Result<void> read_core(Reader& in, ReferredTip& tip) {
  TIP_TRY(tip.at, in.u64());
  TIP_TRY(tip.tick, in.u64());
  TIP_TRY(tip.leaf, in.u64());
  TIP_TRY(tip.receipt, in.u8());
  TIP_TRY(const auto proven, in.u8());
  if (tip.receipt >= kReceipts || proven > 1) return fail(Errc::bad_value, "referred tip");
  TIP_TRY(tip.text, read_long(in));
  if (!valid_utf8(tip.text)) return fail(Errc::bad_text, "referred tip");
  TIP_CHECK(read_files(in, tip));
  if (proven == 1) {
    TIP_TRY(tip.proof, read_proof(in));
  }
  return {};
}

void write_tip(SecretWriter& out, const ReferredTip& tip) {
  out.u16(tip.thread).u64(tip.number);
  write_core(out, tip);
  out.u8(static_cast<std::uint8_t>(tip.chain.size()));
  for (const auto& one : tip.chain)
    out.raw(one.from.view()).raw(one.to.view()).u64(one.when).raw(one.signature.view());
}

Result<Handover> read_handover(Reader& in) {
  Handover out;
  TIP_TRY(out.from, in.fixed<crypto::VerifyKey>());
  TIP_TRY(out.to, in.fixed<crypto::VerifyKey>());
  TIP_TRY(out.when, in.u64());
  TIP_TRY(out.signature, in.fixed<crypto::Signature>());
  return out;
}

Result<ReferredTip> read_tip(Reader& in) {
  ReferredTip out;
  TIP_TRY(out.thread, in.u16());
  TIP_TRY(out.number, in.u64());
  TIP_CHECK(read_core(in, out));
  TIP_TRY(const auto count, in.u8());
  if (count == 0 || count > kHandoversMax) return fail(Errc::too_large, "handovers");
  for (std::size_t i = 0; i < count; ++i) {
    TIP_TRY(const auto handover, read_handover(in));
    out.chain.push_back(handover);
  }
  return out;
}

SecretWriter write_body(const Referral& referral) {
  SecretWriter out;
  out.raw(as_bytes(kMagic)).u8(referral.file ? 1 : 0).u8(0);
  out.raw(referral.nr.view()).raw(referral.from.view()).raw(referral.to.view()).u64(referral.when);
  write_short_text(out, referral.note);
  out.u16(static_cast<std::uint16_t>(referral.tips.size()));
  for (const auto& tip : referral.tips) write_tip(out, tip);
  if (referral.file) write_referred_case(out, *referral.file);
  return out;
}

// fits checks what the writer's fields can hold; the reader says the rest.
Result<void> fits(const Referral& referral) {
  if (referral.note.size() > kReferralNoteBytesMax) return fail(Errc::too_large, "note of a referral");
  if (referral.tips.size() > kReferredTipsMax) return fail(Errc::too_large, "tips of a referral");
  std::size_t bytes = 0;
  for (const auto& tip : referral.tips) {
    if (tip.chain.size() > kHandoversMax) return fail(Errc::too_large, "handovers");
    bytes += tip.text.size();
    for (const auto& file : tip.files) bytes += file.bytes.size();
  }
  if (bytes > kReferralBytesMax) return fail(Errc::too_large, "referral");
  return {};
}

}  // namespace

SecretBytes encode_tip_proof(const TipProof& proof) {
  SecretWriter out;
  write_proof(out, proof);
  return out.take();
}

Result<TipProof> parse_tip_proof(ByteView bytes) {
  Reader in(bytes);
  TIP_TRY(auto out, read_proof(in));
  TIP_CHECK(in.end());
  return out;
}

SecretBytes encode_tip_core(const ReferredTip& tip) {
  SecretWriter out;
  write_core(out, tip);
  return out.take();
}

Result<SecretBytes> encode_referral(const Referral& referral) {
  TIP_CHECK(fits(referral));
  auto out = write_body(referral).take();
  if (out.size() + kSignatureBytes > kReferralBytesMax) return fail(Errc::too_large, "referral");
  TIP_CHECK(parse_untrusted_referral_body(out));  // nobody sends what nobody would read
  return out;
}

Result<Referral> parse_untrusted_referral_body(ByteView bytes) {
  if (bytes.size() > kReferralBytesMax) return fail(Errc::too_large, "referral");
  Reader in(bytes);
  TIP_TRY(const auto magic, in.take(kMagic.size()));
  if (as_text(magic) != kMagic) return fail(Errc::bad_magic, "referral");
  TIP_TRY(const auto with_case, in.u8());
  if (with_case > 1) return fail(Errc::bad_value, "referral kind");
  TIP_CHECK(in.zeros(1));
  Referral out;
  TIP_TRY(out.nr, in.fixed<Hash32>());
  TIP_TRY(out.from, in.fixed<crypto::VerifyKey>());
  TIP_TRY(out.to, in.fixed<crypto::VerifyKey>());
  TIP_TRY(out.when, in.u64());
  TIP_TRY(out.note, read_short_text(in, kReferralNoteBytesMax));
  TIP_TRY(const auto tips, in.u16());
  if (tips == 0 || tips > kReferredTipsMax) return fail(Errc::bad_value, "tips of a referral");
  for (std::size_t i = 0; i < tips; ++i) {
    TIP_TRY(auto tip, read_tip(in));
    out.tips.push_back(std::move(tip));
  }
  if (with_case == 1) {
    TIP_TRY(out.file, read_untrusted_referred_case(in, tips));
  }
  TIP_CHECK(in.end());
  return out;
}

}  // namespace tipstaff::wire
