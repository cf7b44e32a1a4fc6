#include "casework/campaigns/cosine.h"

#include <gtest/gtest.h>

#include <cmath>

#include "casework/campaigns/generator.h"
#include "casework/campaigns/quality.h"

namespace tipstaff::campaigns {
namespace {

Shares table(std::initializer_list<std::pair<const char*, const char*>> rows) {
  Shares s;
  for (const auto& [account, object] : rows)
    EXPECT_TRUE(s.add(Trace::link, object, s.accounts.intern(account).id, s.contents.intern(std::to_string(s.rows())).id, static_cast<std::int64_t>(s.rows()) * 1000));
  return s;
}

TEST(Cosine, IsThatOfTheFormula) {
  // a: x twice, y; b: x, y; c: y, z; z has one sharer only and is left out.
  const auto s = table({{"a", "x"}, {"a", "x"}, {"a", "y"}, {"b", "x"}, {"b", "y"}, {"c", "y"}, {"c", "z"}});
  const auto found = cosine_network(ShareIndex(s), {.support_min = 2, .sharers_min = 2, .keep_part = 1});
  const double x = std::log(4.0 / 3) + 1, y = std::log(4.0 / 4) + 1;
  const double ax = (1 + std::log(2.0)) * x, a = std::hypot(ax, y), b = std::hypot(x, y);
  ASSERT_EQ(found.edges.size(), 3U);
  EXPECT_NEAR(found.edges[0].similarity, (ax * x + y * y) / (a * b), 1e-12);  // a, b
  EXPECT_NEAR(found.edges[1].similarity, y / a, 1e-12);                       // a, c
  EXPECT_NEAR(found.edges[2].similarity, y / b, 1e-12);                       // b, c
}

TEST(Cosine, HeaviestPartIsKeptAndLargeObjectsAreSaid) {
  const auto s = table({{"a", "x"}, {"b", "x"}, {"c", "x"}, {"d", "x"}, {"a", "y"}, {"b", "y"}});
  const auto found = cosine_network(ShareIndex(s), {.support_min = 1, .sharers_min = 2, .sharers_max = 3, .keep_part = 0.5});
  EXPECT_EQ(found.objects_left_out, 1U);
  ASSERT_EQ(found.edges.size(), 1U);
  EXPECT_NEAR(found.edges[0].similarity, 1, 1e-12);
}

TEST(Cosine, TimeBinsBecomeObjects) {
  const auto s = table({{"a", "x"}, {"b", "y"}, {"c", "z"}});
  const auto bins = in_time_bins(s, 2'000);
  EXPECT_EQ(bins.objects.size(), 2U);
  EXPECT_EQ(bins.rows(), 3U);
}

TEST(Fused, PruningKeepsTheMostCentralCrew) {
  const auto generated = generate({.seed = 3, .organic = 4'000, .crews = 1, .dilute = true});
  const auto found = fused_network(generated.shares, {});
  ASSERT_FALSE(found.edges.empty());
  std::uint64_t right = 0;
  for (const auto& edge : found.edges) right += generated.crew[edge.a] != kNoCrew && generated.crew[edge.b] != kNoCrew;
  EXPECT_GT(static_cast<double>(right) / static_cast<double>(found.edges.size()), 0.95);
}

TEST(Fused, NothingComesOfNothing) {
  const Shares empty;
  EXPECT_TRUE(fused_network(empty, {}).edges.empty());
}

}  // namespace
}  // namespace tipstaff::campaigns
