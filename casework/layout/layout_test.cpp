#include "casework/layout/layout.h"

#include <gtest/gtest.h>

#include <cmath>

namespace tipstaff::casework {
namespace {

float distance(Point a, Point b) { return std::hypot(a.x - b.x, a.y - b.y); }

// Two groups of `size`, each joined to all of its own, and one edge between them.
std::vector<Edge> two_groups(std::uint32_t size) {
  std::vector<Edge> out{{0, size}};
  for (std::uint32_t group = 0; group < 2; ++group)
    for (std::uint32_t i = 0; i < size; ++i)
      for (std::uint32_t j = i + 1; j < size; ++j) out.push_back({group * size + i, group * size + j});
  return out;
}

TEST(Layout, WhatIsJoinedStandsTogether) {
  const auto at = lay_out(40, two_groups(20));
  float inside = 0, between = 0;
  for (std::uint32_t i = 1; i < 20; ++i) {
    inside = std::max(inside, distance(at[0], at[i]));
    between += distance(at[i], at[20 + i]) / 19;
  }
  EXPECT_LT(inside, between);
}

TEST(Layout, TheSameGraphLooksTheSame) {
  const auto edges = two_groups(12);
  const auto a = lay_out(24, edges), b = lay_out(24, edges);
  for (std::size_t i = 0; i < a.size(); ++i) EXPECT_EQ(distance(a[i], b[i]), 0);
}

TEST(Layout, NoTwoNodesHideBehindEachOther) {
  std::vector<Edge> star;
  for (std::uint32_t i = 1; i < 300; ++i) star.push_back({0, i});
  for (const auto& edges : {std::vector<Edge>{}, star, two_groups(150)}) {
    const auto at = lay_out(300, edges);
    ASSERT_EQ(at.size(), 300u);
    for (std::size_t i = 0; i < at.size(); ++i) {
      ASSERT_TRUE(std::isfinite(at[i].x) && std::isfinite(at[i].y));
      for (std::size_t j = 0; j < i; ++j) ASSERT_GT(distance(at[i], at[j]), 0.01f) << i << " " << j;
    }
  }
}

TEST(Layout, EdgesToNowhereAreIgnored) {
  const std::vector<Edge> edges{{0, 0}, {1, 7}, {4'000'000'000u, 1}};
  EXPECT_EQ(lay_out(2, edges).size(), 2u);
  EXPECT_TRUE(lay_out(0, edges).empty());
}

TEST(Layout, PartsDoNotOverlap) {
  const std::vector<Edge> edges{{0, 1}, {1, 2}, {3, 4}, {4, 5}};
  const auto at = lay_out(6, edges);
  for (int i = 0; i < 3; ++i)
    for (int j = 3; j < 6; ++j) EXPECT_GT(distance(at[static_cast<std::size_t>(i)], at[static_cast<std::size_t>(j)]), 1);
}

}  // namespace
}  // namespace tipstaff::casework
