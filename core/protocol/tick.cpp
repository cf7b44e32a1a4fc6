#include "tipstaff/protocol/tick.h"

#include <numeric>

#include "tipstaff/crypto/hash.h"
#include "tipstaff/protocol/envelope.h"

namespace tipstaff::protocol {
namespace {

// a = 85/100 at class S; a bigger class draws the same law K/32 times and adds.
constexpr std::uint64_t kReserveContinue = 85;
constexpr std::uint64_t kReserveOutOf = 100;

void fill_with_dummies(std::vector<TickLodging>& lodgings, std::size_t count,
                       crypto::Drbg& drbg) {
  while (lodgings.size() < count) {
    TickLodging dummy;
    drbg.fill(dummy.entry.fill());
    dummy.envelope = draw_dummy(drbg);
    lodgings.push_back(std::move(dummy));
  }
}

Hash32 envelope_root(std::span<const ByteView> envelopes) {
  std::vector<Hash32> leaves;
  for (const auto envelope : envelopes) leaves.push_back(log::leaf_hash(envelope));
  return log::tree_hash(leaves);
}

// append_batch puts the K leaves into the log and proves the first of them.
void append_batch(TickOutput& out, const log::Frontier& before, std::string_view origin,
                  const crypto::SignKey& relay_key) {
  std::vector<Hash32> hashes;
  for (const auto& leaf : out.leaves) hashes.push_back(log::leaf_hash(leaf));
  out.after = before;
  for (const auto& hash : hashes) out.after.append(hash);
  out.checkpoint = log::sign_checkpoint(
      {std::string(origin), out.after.size(), out.after.root()}, relay_key);
  out.bulletin_proof = log::encode_proof(
      {out.leaves[0], before.size(), log::prove_first_of_batch(before, hashes), out.checkpoint});
}

}  // namespace

std::size_t draw_reserve(std::uint16_t leaves, crypto::Drbg& drbg) {
  const std::size_t cap = leaves / 2;
  std::size_t reserve = 0;
  for (std::size_t group = 0; group < leaves / wire::kLeavesClassS; ++group)
    while (reserve < cap && drbg.below(kReserveOutOf) < kReserveContinue) ++reserve;
  return reserve;
}

std::vector<std::size_t> admit(std::size_t waiting, std::size_t room, crypto::Drbg& drbg) {
  std::vector<std::size_t> chosen(waiting);
  std::iota(chosen.begin(), chosen.end(), std::size_t{0});
  if (waiting <= room) return chosen;
  drbg.shuffle(chosen);
  chosen.resize(room);
  return chosen;
}

TickOutput make_tick(TickInput input, const crypto::SignKey& relay_key, crypto::Drbg& drbg) {
  const std::size_t slots = input.bulletin.leaves - 1u;
  const std::size_t admitted = input.admitted.size();
  TIP_ASSERT(admitted <= slots);
  auto lodgings = std::move(input.admitted);
  fill_with_dummies(lodgings, slots, drbg);
  std::vector<std::size_t> order(slots);  // order[slot] = which lodging stands there
  std::iota(order.begin(), order.end(), std::size_t{0});
  drbg.shuffle(order);

  TickOutput out;
  out.bulletin = input.bulletin;
  out.slot_of.resize(admitted);
  out.leaves.emplace_back();  // the bulletin, once its hashes are known
  std::vector<ByteView> envelopes;
  for (std::size_t slot = 0; slot < slots; ++slot) {
    const auto& lodging = lodgings[order[slot]];
    envelopes.push_back(lodging.envelope.view());
    out.bag.insert(out.bag.end(), lodging.envelope.view().begin(), lodging.envelope.view().end());
    out.leaves.emplace_back(lodging.entry.view().begin(), lodging.entry.view().end());
    if (order[slot] < admitted) out.slot_of[order[slot]] = slot;
  }
  out.bulletin.bag_root = envelope_root(envelopes);
  out.bulletin.challenges_hash = crypto::sha256(input.challenges);
  drbg.fill(out.bulletin.seed.fill());
  out.leaves[0] = wire::encode_bulletin(out.bulletin);
  append_batch(out, input.before, input.origin, relay_key);
  return out;
}

Result<Hash32> bag_root_of(ByteView bag, std::uint16_t leaves) {
  if (leaves < 2 || bag.size() != (leaves - 1u) * wire::kEnvelopeBytes)
    return fail(Errc::wrong_length, "bag");
  std::vector<ByteView> envelopes;
  for (std::size_t at = 0; at < bag.size(); at += wire::kEnvelopeBytes)
    envelopes.push_back(bag.subspan(at, wire::kEnvelopeBytes));
  return envelope_root(envelopes);
}

}  // namespace tipstaff::protocol
