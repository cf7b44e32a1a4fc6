#include "casework/campaigns/surprise.h"

#include <gtest/gtest.h>

#include <cmath>

#include "casework/campaigns/communities.h"
#include "casework/campaigns/poisson.h"

namespace tipstaff::campaigns {
namespace {

TEST(Poisson, TailsAreThoseOfTheDistribution) {
  EXPECT_NEAR(log10_poisson_tail(1, 0.5), std::log10(1 - std::exp(-0.5)), 1e-12);
  EXPECT_NEAR(log10_poisson_tail(3, 1.0), std::log10(1 - std::exp(-1.0) * 2.5), 1e-12);
  EXPECT_NEAR(log10_poisson_tail(100, 1.0), std::log10(3.9820094e-159), 1e-4);
  EXPECT_EQ(log10_poisson_tail(0, 1.0), 0);
  EXPECT_EQ(log10_poisson_tail(3, 5.0), 0);  // no more than expected is no surprise
}

TEST(BenjaminiHochberg, TakesTheLargestThatHolds) {
  std::vector<double> p = {std::log10(0.01), std::log10(0.02), std::log10(0.03), std::log10(0.9)};
  EXPECT_NEAR(benjamini_hochberg(p, 4, 0.05), std::log10(0.03), 1e-12);
  EXPECT_TRUE(std::isinf(benjamini_hochberg(p, 4, 0.001)));
  EXPECT_TRUE(std::isinf(benjamini_hochberg({}, 10, 0.01)));
}

// Accounts 0 to 2 share ten objects of their own within seconds; a thousand others one each.
Shares three_among_many() {
  Shares s;
  const auto add = [&](const std::string& object, const std::string& account, std::int64_t time) {
    const auto who = s.accounts.intern(account).id, what = s.contents.intern(std::to_string(s.rows())).id;
    ASSERT_TRUE(s.add(Trace::link, object, who, what, time));
  };
  for (int object = 0; object < 10; ++object)
    for (int who = 0; who < 3; ++who) add("own" + std::to_string(object), "crew" + std::to_string(who), object * 86'400'000LL + who * 2'000);
  for (int i = 0; i < 3'000; ++i) add("all" + std::to_string(i % 300), "other" + std::to_string(i % 1'000), i * 1'000'000LL);
  return s;
}

TEST(Surprise, ThreeAmongManyAreSeenWithTheirEvidence) {
  const auto shares = three_among_many();
  const ShareIndex index(shares);
  const auto found = find_surprise(index, {});
  ASSERT_EQ(found.edges.size(), 3U);
  const auto& edge = found.edges[0];
  EXPECT_EQ(edge.a, 0U);
  EXPECT_EQ(edge.b, 1U);
  EXPECT_EQ(edge.meetings, 10U);
  EXPECT_EQ(edge.window, 0);
  EXPECT_LT(edge.log10_p, -20);
  const auto rows = evidence_of(index, 0, 1, kWindowMs[edge.window]);
  ASSERT_EQ(rows.size(), 10U);
  for (const auto& row : rows) {
    EXPECT_EQ(row.delta_ms, 2'000);
    EXPECT_EQ(shares.account[row.first], 0U);
    EXPECT_EQ(shares.account[row.second], 1U);
    EXPECT_LE(shares.time[row.first], shares.time[row.second]);
  }
}

TEST(Surprise, OnePostWithManyObjectsIsOneAct) {
  Shares s;
  const auto a = s.accounts.intern("a").id, b = s.accounts.intern("b").id;
  const auto post_a = s.contents.intern("1").id, post_b = s.contents.intern("2").id;
  for (int i = 0; i < 20; ++i) {
    ASSERT_TRUE(s.add(Trace::hashtag, "tag" + std::to_string(i), a, post_a, 1'000));
    ASSERT_TRUE(s.add(Trace::hashtag, "tag" + std::to_string(i), b, post_b, 2'000));
  }
  EXPECT_TRUE(find_surprise(ShareIndex(s), {}).edges.empty());
}

TEST(Surprise, ViralObjectIsNarrowedAndSaid) {
  Shares s;
  for (int i = 0; i < 20'000; ++i) {
    const auto who = s.accounts.intern(std::to_string(i)).id;
    ASSERT_TRUE(s.add(Trace::link, "viral", who, s.contents.intern(std::to_string(i)).id, i * 10));
  }
  const auto found = find_surprise(ShareIndex(s), {});
  ASSERT_EQ(found.narrowed_total, 1U);
  EXPECT_EQ(found.narrowed[0].shares, 20'000U);
  EXPECT_EQ(found.narrowed[0].window_ms, 0);  // 1 000 others within every 10 s
  EXPECT_TRUE(found.edges.empty());
}

TEST(Surprise, OneAccountWithHalfOfAllRows) {
  auto s = three_among_many();
  const auto spammer = s.accounts.intern("spammer").id;
  for (int i = 0; i < 3'000; ++i)
    ASSERT_TRUE(s.add(Trace::link, "all" + std::to_string(i % 300), spammer, s.contents.intern("s" + std::to_string(i)).id, i * 1'000'000LL + 500));
  EXPECT_EQ(find_surprise(ShareIndex(s), {}).edges.size(), 3U);
}

TEST(Surprise, NothingComesOfNothing) {
  const Shares empty;
  EXPECT_TRUE(find_surprise(ShareIndex(empty), {}).edges.empty());
}

TEST(Communities, TwoCliquesAreTwoAndStable) {
  std::vector<WeightedEdge> edges;
  for (std::uint32_t base : {0U, 100U})
    for (std::uint32_t i = 0; i < 5; ++i)
      for (std::uint32_t j = i + 1; j < 5; ++j) edges.push_back({base + i, base + j, 1});
  edges.push_back({0, 100, 0.1});
  const auto found = find_communities(edges, 105, {.runs = 20, .seed = 3});
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 2U);
  EXPECT_EQ((*found)[0].members, (std::vector<std::uint32_t>{0, 1, 2, 3, 4}));
  EXPECT_NEAR((*found)[0].stability, 1, 1e-12);
  EXPECT_TRUE(find_communities({}, 0, {})->empty());
}

}  // namespace
}  // namespace tipstaff::campaigns
