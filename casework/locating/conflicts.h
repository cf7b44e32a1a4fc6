#pragma once
// Conflicts: hints that cannot both be meant. They are shown; nothing is averaged.

#include <span>
#include <vector>

#include "casework/locating/hint.h"

namespace tipstaff::casework {

// SaidHint is a hint and the message that it comes from: two towns in one message are
// a journey, not a conflict.
struct SaidHint {
  const PlaceHint* hint;
  std::int64_t message = 0;
};

struct Conflict {
  std::size_t a = 0;  // indices of what was given
  std::size_t b = 0;
  double km = 0;      // between the edges of their areas
};

// Nearer areas do not contradict each other.
inline constexpr double kConflictKm = 300;
inline constexpr std::size_t kConflictsMax = 200;
// Pairs are compared, so only so many of the strongest are; a case seldom has more.
inline constexpr std::size_t kComparedMax = 1000;

// conflicts_of lists pairs of hints of reliability C or better whose areas lie apart,
// once for each pair of places, the farthest first.
[[nodiscard]] std::vector<Conflict> conflicts_of(std::span<const SaidHint> hints);

}  // namespace tipstaff::casework
