#include "casework/linking/linker.h"

#include <gtest/gtest.h>

namespace tipstaff::casework {
namespace {

TEST(Linker, ASharedWalletLinksAndSaysWhy) {
  const auto found = suggest({{1, Type::btc, "w"}, {2, Type::btc, "w"}, {3, Type::btc, "v"}, {1, Type::ipv4, "9.9.9.9"},
                              {2, Type::ipv4, "9.9.9.9"}}, {});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].a, 1);
  EXPECT_EQ(found[0].b, 2);
  ASSERT_EQ(found[0].reasons.size(), 2u);
  EXPECT_EQ(found[0].reasons[0].type, Type::btc);
  EXPECT_NEAR(found[0].score, 1 - 0.05 * 0.8, 1e-9);
}

TEST(Linker, AnAddressThatManyShareIsNotEnough) {
  EXPECT_TRUE(suggest({{1, Type::ipv4, "9.9.9.9"}, {2, Type::ipv4, "9.9.9.9"}}, {}).empty());
  EXPECT_TRUE(suggest({{1, Type::cve, "CVE-2021-44228"}, {2, Type::cve, "CVE-2021-44228"}}, {}).empty());
}

TEST(Linker, WhatEverybodyNamesLinksNobodyAndCostsNothing) {
  std::vector<LinkFact> facts;
  for (TipId tip = 0; tip < 100'000; ++tip) facts.push_back({tip, Type::telegram, "everybody"});
  EXPECT_TRUE(suggest(facts, {}).empty());
}

TEST(Linker, ADeniedPairIsNotSuggestedAgain) {
  const std::vector<LinkFact> facts = {{1, Type::phone, "+1"}, {2, Type::phone, "+1"}, {3, Type::phone, "+1"}};
  EXPECT_EQ(suggest(facts, {}).size(), 3u);
  const auto left = suggest(facts, {{1, 3}});
  ASSERT_EQ(left.size(), 2u);
  for (const auto& one : left) EXPECT_FALSE(one.a == 1 && one.b == 3);
}

TEST(Linker, NothingIsJoinedOverAThirdTip) {
  const auto found = suggest({{1, Type::phone, "+1"}, {2, Type::phone, "+1"}, {2, Type::email, "a@b.org"}, {3, Type::email, "a@b.org"}}, {});
  ASSERT_EQ(found.size(), 2u);
  for (const auto& one : found) EXPECT_FALSE(one.a == 1 && one.b == 3);
}

TEST(Linker, TheSameThingTwiceInOneTipCountsOnce) {
  EXPECT_TRUE(suggest({{1, Type::phone, "+1"}, {1, Type::phone, "+1"}}, {}).empty());
}

}  // namespace
}  // namespace tipstaff::casework
