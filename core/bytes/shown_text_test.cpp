#include "tipstaff/bytes/shown_text.h"

#include <gtest/gtest.h>

namespace tipstaff {
namespace {

std::string utf8(char32_t c) {
  const auto low = [&](int shift) { return static_cast<char>(0x80 | ((c >> shift) & 0x3F)); };
  if (c < 0x80) return {static_cast<char>(c)};
  if (c < 0x800) return {static_cast<char>(0xC0 | (c >> 6)), low(0)};
  return {static_cast<char>(0xE0 | (c >> 12)), low(6), low(0)};
}

TEST(ShownText, AnInvisibleOrSteeringCharacterMakesNoTwinOfAName) {
  std::vector<char32_t> refused = {0x061C, 0xFEFF, 0xD800, 0xDFFF};
  for (const auto& [first, last] : {std::pair<char32_t, char32_t>{0, 0x1F}, {0x7F, 0x9F}, {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2069}})
    for (auto c = first; c <= last; ++c) refused.push_back(c);
  for (const auto c : refused)
    for (const auto& name : {utf8(c) + "Anna", "An" + utf8(c) + "na", "Anna" + utf8(c)})
      EXPECT_FALSE(check_shown(name, Shown::name)) << std::hex << static_cast<unsigned>(c);
  EXPECT_EQ(check_shown("An\u202Ena", Shown::name).error().where, kUnseen);
  EXPECT_EQ(check_shown("\xED\xA0\x80", Shown::name).error().where, kNotUtf8) << "half of a pair";
}

TEST(ShownText, NamesOfAllScriptsAreTakenWithTheJoinersTheyNeed) {
  for (const auto* name : {"Żaneta o'Neil", "Зоя Ветрова", "魏 明", "علی\u200Cرضا", "क्\u200Dषमा", "ශ්\u200Dරී", "അവന്\u200D"})
    EXPECT_TRUE(check_shown(name, Shown::name)) << name;
  for (const auto* name : {"Anna\u200D", "\u200Cعلی", "علی\u200C", "علی\u200C Anna", "a\u200Cb", "علی\u200C\u200Cرضا"})
    EXPECT_FALSE(check_shown(name, Shown::name)) << name;
}

TEST(ShownText, WhatIsQuotedKeepsItsMarksButTurnsNothingAround) {
  EXPECT_TRUE(check_shown("\u200Fשלום\u200E 👩\u200D🔧", Shown::line));
  EXPECT_FALSE(check_shown("two\nlines", Shown::line));
  EXPECT_TRUE(check_shown("two\nlines", Shown::text));
  for (const auto as : {Shown::line, Shown::text}) EXPECT_FALSE(check_shown("gnp\u202Eexe", as));
}

}  // namespace
}  // namespace tipstaff
