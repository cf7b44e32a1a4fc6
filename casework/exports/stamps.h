#pragma once
// Times as documents write them: UTC, in the Gregorian calendar.

#include <cstdint>
#include <string>

namespace tipstaff::casework {

// write_utc writes "2021-08-15 10:00:00.250" (without the fraction where it is zero),
// write_iso "2021-08-15T10:00:00.250Z"; `ms` since 1970, not before.
[[nodiscard]] std::string write_utc(std::int64_t ms);
[[nodiscard]] std::string write_iso(std::int64_t ms);

// write_stamp is write_iso with milliseconds always, as STIX wants them.
[[nodiscard]] std::string write_stamp(std::int64_t ms);

}  // namespace tipstaff::casework
