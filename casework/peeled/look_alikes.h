#pragma once
// LookAlikes: which pictures look like one seen before, by their hashes.

#include <array>
#include <vector>

#include "casework/peeled/picture_hash.h"

namespace tipstaff::casework {

class LookAlikes {
 public:
  // leader_of is the first hash that was given and differs in at most kLookAlikeBits; it is
  // `hash` itself when there is none.
  [[nodiscard]] std::uint64_t leader_of(std::uint64_t hash);

 private:
  // One byte of two hashes is the same when at most seven bits differ.
  static constexpr std::size_t kBands = 8;
  std::array<std::array<std::vector<std::uint64_t>, 256>, kBands> leaders_;
};

}  // namespace tipstaff::casework
