#pragma once
// What commands print of what strangers wrote, and of times.

#include <cstdint>
#include <string>
#include <string_view>

namespace tipstaff::desk {

// line_of is a text on one line, in which nothing acts on the terminal.
[[nodiscard]] std::string line_of(std::string_view text);

// time_text is a moment to the minute, in UTC; "-" for none.
[[nodiscard]] std::string time_text(std::uint64_t unix_seconds);

}  // namespace tipstaff::desk
