#include "casework/campaigns/time_text.h"

#include <gtest/gtest.h>

namespace tipstaff::campaigns {
namespace {

std::int64_t ms(std::string_view text) {
  const auto time = parse_untrusted_time(text);
  return time ? time->ms : -1;
}

TEST(TimeText, EveryFormOfPlatformsIsRead) {
  EXPECT_EQ(ms("1629021600"), 1'629'021'600'000);
  EXPECT_EQ(ms("1629021600.25"), 1'629'021'600'250);
  EXPECT_EQ(ms("1629021600250"), 1'629'021'600'250);
  EXPECT_EQ(ms("1629021600250999"), 1'629'021'600'250);
  EXPECT_EQ(ms("2021-08-15T10:00:00Z"), 1'629'021'600'000);
  EXPECT_EQ(ms("2021-08-15T12:00:00+02:00"), 1'629'021'600'000);
  EXPECT_EQ(ms("2021-08-15 06:00:00 EDT"), 1'629'021'600'000);
  EXPECT_EQ(ms("2021-08-15 10:00"), 1'629'021'600'000);
  EXPECT_EQ(ms("8/15/2021 10:00"), 1'629'021'600'000);
  EXPECT_EQ(ms("8/15/2021 10:00 PM"), 1'629'064'800'000);
  EXPECT_EQ(ms("Sun Aug 15 10:00:00 +0000 2021"), 1'629'021'600'000);
}

TEST(TimeText, DatesThatDoNotExistAreRefused) {
  for (const auto* text : {"2021-02-29", "2021-13-01", "0000-01-01", "1969-12-31", "2021-08-15 24:00", "2021-08-15 10:61",
                           "99999999999999999999", "", "yesterday", "2021-08-15 10:00 +99:00", "2021-08-15Tx",
                           "1970-01-01 00:00 +01:00", "1629021600x", "12/2021"})
    EXPECT_EQ(ms(text), -1) << text;
}

TEST(TimeText, ZoneAndPrecisionAreKept) {
  EXPECT_EQ(parse_untrusted_time("2021-08-15 10:00")->zone, ZoneSaid::unsaid);
  EXPECT_EQ(parse_untrusted_time("2021-08-15 10:00")->precision, Precision::minutes);
  EXPECT_EQ(parse_untrusted_time("2021-08-15 10:00:00 CEST")->offset_minutes, 120);
  EXPECT_EQ(parse_untrusted_time("2021-08-15")->precision, Precision::days);
}

TEST(TimeText, SnowflakesGiveMilliseconds) {
  EXPECT_EQ(*snowflake_ms("1050118621198921728") / 1000, 1'539'202'764);
  EXPECT_FALSE(snowflake_ms("20"));
  EXPECT_FALSE(snowflake_ms("99999999999999999999"));
  EXPECT_FALSE(snowflake_ms("105011862119892172x"));
}

TEST(TimeText, WritingIsTheInverseOfReading) {
  for (const std::int64_t time : {0LL, 951'782'400'000LL, 1'629'021'600'250LL, 253'402'300'799'000LL})
    EXPECT_EQ(ms(write_iso(time)), time) << write_iso(time);
}

}  // namespace
}  // namespace tipstaff::campaigns
