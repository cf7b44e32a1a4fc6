#include "casework/locating/dates.h"

#include <gtest/gtest.h>

namespace tipstaff::casework {
namespace {

constexpr std::int64_t kMarch14 = 1'773'446'400;  // 2026-03-14T00:00:00Z

TEST(Dates, WrittenFormsOfOneDay) {
  for (const auto* text : {"2026-03-14", "2026/03/14", "2026.3.14", "14.03.2026", "14/03/2026", "03/14/2026", "14 March 2026", "14th of March, 2026",
                           "March 14, 2026", "Mar 14th 2026", "14 mars 2026", "14. März 2026", "14 de marzo de 2026", "14 marca 2026",
                           "14 марта 2026", "14 березня 2026", "14 Mart 2026", "on 14-03-2026 at night"}) {
    const auto dates = dates_of(text);
    ASSERT_EQ(dates.size(), 1u) << text;
    EXPECT_EQ(dates[0].at, kMarch14) << text;
    EXPECT_FALSE(dates[0].has_time) << text;
  }
}

TEST(Dates, ClocksAndZones) {
  const auto one = [](std::string_view text) { return dates_of(text).at(0); };
  EXPECT_EQ(one("2026-03-14T09:30:00Z").at, kMarch14 + 9 * 3600 + 1800);
  EXPECT_EQ(one("2026-03-14 09:30 +02:00").at, kMarch14 + 7 * 3600 + 1800);
  EXPECT_EQ(one("2026-03-14T09:30:15.250-0500").offset_minutes, -300);
  EXPECT_FALSE(one("14.03.2026, 09:30").offset_minutes);
  EXPECT_TRUE(one("14.03.2026, 09:30").has_time);
}

TEST(Dates, BytesAreThoseThatSayIt) {
  const std::string text = "Зустріч 14 березня 2026, о дев'ятій";
  const auto dates = dates_of(text);
  ASSERT_EQ(dates.size(), 1u);
  EXPECT_EQ(text.substr(dates[0].begin, dates[0].length), "14 березня 2026");
}

TEST(Dates, WhatIsNoneOrCouldBeTwoIsNotSaid) {
  for (const auto* text : {"", "2026", "room 2026", "03/04/2026", "2026-02-30", "31.11.2026", "14.03.1812", "v2026.3", "14 friends 2026",
                           "2026-13-01", "1234-5678-2026-11", "March 2026", "20260314", "0x2026-03-14a"})
    for (const auto& date : dates_of(text)) EXPECT_EQ(date.at, kMarch14) << text;
  EXPECT_TRUE(dates_of("03/04/2026").empty());
  EXPECT_TRUE(dates_of("2026-02-30").empty());
}

TEST(Dates, HostileTextsEnd) {
  for (const std::string family : {"2026", "2026-", "14 March ", "2026-03-", "1", ".", "\xC3", "2026-03-14 ", "of of of 2026 "}) {
    std::string text;
    while (text.size() < 2'000'000) text += family;
    EXPECT_LE(dates_of(text).size(), kDatesMax);
  }
}

TEST(Stamps, OfMailPdfExifAndIso) {
  const auto offset = [](std::string_view text) { return parse_untrusted_stamp(text)->offset_minutes.value_or(-9999); };
  EXPECT_EQ(offset("Sat, 14 Mar 2026 09:30:00 +0100"), 60);
  EXPECT_EQ(offset("14 Mar 2026 09:30 -0330 (NDT)"), -210);
  EXPECT_EQ(offset("D:20260314093000+03'00'"), 180);
  EXPECT_EQ(offset("D:20260314093000Z"), -9999);
  EXPECT_EQ(offset("Sat, 14 Mar 2026 09:30:00 -0000"), -9999);
  EXPECT_EQ(parse_untrusted_stamp("2026:03:14 09:30:00")->at, kMarch14 + 9 * 3600 + 1800);
  EXPECT_EQ(parse_untrusted_stamp("20260314")->at, kMarch14);
  for (const auto* text : {"", "D:", "D:2026", "yesterday", "2026-03-14 2026-03-15", "99999999999999"}) EXPECT_FALSE(parse_untrusted_stamp(text)) << text;
  EXPECT_FALSE(parse_untrusted_stamp(std::string(1000, '2')));
}

}  // namespace
}  // namespace tipstaff::casework
