// The desk's end of an exhibit: what was written comes back, and nothing else gets in.

#include "casework/campaigns/members.h"

#include <gtest/gtest.h>

namespace tipstaff::campaigns {
namespace {

Result<std::vector<ListedMember>> read(std::string_view text, Reading& reading) {
  MemorySource source(text);
  return read_members(source, reading, {});
}

TEST(Members, ComeBackAsTheyWere) {
  Reading reading;
  const auto members = read("crew,account,handle,role\n1,\"'-100\",\"a, b\",starter\n2,y,,amplifier\n", reading);
  ASSERT_TRUE(members);
  ASSERT_EQ(members->size(), 2U);
  EXPECT_EQ((*members)[0].account, "-100");
  EXPECT_EQ((*members)[0].handle, "a, b");
  EXPECT_EQ((*members)[1].crew, 2U);
}

TEST(Members, NonsenseIsSetAside) {
  Reading reading;
  EXPECT_EQ(read("crew,account\n0,a\nx,a\n1,\n1,\xff\n1\n1,good\n", reading)->size(), 1U);
  EXPECT_EQ(reading.bad_total(), 5U);
  EXPECT_EQ(read("account,role\na,b\n", reading).error().code, Errc::bad_value);
}

}  // namespace
}  // namespace tipstaff::campaigns
