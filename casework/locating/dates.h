#pragma once
// Dates that texts say, in written forms of several languages, and the forms of mail
// and documents.

#include <optional>
#include <string_view>
#include <vector>

#include "tipstaff/bytes/bytes.h"

namespace tipstaff::casework {

struct SaidDate {
  std::int64_t at = 0;                     // unix seconds; without a time of day the day's begin
  std::uint32_t begin = 0;                 // bytes of the text
  std::uint32_t length = 0;
  bool has_time = false;
  std::optional<int> offset_minutes;       // east of UTC, where it is said; otherwise taken as UTC
};

// A text that says more dates is a table of dates.
inline constexpr std::size_t kDatesMax = 10'000;

// dates_of finds "2026-03-14", "2026-03-14T09:30+01:00", "14 March 2026", "March 14th,
// 2026", "14.03.2026", "14/03/2026" (only where day and month cannot be mistaken), and
// names of months in the languages of the page. Years 1970 to 2099.
// Time: linear in the text. More than kDatesMax are left out.
[[nodiscard]] std::vector<SaidDate> dates_of(std::string_view text);

// Stamp is a time as a program wrote it.
struct Stamp {
  std::int64_t at = 0;
  std::optional<int> offset_minutes;       // nothing: unsaid, or said to be unknown ("-0000", "Z")
};
// parse_untrusted_stamp reads the Date of a mail (RFC 5322), the dates of PDF ("D:2026...")
// and EXIF ("2026:03:14 09:30:00"), and ISO 8601. Nothing for anything else.
[[nodiscard]] std::optional<Stamp> parse_untrusted_stamp(std::string_view text);

}  // namespace tipstaff::casework
