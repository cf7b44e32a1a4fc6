#pragma once
// Days of the Gregorian calendar.

#include <cstdint>

namespace tipstaff::casework {

inline constexpr std::int64_t kDaySeconds = 86'400;

// days_from_civil counts days from 1 January 1970.
[[nodiscard]] std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day);

// is_day tells whether a month of a year has that day.
[[nodiscard]] bool is_day(std::int64_t year, unsigned month, unsigned day);

}  // namespace tipstaff::casework
