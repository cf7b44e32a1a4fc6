#include "casework/peeled/look_alikes.h"

#include <bit>

namespace tipstaff::casework {

static_assert(kLookAlikeBits < 8, "one of eight bytes must stay the same");

std::uint64_t LookAlikes::leader_of(std::uint64_t hash) {
  const auto byte_of = [hash](std::size_t band) { return hash >> (band * 8) & 0xff; };
  for (std::size_t band = 0; band < kBands; ++band)
    for (const auto leader : leaders_[band][byte_of(band)])
      if (std::popcount(leader ^ hash) <= kLookAlikeBits) return leader;
  for (std::size_t band = 0; band < kBands; ++band) leaders_[band][byte_of(band)].push_back(hash);
  return hash;
}

}  // namespace tipstaff::casework
