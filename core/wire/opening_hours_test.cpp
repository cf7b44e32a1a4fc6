#include "tipstaff/wire/opening_hours.h"

#include <gtest/gtest.h>

namespace tipstaff::wire {
namespace {

TEST(OpeningHours, WhatPeopleWriteComesBack) {
  for (const auto* text : {"", "Mo-Fr 09:00-16:30", "Mo-Th 09:00-17:00, Fr 09:00-13:00", "Tu 10:15-12:45, Th 10:15-12:45", "Mo-Su 00:00-24:00"})
    EXPECT_EQ(hours_text(*parse_hours(text)), text);
  EXPECT_EQ(hours_text(*parse_hours("  Sa 10:00-12:00 ; Mo-Tu  08:00-09:00")), "Mo-Tu 08:00-09:00, Sa 10:00-12:00");
}

TEST(OpeningHours, AnythingElseIsRefused) {
  for (const auto* text : {"always", "Mo-Fr", "Mo 9:00-17:00", "Mo 09:00", "Mo 17:00-09:00", "Mo 09:00-09:00", "Mo 09:05-17:00", "Mo 09:00-24:15",
                           "Fr-Mo 09:00-10:00", "Mo 09:00-10:00, Mo 11:00-12:00", "Mo 09:00-10:00,", ",", "Xx 09:00-10:00", "Mo-Xx 09:00-10:00",
                           "Mo 09:60-10:00", "Mo -1:00-10:00", "Mo–Fr 09:00-10:00", "Mo 09:00-10:00 PH off"})
    EXPECT_FALSE(parse_hours(text)) << text;
}

TEST(OpeningHours, BytesThatNobodyCouldWriteAreNotWellFormed) {
  EXPECT_TRUE(well_formed(OpeningHours{}));
  EXPECT_TRUE(well_formed({36, 66, 0, 96}));
  for (const OpeningHours& hours : {OpeningHours{66, 36}, OpeningHours{36, 97}, OpeningHours{36, 36}, OpeningHours{36, 0}}) EXPECT_FALSE(well_formed(hours));
}

}  // namespace
}  // namespace tipstaff::wire
