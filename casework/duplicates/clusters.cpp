#include "casework/duplicates/clusters.h"

#include <algorithm>

namespace tipstaff::casework {

static_assert(sizeof(Sketch::value_type) == 2, "four minima make a key of 64 bits");

std::uint64_t Clusters::Band::key_of(const Sketch& sketch) const {
  std::uint64_t key = 0;
  for (std::size_t row = 0; row < kRows; ++row) key = key << 16 | sketch[number_ * kRows + row];
  return key;
}

std::size_t Clusters::Band::slot_of(std::uint64_t key) const {
  const auto mixed = (key ^ key >> 29) * 0x9e3779b97f4a7c15u;
  return static_cast<std::size_t>(mixed ^ mixed >> 32) & (slots_.size() - 1);
}

// each calls `use` with the cards whose sketch has the same key, at most kBucketMax.
template <class Use>
void Clusters::Band::each(const std::deque<Sketch>& sketches, const Sketch& sketch, Use use) const {
  if (slots_.empty()) return;
  const auto key = key_of(sketch);
  for (auto slot = slot_of(key); slots_[slot] != kFree; slot = (slot + 1) & (slots_.size() - 1))
    if (key_of(sketches[slots_[slot]]) == key) use(slots_[slot]);
}

void Clusters::Band::put(std::uint64_t key, std::uint32_t card) {
  auto slot = slot_of(key);
  while (slots_[slot] != kFree) slot = (slot + 1) & (slots_.size() - 1);
  slots_[slot] = card;
}

void Clusters::Band::grow(const std::deque<Sketch>& sketches) {
  constexpr std::size_t kFirst = 64;
  const auto before = std::move(slots_);
  slots_.assign(std::max(kFirst, before.size() * 2), kFree);
  for (const auto card : before)
    if (card != kFree) put(key_of(sketches[card]), card);
}

void Clusters::Band::enter(const std::deque<Sketch>& sketches, std::uint32_t card) {
  std::size_t same = 0;
  each(sketches, sketches[card], [&](std::uint32_t) { ++same; });
  if (same >= kBucketMax) return;
  if (++used_ * 2 > slots_.size()) grow(sketches);
  put(key_of(sketches[card]), card);
}

std::optional<Placement> Clusters::closest(const Sketch& sketch) const {
  std::optional<Placement> best;
  std::vector<std::uint32_t> seen;
  for (const auto& band : bands_)
    band.each(sketches_, sketch, [&](std::uint32_t card) {
      if (std::find(seen.begin(), seen.end(), card) != seen.end()) return;
      seen.push_back(card);
      const auto alike = similarity(sketch, sketches_[card]);
      if (alike >= kSameFrom && (!best || alike > best->similarity)) best = Placement{card, alike, false};
    });
  return best;
}

Placement Clusters::add(std::uint64_t tip, std::uint64_t at, std::string_view plain) {
  return add(tip, at, sketch_of(plain, seed_));
}

Placement Clusters::add(std::uint64_t tip, std::uint64_t at, const Sketch& sketch) {
  const auto found = closest(sketch);
  if (!found) {
    sketches_.push_back(sketch);
    for (auto& band : bands_) band.enter(sketches_, static_cast<std::uint32_t>(cards_.size()));
    cards_.push_back({tip, 1, at, at, tip, 1});
    return {cards_.size() - 1, 1, true};
  }
  auto& card = cards_[found->card];
  ++card.count;
  card.first_at = std::min(card.first_at, at);
  card.last_at = std::max(card.last_at, at);
  if (found->similarity < card.least_similarity) {
    card.least_similarity = found->similarity;
    card.most_different = tip;
  }
  return *found;
}

}  // namespace tipstaff::casework
