#pragma once
// Clusters puts tips that say the same under one card, one tip after the other. A
// flood costs the officer one card; what differs keeps a card of its own.

#include <optional>
#include <unordered_map>

#include "casework/duplicates/sketch.h"

namespace tipstaff::casework {

// From here on two texts count as the same (measured: char-5 shingles, all of 0.94
// to 1.0 of light edits, none of the others).
inline constexpr double kSameFrom = 0.5;

// Card is a cluster as the officer sees it. The representative is its first tip, so
// that later ones cannot push it away; members are compared with it alone, so that
// a chain of small changes does not drag two stories together.
struct Card {
  std::uint64_t representative = 0;
  std::uint64_t count = 0;
  std::uint64_t first_at = 0;
  std::uint64_t last_at = 0;
  // The member that is least like the representative: a tip that was written into
  // a copy of the flood's text is seen here.
  std::uint64_t most_different = 0;
  double least_similarity = 1;
};

struct Placement {
  std::size_t card = 0;
  double similarity = 1;
  bool is_new = true;
};

class Clusters {
 public:
  explicit Clusters(std::uint64_t seed) : seed_(seed) {}

  // add places one tip. `plain` is its plain_form.
  // Time: linear in the text, and at most kBands * kBucketMax comparisons.
  Placement add(std::uint64_t tip, std::uint64_t at, std::string_view plain);

  [[nodiscard]] const std::vector<Card>& cards() const { return cards_; }

 private:
  // 32 bands of 4 minima: texts of similarity 0.5 meet with probability 0.87, of
  // 0.7 with 0.9998.
  static constexpr std::size_t kBands = 32, kRows = kMinima / kBands;
  static constexpr std::size_t kBucketMax = 8;  // a bucket that a flood fills stays short

  [[nodiscard]] static std::uint64_t band_key(const Sketch& sketch, std::size_t band);
  [[nodiscard]] std::optional<Placement> closest(const Sketch& sketch) const;
  void enter(std::size_t card, const Sketch& sketch);

  std::uint64_t seed_;
  std::vector<Card> cards_;
  std::vector<Sketch> sketches_;  // of the representatives
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> buckets_;
};

}  // namespace tipstaff::casework
