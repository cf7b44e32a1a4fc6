#include "desk/post/tick_page.h"

#include "tipstaff/log/tile.h"
#include "tipstaff/protocol/tick.h"

namespace tipstaff::desk {
namespace {

// A relay that grows its log by another class than its bulletin says is seen here. Class L is
// known to the parser, but no relay of this version makes its bags.
Result<void> check_place(const log::Proof& proof, std::uint64_t log_size, std::uint16_t leaves) {
  if (leaves > wire::kLeavesClassM) return fail(Errc::bad_proof, "class of a tick");
  if (proof.index % leaves != 0 || log_size - proof.index != leaves) return fail(Errc::bad_proof, "class of a tick");
  return {};
}

}  // namespace

Result<Hash32> roster_named_by_unverified(ByteView proof_text) {
  TIP_TRY(const auto proof, log::parse_untrusted_proof(as_text(proof_text)));
  TIP_TRY(const auto bulletin, wire::parse_untrusted_bulletin(proof.extra));
  return bulletin.roster_hash;
}

Result<SignedBulletin> verify_bulletin(ByteView proof_text, const wire::Programme& programme,
                                       const wire::VerifiedRoster& roster) {
  TIP_TRY(auto proof, log::verify_untrusted_proof(as_text(proof_text), programme.origin,
                                                  roster->relay_vk));
  TIP_TRY(auto bulletin, wire::parse_untrusted_bulletin(proof->extra));
  TIP_CHECK(check_place(*proof, proof.checkpoint().size, bulletin.leaves));
  if (bulletin.roster_hash != roster.hash()) return fail(Errc::wrong_hash, "roster");
  TIP_CHECK(wire::check_validity(*roster, bulletin.tick * roster->tick_seconds));
  return SignedBulletin{std::move(bulletin), std::move(proof)};
}

Result<void> check_bag(const SignedBulletin& signed_bulletin, ByteView bag) {
  const auto& bulletin = signed_bulletin.bulletin;
  TIP_TRY(const auto root, protocol::bag_root_of(bag, bulletin.leaves));
  if (root != bulletin.bag_root) return fail(Errc::wrong_hash, "bag");
  return {};
}

Result<std::vector<wire::Entry>> entries_of_batch(const SignedBulletin& signed_bulletin,
                                                  ByteView bundle, std::uint64_t log_size) {
  const auto& proof = *signed_bulletin.proof;
  const std::size_t count = signed_bulletin.bulletin.leaves;
  const auto span = log::tile_span(proof.index, log_size);
  TIP_TRY(const auto leaves, log::parse_untrusted_bundle(bundle));
  if (leaves.size() != span.width || span.offset + count > leaves.size())
    return fail(Errc::wrong_length, "entries bundle");
  std::vector<Hash32> hashes;
  std::vector<wire::Entry> out;
  for (std::size_t i = 0; i < count; ++i) {
    const auto leaf = leaves[span.offset + i];
    hashes.push_back(log::leaf_hash(leaf));
    if (i == 0) continue;  // the bulletin
    TIP_TRY(const auto entry, wire::Entry::parse(leaf));
    out.push_back(entry);
  }
  TIP_CHECK(log::verify_batch(hashes, proof.index, proof.path,
                              signed_bulletin.proof.checkpoint().root));
  return out;
}

std::string entries_path_of(const SignedBulletin& signed_bulletin, std::uint64_t log_size) {
  const auto span = log::tile_span(signed_bulletin.proof->index, log_size);
  return "/v1/" + log::entries_path(span.index, span.width);
}

}  // namespace tipstaff::desk
