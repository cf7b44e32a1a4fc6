#pragma once
// Hours: from which hours of the day a crowd acts, and the band of time zones that fits.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace tipstaff::casework {

// ActiveHour is an account and an hour since 1970 in which it acted; each counts once,
// however much it posted.
struct ActiveHour {
  std::uint32_t account;
  std::int64_t hour;
  friend auto operator<=>(const ActiveHour&, const ActiveHour&) = default;
};

// ZoneBand is the best offset and three or four hours to each side. One offset alone
// would claim what hours cannot tell: with known people, the best one was right to within
// three hours in 74 to 90 of 100 cases.
struct ZoneBand {
  int best;   // hours east of UTC
  int from;   // best - 3, or best - 4 where samples of the same hours differ that much
  int to;
};

// Profile: the day that the hours were compared with.
enum class Profile : std::uint8_t {
  usual,   // people who post when they like
  office,  // people at work: nine hours on five days, and two days in a row almost nothing
};

struct Hours {
  std::array<std::uint32_t, 24> utc{};      // active hours by hour of the day, UTC
  std::array<std::uint32_t, 7> weekday{};   // Monday first, UTC
  std::uint32_t active = 0;
  std::uint32_t accounts = 0;
  // Nothing under kActiveMin active hours, for hours without rhythm, and where samples of
  // the same hours (bootstrap) differ by more than four hours.
  std::optional<ZoneBand> band;
  Profile profile = Profile::usual;
};

// Fewer active hours show nothing.
inline constexpr std::uint32_t kActiveMin = 30;

// A crowd has at least so many accounts; one person at work is never told from one who is
// only awake in those hours.
inline constexpr std::uint32_t kCrowdMin = 3;

// hours_of: the same hours give the same band. Time: linear in `active`, times the samples.
[[nodiscard]] Hours hours_of(std::vector<ActiveHour> active);

// describe_band says the band and its caveat, for people.
[[nodiscard]] std::string describe_band(const Hours& hours);

}  // namespace tipstaff::casework
