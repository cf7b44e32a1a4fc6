#pragma once
// Dates as people write them in a call, and as pages show them: always UTC.

#include <string>

#include "tipstaff/bytes/bytes.h"

namespace tipstaff::council {

// parse_date reads "2027-03-01" (its first second) or "2027-03-01 18:30".
// Years 1970 to 9999. Errors: bad_value.
[[nodiscard]] Result<std::uint64_t> parse_date(std::string_view text);

// date_text: "2027-03-01", with " 18:30 UTC" unless it is midnight.
[[nodiscard]] std::string date_text(std::uint64_t unix_seconds);

// date_rfc3339: "2027-03-01T18:30:00Z".
[[nodiscard]] std::string date_rfc3339(std::uint64_t unix_seconds);

}  // namespace tipstaff::council
