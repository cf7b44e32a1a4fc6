#include "casework/campaigns/near_text.h"

#include <algorithm>

#include "casework/campaigns/names.h"

namespace tipstaff::campaigns {
namespace {

constexpr std::uint64_t kEmpty = ~std::uint64_t{0};

std::vector<std::uint64_t> piece_hashes(std::string_view text, std::uint64_t key) {
  std::vector<std::uint64_t> out;
  if (text.size() < NearText::kPieceBytes) return {mix64(text, key)};
  out.reserve(text.size());
  for (std::size_t i = 0; i + NearText::kPieceBytes <= text.size(); ++i)
    out.push_back(mix64(text.substr(i, NearText::kPieceBytes), key));
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

using Signature = std::array<std::uint64_t, NearText::kValues>;

// One permutation: the smallest hash in each of 128 bins; an empty bin borrows from the
// next full one, so that short texts have all values too.
Signature values_of(const std::vector<std::uint64_t>& hashes) {
  Signature out;
  out.fill(kEmpty);
  for (const auto hash : hashes) {
    auto& bin = out[hash % out.size()];
    bin = std::min(bin, hash);
  }
  const auto full = out;
  for (std::size_t i = 0; i < out.size(); ++i)
    for (std::size_t step = 1; out[i] == kEmpty && step < out.size(); ++step) {
      const auto lender = full[(i + step) % out.size()];
      if (lender != kEmpty) out[i] = lender + step * 0x9e3779b97f4a7c15;
    }
  return out;
}

std::uint64_t band_key(const Signature& values, std::size_t band) {
  return mix64({reinterpret_cast<const char*>(values.data() + band * NearText::kRows), NearText::kRows * sizeof(std::uint64_t)}, band);
}

}  // namespace

// likeness estimates |A and B| / |A or B| from the smallest hashes of the union.
double NearText::likeness(const Sketch& a, const Sketch& b) {
  std::size_t i = 0, j = 0, seen = 0, both = 0;
  while (seen < kSketch && (i < a.size() || j < b.size())) {
    ++seen;
    if (j >= b.size() || (i < a.size() && a[i] < b[j])) ++i;
    else if (i >= a.size() || b[j] < a[i]) ++j;
    else ++both, ++i, ++j;
  }
  return seen == 0 ? 0 : static_cast<double>(both) / static_cast<double>(seen);
}

NearText::Signed NearText::sign(std::string_view folded, std::uint64_t key) {
  Signed out{.sketch = piece_hashes(folded, key), .bands = {}};
  const auto values = values_of(out.sketch);
  for (std::size_t band = 0; band < kBands; ++band) out.bands[band] = band_key(values, band);
  out.sketch.resize(std::min(out.sketch.size(), kSketch));
  out.sketch.shrink_to_fit();
  return out;
}

std::uint32_t NearText::group_of(Signed text) {
  double best = 0;
  std::uint32_t group = 0;
  std::array<std::vector<std::uint32_t>*, kBands> places;
  for (std::size_t band = 0; band < kBands; ++band) {
    places[band] = &buckets_[text.bands[band]];
    for (const auto candidate : *places[band])
      if (const double found = likeness(text.sketch, sketches_[candidate]); found > best || (found == best && found > 0 && candidate < group)) {
        best = found;
        group = candidate;
      }
  }
  if (best >= kLikenessMin) return group;
  group = static_cast<std::uint32_t>(sketches_.size());
  for (auto* place : places)
    if (place->size() < kBucketMax) place->push_back(group);
  sketches_.push_back(std::move(text.sketch));
  return group;
}

}  // namespace tipstaff::campaigns
