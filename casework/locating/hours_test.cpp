#include "casework/locating/hours.h"

#include <gtest/gtest.h>

namespace tipstaff::casework {
namespace {

TEST(Hours, BandHoldsTheOffsetOfUsualDays) {
  constexpr std::array<int, 24> kDay = {1, 1, 0, 0, 1, 2, 3, 4, 5, 5, 6, 6, 6, 6, 6, 6, 6, 6, 6, 8, 6, 4, 3, 2};
  for (const int offset : {-8, 0, 3, 9}) {
    std::vector<ActiveHour> active;
    for (int hour = 0; hour < 24; ++hour)
      for (int n = 0; n < kDay[static_cast<std::size_t>(hour)]; ++n) active.push_back({static_cast<std::uint32_t>(n), 24 * 20'000 + (hour - offset + 24) % 24});
    const auto hours = hours_of(active);
    ASSERT_TRUE(hours.band);
    EXPECT_LE(hours.band->from, offset);
    EXPECT_GE(hours.band->to, offset);
    EXPECT_LE(hours.band->to - hours.band->from, 8);
    EXPECT_GE(hours.band->to - hours.band->from, 6);
    EXPECT_NE(describe_band(hours).find("not a place"), std::string::npos);
  }
}

TEST(Hours, NoBandForFewHoursOrNone) {
  EXPECT_FALSE(hours_of({{1, 5}, {1, 5}, {2, 5}}).band);
  EXPECT_EQ(hours_of({{1, 5}, {1, 5}, {2, 5}}).active, 2U);
  std::vector<ActiveHour> program;
  for (int hour = 0; hour < 240; ++hour) program.push_back({1, hour});
  EXPECT_FALSE(hours_of(program).band);
  EXPECT_NE(describe_band(hours_of(program)).find("No time zone"), std::string::npos);
}

// Thirty hours spread over the day fit anything; resampling shows it.
TEST(Hours, AFewScatteredHoursGetNoBandAtAll) {
  std::vector<ActiveHour> active;
  for (std::uint32_t i = 0; i < 32; ++i) active.push_back({i % 4, 24 * (20'000 + i) + (i * 11) % 24});
  EXPECT_FALSE(hours_of(active).band);
}

TEST(Hours, NobodyIsLocatedWithLessThanThirtyHours) {
  std::vector<ActiveHour> active;
  for (std::uint32_t i = 0; i < kActiveMin - 1; ++i) active.push_back({i % 5, 24 * (20'000 + i) + 9 + i % 8});
  EXPECT_FALSE(hours_of(active).band);
  active.push_back({9, 24 * 21'000 + 12});
  EXPECT_EQ(hours_of(active).active, kActiveMin);
}

TEST(Hours, TheSameHoursGiveTheSameBand) {
  std::vector<ActiveHour> active;
  for (std::uint32_t i = 0; i < 400; ++i) active.push_back({i % 7, 24 * (20'000 + i) + 8 + (i * i) % 11});
  const auto first = hours_of(active), second = hours_of(active);
  ASSERT_EQ(first.band.has_value(), second.band.has_value());
  if (first.band.has_value()) {
    EXPECT_EQ(first.band->from, second.band->from);
  }
}

}  // namespace
}  // namespace tipstaff::casework
