#include "council/date.h"

#include <gtest/gtest.h>

namespace tipstaff::council {
namespace {

TEST(Dates, AreReadAndShownTheSame) {
  EXPECT_EQ(*parse_date("1970-01-01"), 0u);
  EXPECT_EQ(*parse_date("2024-02-29 12:34"), 1'709'210'040u);
  EXPECT_EQ(date_text(*parse_date("2027-03-01")), "2027-03-01");
  EXPECT_EQ(date_text(*parse_date("2027-03-01 18:30")), "2027-03-01 18:30 UTC");
  EXPECT_EQ(date_rfc3339(1'800'000'007), "2027-01-15T08:00:07Z");
  for (std::uint64_t day = 0; day < 2'932'896; day += 13)
    ASSERT_EQ(*parse_date(date_text(day * 86'400)), day * 86'400);
}

TEST(Dates, ThatDoNotExistAreRefused) {
  for (const auto* text : {"2027-02-29", "2027-13-01", "2027-00-10", "2027-1-1", "1969-12-31", "2027-03-01 24:00",
                           "2027-03-01T00:00", "2027-03-01 10:00 ", "", "tomorrow", "2100-02-29"})
    EXPECT_FALSE(parse_date(text)) << text;
}

}  // namespace
}  // namespace tipstaff::council
