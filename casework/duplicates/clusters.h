#pragma once
// Clusters puts tips that say the same under one card, one tip after the other. A
// flood costs the officer one card; what differs keeps a card of its own.

#include <deque>
#include <optional>

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
  // The same for a sketch that was made before, with this seed.
  Placement add(std::uint64_t tip, std::uint64_t at, const Sketch& sketch);

  [[nodiscard]] const std::vector<Card>& cards() const { return cards_; }

 private:
  // 32 bands of 4 minima: texts of similarity 0.5 meet with probability 0.87, of
  // 0.7 with 0.9998.
  static constexpr std::size_t kBands = 32, kRows = kMinima / kBands;
  static constexpr std::size_t kBucketMax = 8;  // a bucket that a flood fills stays short

  // Band holds numbers of cards by their key, which is computed from the card's sketch
  // again when it is needed: a million cards take 256 MB for all bands together.
  class Band {
   public:
    explicit Band(std::size_t number) : number_(number) {}
    template <class Use>
    void each(const std::deque<Sketch>& sketches, const Sketch& sketch, Use use) const;
    void enter(const std::deque<Sketch>& sketches, std::uint32_t card);

   private:
    static constexpr std::uint32_t kFree = UINT32_MAX;
    [[nodiscard]] std::uint64_t key_of(const Sketch& sketch) const;
    [[nodiscard]] std::size_t slot_of(std::uint64_t key) const;
    void grow(const std::deque<Sketch>& sketches);
    void put(std::uint64_t key, std::uint32_t card);

    std::size_t number_;
    std::vector<std::uint32_t> slots_;  // a power of two, at most half full
    std::size_t used_ = 0;
  };

  [[nodiscard]] std::optional<Placement> closest(const Sketch& sketch) const;

  std::uint64_t seed_;
  std::vector<Card> cards_;
  std::deque<Sketch> sketches_;  // of the representatives; never moved as it grows
  std::vector<Band> bands_ = [] {
    std::vector<Band> out;
    for (std::size_t i = 0; i < kBands; ++i) out.emplace_back(i);
    return out;
  }();
};

}  // namespace tipstaff::casework
