#pragma once
// Difference: which words one text has and the other has not.

#include <string_view>
#include <vector>

namespace tipstaff::casework {

// Change is a run of words that stayed, went or came. Views into the two texts.
struct Change {
  enum class Kind : unsigned char { same, removed, added };
  Kind kind = Kind::same;
  std::string_view words;
};

// Up to this many words of the middle that differs are compared word by word; of a
// longer one all is said to be replaced.
inline constexpr std::size_t kDifferenceWordsMax = 2000;

// difference goes from `before` to `after`. Joined, "same" and "removed" have every word
// of `before` in order, "same" and "added" every word of `after`.
[[nodiscard]] std::vector<Change> difference(std::string_view before, std::string_view after);

}  // namespace tipstaff::casework
