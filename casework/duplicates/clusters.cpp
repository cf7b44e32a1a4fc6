#include "casework/duplicates/clusters.h"

#include <algorithm>

namespace tipstaff::casework {

std::uint64_t Clusters::band_key(const Sketch& sketch, std::size_t band) {
  std::uint64_t key = band;
  for (std::size_t row = 0; row < kRows; ++row)
    key = (key ^ sketch[band * kRows + row]) * 0x9e3779b97f4a7c15u + (key >> 29);
  return key;
}

std::optional<Placement> Clusters::closest(const Sketch& sketch) const {
  std::optional<Placement> best;
  std::vector<std::uint32_t> seen;
  for (std::size_t band = 0; band < kBands; ++band) {
    const auto bucket = buckets_.find(band_key(sketch, band));
    if (bucket == buckets_.end()) continue;
    for (const auto card : bucket->second) {
      if (std::find(seen.begin(), seen.end(), card) != seen.end()) continue;
      seen.push_back(card);
      const auto alike = similarity(sketch, sketches_[card]);
      if (alike >= kSameFrom && (!best || alike > best->similarity)) best = Placement{card, alike, false};
    }
  }
  return best;
}

void Clusters::enter(std::size_t card, const Sketch& sketch) {
  for (std::size_t band = 0; band < kBands; ++band) {
    auto& bucket = buckets_[band_key(sketch, band)];
    if (bucket.size() < kBucketMax) bucket.push_back(static_cast<std::uint32_t>(card));
  }
}

Placement Clusters::add(std::uint64_t tip, std::uint64_t at, std::string_view plain) {
  const auto sketch = sketch_of(plain, seed_);
  const auto found = closest(sketch);
  if (!found) {
    enter(cards_.size(), sketch);
    sketches_.push_back(sketch);
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
