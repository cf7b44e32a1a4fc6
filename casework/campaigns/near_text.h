#pragma once
// NearText: texts that are nearly the same get the same number, online.

#include <array>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace tipstaff::campaigns {

// NearText compares folded texts by the five-byte pieces that they are made of. MinHash
// (128 values in one permutation) with 32 bands of 4 finds candidates, the 64 smallest
// piece hashes of both texts decide: one text joins the first seen text ("representative")
// whose likeness to it is highest and at least kLikenessMin. Representatives alone are
// kept, so chains of small changes do not grow into one group; 700 bytes each.
class NearText {
 public:
  explicit NearText(std::uint64_t key = 0) : key_(key) {}

  static constexpr std::size_t kBands = 32, kRows = 4, kValues = kBands * kRows;
  using Sketch = std::vector<std::uint64_t>;  // ascending, at most kSketch
  // Signed is all that is compared of a text.
  struct Signed {
    Sketch sketch;
    std::array<std::uint64_t, kBands> bands;
  };
  // sign costs most, and depends on the text and the key alone.
  [[nodiscard]] static Signed sign(std::string_view folded, std::uint64_t key);
  // group_of returns the number of the text's group: 0, 1, 2 ... in order of first sight.
  [[nodiscard]] std::uint32_t group_of(Signed text);
  [[nodiscard]] std::uint32_t group_of(std::string_view folded) { return group_of(sign(folded, key_)); }
  [[nodiscard]] std::size_t groups() const { return sketches_.size(); }

  // Template texts whose names and numbers were changed stand above; different texts on
  // one subject below 0.3.
  static constexpr double kLikenessMin = 0.55;
  static constexpr std::size_t kPieceBytes = 5;
  static constexpr std::size_t kSketch = 64;
  // Representatives behind one band value that are compared: bounds the cost of a flood.
  static constexpr std::size_t kBucketMax = 8;

 private:
  [[nodiscard]] static double likeness(const Sketch& a, const Sketch& b);

  std::uint64_t key_;
  std::vector<Sketch> sketches_;
  std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> buckets_;
};

}  // namespace tipstaff::campaigns
