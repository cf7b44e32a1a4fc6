#pragma once
// Quality: how well found groups fit the planted ones.

#include <cstdint>
#include <span>
#include <vector>

namespace tipstaff::campaigns {

inline constexpr std::uint32_t kNoCrew = 0xffffffff;

// Quality compares by account: `truth` and `found` give each account its crew, or kNoCrew.
struct Quality {
  std::uint64_t planted = 0;   // accounts in crews of the truth
  std::uint64_t found = 0;     // accounts in found crews
  double precision = 1;        // of the found accounts, the part that is planted; 1 when none was found
  double recall = 1;           // of the planted accounts, the part that was found; 1 when none was planted
  double rand_index = 1;       // adjusted Rand index over accounts that are planted or found
  double weighted_precision = 1;  // sum n p^2 / sum n p over found crews (n members, p planted among them)
};
[[nodiscard]] Quality measure_quality(std::span<const std::uint32_t> truth, std::span<const std::uint32_t> found);

}  // namespace tipstaff::campaigns
