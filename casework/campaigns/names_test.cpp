#include "casework/campaigns/names.h"

#include <gtest/gtest.h>

#include <string>

namespace tipstaff::campaigns {
namespace {

TEST(Names, NumbersAreGivenInOrderAndTextsComeBack) {
  Names names(7);
  EXPECT_EQ(names.intern("b").id, 0U);
  EXPECT_EQ(names.intern("").id, 1U);
  const auto again = names.intern("b");
  EXPECT_EQ(again.id, 0U);
  EXPECT_FALSE(again.is_new);
  EXPECT_EQ(names[1], "");
  EXPECT_EQ(names.find("c"), Names::kNone);
}

TEST(Names, ManyTextsSurviveGrowth) {
  Names names(1);
  for (std::uint32_t i = 0; i < 100'000; ++i) ASSERT_EQ(names.intern("account " + std::to_string(i)).id, i);
  for (std::uint32_t i = 0; i < 100'000; i += 997) EXPECT_EQ(names[i], "account " + std::to_string(i));
  EXPECT_EQ(names.find("account 99999"), 99'999U);
}

TEST(Names, TextLongerThanABlockIsKeptWhole) {
  Names names;
  const std::string large(3 << 20, 'x');
  EXPECT_EQ(names[names.intern(large).id], large);
}

TEST(Names, KeyChangesTheHash) { EXPECT_NE(mix64("a", 1), mix64("a", 2)); }

}  // namespace
}  // namespace tipstaff::campaigns
