#pragma once
// What the audit's lines say about cases.

#include <cstdint>
#include <string_view>
#include <vector>

namespace tipstaff::desk {

// names_case: the detail of such a line begins with the number of a case; that of any other
// begins with the number of something else. A merge names two: which, and into which.
[[nodiscard]] bool names_case(std::string_view action);

// numbers_of are the numbers at the beginning of a line's detail.
[[nodiscard]] std::vector<std::int64_t> numbers_of(std::string_view detail);

}  // namespace tipstaff::desk
