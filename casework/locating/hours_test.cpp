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

// office fills four weeks with hours from nine to six, five days a week, first day Monday.
std::vector<ActiveHour> office(int offset, int first_day, std::uint32_t accounts) {
  constexpr std::int64_t kMonday = 7 * 2857 + 4;  // days since 1 January 1970, a Thursday
  std::vector<ActiveHour> out;
  for (int day = 0; day < 28; ++day)
    for (int hour = 9; hour < 18 && day % 7 < 5; ++hour)
      out.push_back({static_cast<std::uint32_t>(day + hour) % accounts, 24 * (kMonday + first_day + day) + hour - offset});
  return out;
}

TEST(Hours, ACrowdInAnOfficeIsComparedWithOfficeHours) {
  for (const int offset : {-8, 0, 3, 9})
    for (const int first_day : {0, 6}) {  // free on Saturday and Sunday, and on Friday and Saturday
      const auto hours = hours_of(office(offset, first_day, 5));
      EXPECT_EQ(hours.profile, Profile::office);
      ASSERT_TRUE(hours.band);
      EXPECT_NEAR(hours.band->best, offset, 1);
      EXPECT_GE(hours.band->to - hours.band->from, 6);
      EXPECT_NE(describe_band(hours).find("at work in an office"), std::string::npos);
      EXPECT_NE(describe_band(hours).find("Summer time"), std::string::npos);
    }
}

TEST(Hours, OneAccountAndWhoPostsOnFreeDaysAreNoOffice) {
  EXPECT_EQ(hours_of(office(0, 0, 1)).profile, Profile::usual);
  EXPECT_EQ(hours_of(office(0, 0, 2)).profile, Profile::usual);
  auto busy = office(0, 0, 5);
  for (std::int64_t day = 5; day < 28; day += 7)
    for (int hour = 9; hour < 18; ++hour) busy.push_back({1, busy.front().hour / 24 * 24 + 24 * day + hour});
  EXPECT_EQ(hours_of(busy).profile, Profile::usual);
  auto late = office(0, 0, 5);
  for (std::uint32_t day = 0; day < 20; ++day) late.push_back({day % 5, late.front().hour / 24 * 24 + 24 * (day / 5 * 7 + day % 5) + 2});
  EXPECT_EQ(hours_of(late).profile, Profile::usual);
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
