#include "tipstaff/protocol/referral.h"

#include <bit>

#include "tipstaff/crypto/hash.h"
#include "tipstaff/log/merkle.h"
#include "tipstaff/protocol/claim_key.h"
#include "tipstaff/wire/bulletin.h"
#include "tipstaff/wire/writer.h"

namespace tipstaff::protocol {
namespace {

using wire::Handover;

Bytes handovers_before(std::span<const Handover> chain) {
  wire::Writer out;
  for (const auto& one : chain) out.raw(one.from.view()).raw(one.to.view()).u64(one.when).raw(one.signature.view());
  return out.take();
}

// What a handover signs: the tip, who gives it to whom and when, and all handovers before.
Bytes signed_part(const Hash32& nr, const Hash32& core, std::span<const Handover> before, const Handover& one) {
  return wire::Writer().raw(nr.view()).raw(core.view()).raw(crypto::sha256(handovers_before(before)).view())
      .raw(one.from.view()).raw(one.to.view()).u64(one.when).take();
}

void hand_on(wire::ReferredTip& tip, const wire::Referral& referral, const crypto::SignKey& post) {
  const auto core = crypto::sha256(wire::encode_tip_core(tip));
  Handover one{post.verify_key(), referral.to, referral.when, {}};
  one.signature = post.sign(kHandoverTag, signed_part(referral.nr, core, tip.chain, one));
  tip.chain.push_back(one);
}

Result<void> check_chain(const wire::ReferredTip& tip, const wire::Referral& referral) {
  const auto core = crypto::sha256(wire::encode_tip_core(tip));
  const std::span<const Handover> chain(tip.chain);
  for (std::size_t i = 0; i < chain.size(); ++i) {
    if (i > 0 && chain[i].from != chain[i - 1].to) return fail(Errc::conflict, "handovers");
    TIP_CHECK(crypto::verify(kHandoverTag, signed_part(referral.nr, core, chain.first(i), chain[i]), chain[i].from, chain[i].signature));
  }
  const auto& last = chain.back();
  if (last.from != referral.from || last.to != referral.to) return fail(Errc::conflict, "handovers");
  return {};
}

// A batch is a whole subtree at the right edge of its tick's tree, so the bulletin's path
// goes up inside of it first, and then as every other leaf's of the batch.
Result<std::vector<Hash32>> whole_path(const wire::TipProof& proof, const log::Proof& bulletin, std::uint16_t leaves) {
  const auto inside = static_cast<std::size_t>(std::countr_zero(leaves));
  if (!std::has_single_bit(leaves) || proof.path.size() != inside || bulletin.path.size() < inside)
    return fail(Errc::bad_proof, "path of an entry");
  auto out = proof.path;
  out.insert(out.end(), bulletin.path.begin() + static_cast<std::ptrdiff_t>(inside), bulletin.path.end());
  return out;
}

}  // namespace

Result<SecretBytes> sign_referral(wire::Referral referral, const crypto::SignKey& post) {
  referral.from = post.verify_key();
  for (auto& tip : referral.tips) hand_on(tip, referral, post);
  TIP_TRY(auto body, wire::encode_referral(referral));
  const auto signature = post.sign(kReferralTag, body);
  body.insert(body.end(), signature.view().begin(), signature.view().end());
  return body;
}

Result<wire::Referral> parse_untrusted_referral(ByteView bytes, const Hash32& nr) {
  if (bytes.size() < wire::kSignatureBytes) return fail(Errc::wrong_length, "referral");
  const auto body = bytes.first(bytes.size() - wire::kSignatureBytes);
  TIP_TRY(auto referral, wire::parse_untrusted_referral_body(body));
  if (referral.nr != nr) return fail(Errc::wrong_hash, "programme of a referral");
  TIP_CHECK(crypto::verify(kReferralTag, body, referral.from, crypto::Signature::from(bytes.last(wire::kSignatureBytes))));
  for (const auto& tip : referral.tips) TIP_CHECK(check_chain(tip, referral));
  return referral;
}

std::vector<Hash32> path_of_entry(ByteView bulletin, std::span<const wire::Entry> entries, std::size_t slot) {
  std::vector<Hash32> batch{log::leaf_hash(bulletin)};
  for (const auto& entry : entries) batch.push_back(log::leaf_hash(entry.view()));
  return log::prove_inclusion(batch, slot + 1);
}

Result<SecretBytes> rebuild_part0(const wire::ReferredTip& tip) {
  if (!tip.proof) return fail(Errc::not_found, "proof of a tip");
  TIP_TRY(auto parts, wire::split_message({tip.proof->flags, tip.proof->when, tip.text, tip.files}));
  return std::move(parts.front());
}

Result<void> verify_tip_proof(const wire::ReferredTip& tip, std::string_view origin, const crypto::VerifyKey& relay_vk) {
  TIP_TRY(const auto part0, rebuild_part0(tip));
  TIP_TRY(const auto proof, log::verify_untrusted_proof(tip.proof->bulletin, origin, relay_vk));
  TIP_TRY(const auto bulletin, wire::parse_untrusted_bulletin(proof->extra));
  if (bulletin.tick != tip.tick) return fail(Errc::wrong_hash, "tick of a tip");
  const auto first = proof->index;
  if (first % bulletin.leaves != 0 || tip.leaf <= first || tip.leaf >= first + bulletin.leaves || proof.checkpoint().size != first + bulletin.leaves)
    return fail(Errc::bad_proof, "place of a tip");
  TIP_TRY(const auto path, whole_path(*tip.proof, *proof, bulletin.leaves));
  const auto entry = entry_of(wire::origin_hash(origin), tip.proof->cpk, tip.proof->salt, part0);
  return log::verify_inclusion(log::leaf_hash(entry.view()), tip.leaf, proof.checkpoint().size, path, proof.checkpoint().root);
}

}  // namespace tipstaff::protocol
