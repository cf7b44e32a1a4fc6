#pragma once
// Times as platforms write them.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "casework/exports/stamps.h"

namespace tipstaff::campaigns {

// How exactly a text told the time, and whether it told its zone.
enum class Precision : std::uint8_t { milliseconds, seconds, minutes, days };
enum class ZoneSaid : std::uint8_t { unix_time, in_text, unsaid };

struct TimeText {
  std::int64_t ms;  // since 1970; where the zone is unsaid, as if it were UTC
  Precision precision;
  ZoneSaid zone;
  std::int32_t offset_minutes;  // east of UTC, where the text said it
};

// parse_untrusted_time reads numbers of seconds, milliseconds or microseconds since
// 1970; ISO 8601 ("2021-08-15T10:00:00+02:00", "2021-08-15 10:00"); the United States
// form of FiveThirtyEight ("10/1/2017 22:43"); Twitter's ("Wed Oct 10 20:19:24 +0000
// 2018"); CrowdTangle's ("2021-08-15 10:00:00 EDT").
// Out: nothing for anything else, for dates that do not exist, and for years outside
// 1970 to 9999.
[[nodiscard]] std::optional<TimeText> parse_untrusted_time(std::string_view text);

// The way back.
using casework::write_iso;
using casework::write_utc;

// snowflake_ms reads the time out of an id of X (Twitter): exact to a millisecond.
// Out: nothing when the text is not such an id (they begin in November 2010).
[[nodiscard]] std::optional<std::int64_t> snowflake_ms(std::string_view id);

}  // namespace tipstaff::campaigns
