#include "casework/linking/linker.h"

#include <gtest/gtest.h>

#include "casework/linking/names.h"

#include <algorithm>

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

TEST(Linker, AFloodOfPairsTakesNoRoomFromWhatTwoAloneShare) {
  std::vector<LinkFact> facts = {{1, Type::btc, "z"}, {2, Type::btc, "z"}};
  for (TipId tip = 100; tip < 130; ++tip)
    for (const auto* value : {"a", "b", "c"}) facts.push_back({tip, Type::btc, value});
  EXPECT_EQ(suggest(facts, {}).size(), 1u + 30 * 29 / 2);
  const auto found = suggest(facts, {}, {}, 10);
  EXPECT_EQ(found.size(), 10u);
  EXPECT_TRUE(std::ranges::any_of(found, [](const auto& one) { return one.a == 1 && one.b == 2; }));
}

constexpr TipId kFlood = 100'000;
const std::vector<LinkFact> kBefore = {{1, Type::btc, "w"}, {5000, Type::btc, "w"}};

TEST(Linker, AFloodThatNamesAWalletHidesNoEarlierLink) {
  auto facts = kBefore;
  for (TipId tip = 9000; tip < 9000 + kFlood; ++tip) facts.push_back({tip, Type::btc, "w"});
  const auto found = suggest(facts, {});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].a, 1);
  EXPECT_EQ(found[0].b, 5000);
  facts.push_back({200'000, Type::btc, "w"});  // and who comes after it is heard
  EXPECT_EQ(suggest(facts, {}).size(), 3u);
}

TEST(Linker, AFloodOfOneTextIsOneVoice) {
  auto facts = kBefore;
  for (TipId tip = 2; tip < 30; ++tip) facts.push_back({tip, Type::btc, "w", ReasonKind::thing, {}, 7});
  const auto found = suggest(facts, {});
  ASSERT_EQ(found.size(), 3u) << "the two, and each with the flood's first";
  for (const auto& one : found) EXPECT_EQ(one.reasons[0].tips, 3u);
  for (TipId tip = 30; tip < kFlood; ++tip) facts.push_back({tip, Type::btc, "w", ReasonKind::thing, {}, 7});
  EXPECT_EQ(suggest(facts, {}).size(), 1u) << "a large flood has no voice";
  facts.push_back({77, Type::phone, "+1", ReasonKind::thing, {}, 7});  // written into a copy of its text
  facts.push_back({5000, Type::phone, "+1"});
  EXPECT_EQ(suggest(facts, {}).size(), 2u);
}

TEST(Linker, AFloodThatNamesBothForcesNoLinkBetweenStrangers) {
  std::vector<LinkFact> facts = {{1, Type::btc, "w"}, {2000, Type::phone, "+1"}};
  for (TipId tip = 9000; tip < 9000 + kFlood; ++tip) {
    facts.push_back({tip, Type::btc, "w"});
    facts.push_back({tip, Type::phone, "+1"});
  }
  for (const auto& one : suggest(facts, {})) EXPECT_FALSE(one.a == 1 && one.b == 2000);
}

TEST(Linker, AFloodOfThoseWhoWroteBeforeIsStillOne) {
  auto facts = kBefore;
  for (TipId tip = 2; tip < 4000; ++tip) facts.push_back({tip, Type::btc, "w", ReasonKind::thing, {}, kNoFlood, 100'000 + tip});
  ASSERT_EQ(suggest(facts, {}).size(), 1u);
  EXPECT_EQ(suggest(facts, {})[0].b, 5000);
}

TEST(Linker, WhatManyNameAllTheTimeIsNoFlood) {
  std::vector<LinkFact> facts;
  std::uint64_t state = 1;
  for (TipId tip = 0; tip < 10'000; ++tip)
    if ((state = state * 6364136223846793005u + 1) >> 61 == 0) facts.push_back({tip, Type::telegram, "everybody"});
  ASSERT_GT(facts.size(), 1000u);
  EXPECT_TRUE(suggest(facts, {}).empty());
}

TEST(Linker, ATipThatNamesEverythingLinksLittleAndCostsLittle) {
  std::vector<LinkFact> facts;
  for (TipId tip = 0; tip < 64; ++tip)
    for (int i = 0; i < 1000; ++i) facts.push_back({tip, Type::phone, "+" + std::to_string(tip / 32 * 1000 + i)});
  const auto found = suggest(facts, {});
  EXPECT_EQ(found.size(), 2u * 32 * 31 / 2);
  EXPECT_EQ(found.front().reasons.size(), kReasonsShown);
}

TEST(Linker, OneNameOnTwoPlatformsCountsByItsLength) {
  const auto with = [](const char* name) {
    std::vector<LinkFact> facts;
    for (const auto& [tip, type] : {std::pair{1, Type::telegram}, std::pair{2, Type::vk}})
      for (const auto& hint : hints_of(type, name)) facts.push_back({tip, Type::count_, hint.value, hint.kind, hint.from});
    return suggest(facts, {});
  };
  ASSERT_EQ(with("marsh_harbour").size(), 1u);
  EXPECT_EQ(with("marsh_harbour")[0].reasons[0].kind, ReasonKind::same_handle);
  EXPECT_TRUE(with("anna").empty());
  EXPECT_TRUE(with("maria").empty());
  EXPECT_TRUE(with("1234567890").empty());
}

TEST(Linker, HandlesInARowAndMaskedContactsAreReasons) {
  const auto facts_of = [](TipId tip, const char* text, Type type, const char* value) {
    std::vector<LinkFact> facts;
    for (const auto& hint : hints_of(type, value)) facts.push_back({tip, Type::count_, hint.value, hint.kind, hint.from});
    for (const auto& hint : hints_in_text(text)) facts.push_back({tip, Type::count_, hint.value, hint.kind, hint.from});
    return facts;
  };
  auto facts = facts_of(1, "it says te***h@qz***.org", Type::telegram, "tmarsh77");
  for (auto& one : facts_of(2, "recovery: te•••••h@qz••.org.", Type::telegram, "tmarsh78")) facts.push_back(one);
  const auto found = suggest(facts, {});
  ASSERT_EQ(found.size(), 1u);
  ASSERT_EQ(found[0].reasons.size(), 2u);
  EXPECT_EQ(found[0].reasons[0].kind, ReasonKind::recovery);
  EXPECT_EQ(found[0].reasons[0].value, "te*h@qz*.org");
  EXPECT_EQ(found[0].reasons[1].kind, ReasonKind::series);
}

TEST(Linker, AMaskedContactIsNoLongerThanAnAddress) {
  EXPECT_EQ(hints_in_text("t**h@qz**.org").size(), 1u);
  EXPECT_TRUE(hints_in_text("t**h@" + std::string(700'000, 'q')).empty());
}

TEST(Linker, NearTextLinksAndADeniedPairStaysDenied) {
  const std::vector<NearText> near = {{2, 1, 0.9, 2}};
  ASSERT_EQ(suggest({}, {}, near).size(), 1u);
  EXPECT_EQ(suggest({}, {}, near)[0].reasons[0].kind, ReasonKind::text);
  EXPECT_TRUE(suggest({}, {{1, 2}}, near).empty());
}

TEST(Linker, NamesakesAreNoLinkAndARareNameIs) {
  std::vector<LinkFact> facts = {{1, Type::count_, "ian koval", ReasonKind::name}, {2, Type::count_, "ian koval", ReasonKind::name},
                                 {3, Type::count_, "ian dravec", ReasonKind::name}, {4, Type::count_, "ian dravec", ReasonKind::name}};
  for (TipId tip = 5; tip < 60; ++tip) {
    facts.push_back({tip, Type::count_, "ian a" + std::to_string(tip), ReasonKind::name});
    facts.push_back({tip, Type::count_, "b" + std::to_string(tip) + " koval", ReasonKind::name});
  }
  const auto found = suggest(facts, {});
  ASSERT_EQ(found.size(), 1u);
  EXPECT_EQ(found[0].a, 3);
}

TEST(Linker, ACommonNameAloneIsNoLinkButSupportsOne) {
  std::vector<LinkFact> facts;
  for (const TipId tip : {1, 2}) facts.push_back({tip, Type::count_, sound_of("Karim") + " " + sound_of("Haddad"), ReasonKind::name});
  EXPECT_TRUE(suggest(facts, {}).empty());
  for (const TipId tip : {1, 2, 3}) facts.push_back({tip, Type::count_, "te*h@qz*.org", ReasonKind::recovery});
  const auto found = suggest(facts, {});
  ASSERT_EQ(found.size(), 3u);
  EXPECT_EQ(found[0].a, 1);
  EXPECT_EQ(found[0].b, 2);
  EXPECT_GT(found[0].score, found[1].score);
}

}  // namespace
}  // namespace tipstaff::casework
