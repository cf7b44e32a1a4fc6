// Networks from elsewhere: what they say, and what they try.

#include "casework/campaigns/edge_list.h"

#include <gtest/gtest.h>

namespace tipstaff::campaigns {
namespace {

struct Listed {
  EdgeList list;
  Reading reading;
  std::optional<Error> error;
};

Listed read(std::string_view text) {
  Listed out;
  MemorySource source(text);
  const auto done = read_edge_list(source, out.reading, {}, out.list);
  if (!done) out.error = done.error();
  return out;
}

constexpr std::string_view kTwoCrews =
    "a,b,5\nb,a,7\nb,c,4\na,c,3\nx,y,9\ny,z,9\nx,z,9\nz,loner,2\n";

TEST(EdgeList, CrewsWithoutLooseEnds) {
  auto listed = read(kTwoCrews);
  EXPECT_EQ(listed.reading.good, 8U);
  const auto crews = crews_of_list(listed.list, 1, {.runs = 3});
  ASSERT_TRUE(crews);
  ASSERT_EQ(crews->size(), 2U);
  EXPECT_EQ((*crews)[0].weight, 27);
  EXPECT_EQ((*crews)[1].weight, 14);  // of the two directions the heavier one
  EXPECT_EQ(write_listed_members(*crews, listed.list).find("loner"), std::string::npos);
  EXPECT_EQ(crews_of_list(listed.list, 8, {.runs = 1})->size(), 1U);
}

TEST(EdgeList, HeaderAndDisarmedNamesAreRead) {
  const auto listed = read("account,account_y,weight\n\"'-100\",\"'=x\",2\n");
  EXPECT_EQ(listed.reading.good, 1U);
  EXPECT_EQ(listed.list.accounts[0], "-100");
  EXPECT_EQ(listed.list.accounts[1], "=x");
}

TEST(EdgeList, NonsenseIsCountedAndNothingElse) {
  const auto listed = read("a,b,1\na,b,nan\na,b,-1\na,b,inf\na,b,1e999\na,a,1\n,b,1\na,\xff,1\na,b\na,b,1,2\n");
  EXPECT_EQ(listed.reading.good, 1U);
  EXPECT_EQ(listed.reading.bad_total(), 9U);
  EXPECT_EQ(read("a,b\n").error->code, Errc::bad_value);
  EXPECT_EQ(read("").error->code, Errc::wrong_length);
}

}  // namespace
}  // namespace tipstaff::campaigns
