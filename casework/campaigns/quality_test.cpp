// The detector on the seeded generator: what it must find, and what it must not.

#include "casework/campaigns/quality.h"

#include <gtest/gtest.h>

#include "casework/campaigns/crews.h"
#include "casework/campaigns/generator.h"

namespace tipstaff::campaigns {
namespace {

struct Outcome {
  Quality quality;
  std::size_t crews;
  std::size_t edges;
};

Outcome detect(const GeneratorOptions& options) {
  const auto generated = generate(options);
  const ShareIndex index(generated.shares);
  const auto surprise = find_surprise(index, {});
  const auto crews = find_crews(index, surprise, {.runs = 3});
  if (!crews) return {};
  const auto quality = measure_quality(generated.crew, crew_of_accounts(*crews, generated.crew.size()));
  return {quality, crews->size(), surprise.edges.size()};
}

GeneratorOptions small(std::uint64_t seed) { return {.seed = seed, .organic = 40'000}; }

void expect_found(const GeneratorOptions& options, double recall) {
  const auto outcome = detect(options);
  EXPECT_GE(outcome.quality.precision, 0.95);
  EXPECT_GE(outcome.quality.recall, recall);
  EXPECT_GE(outcome.quality.rand_index, recall - 0.05);
}

TEST(Detector, FindsPlantedCrews) { expect_found(small(1), 0.98); }

TEST(Detector, FindsNobodyInOrganicData) {
  for (std::uint64_t seed = 1; seed <= 2; ++seed) {
    auto options = small(seed);
    options.crews = 0;
    EXPECT_EQ(detect(options).crews, 0U);
  }
}

TEST(Detector, FindsNobodyInBreakingNews) {
  for (std::uint64_t seed = 1; seed <= 1; ++seed) {
    auto options = small(seed);
    options.crews = 0;
    options.breaking_news = true;
    EXPECT_EQ(detect(options).crews, 0U);
  }
}

TEST(Detector, FindsNobodyBehindShareButtons) {
  auto options = small(1);
  options.crews = 0;
  options.share_button = true;
  EXPECT_EQ(detect(options).crews, 0U);
}

TEST(Detector, SeesThroughCamouflage) {
  for (const double part : {0.1, 0.5, 0.9}) {
    auto options = small(2);
    options.camouflage = part;
    expect_found(options, 0.95);
  }
}

TEST(Detector, SeesThroughDilution) {
  auto options = small(3);
  options.dilute = true;
  expect_found(options, 0.95);
}

TEST(Detector, SeesCrewsThatBorrowPopularObjects) {
  auto options = small(6);
  options.borrowed = true;
  expect_found(options, 0.95);
}

TEST(Detector, SeesThroughJitter) {
  for (const std::int64_t spread : {1'000, 300'000, 1'800'000, 7'200'000}) {
    auto options = small(4);
    options.spread_ms = spread;
    expect_found(options, 0.95);
  }
}

TEST(Detector, KeepsCrewsApartFromHardNegatives) {
  auto options = small(5);
  options.share_button = options.breaking_news = true;
  options.camouflage = 0.5;
  expect_found(options, 0.95);
}

TEST(Quality, CountsByAccount) {
  const std::vector<std::uint32_t> truth = {0, 0, 1, 1, kNoCrew, kNoCrew};
  EXPECT_EQ(measure_quality(truth, truth).rand_index, 1);
  const auto worse = measure_quality(truth, std::vector<std::uint32_t>{5, 5, 5, kNoCrew, 5, kNoCrew});
  EXPECT_DOUBLE_EQ(worse.precision, 0.75);
  EXPECT_DOUBLE_EQ(worse.recall, 0.75);
  EXPECT_DOUBLE_EQ(worse.weighted_precision, 0.75);
  EXPECT_LT(worse.rand_index, 0.5);
  const std::vector<std::uint32_t> nobody(6, kNoCrew);
  EXPECT_EQ(measure_quality(nobody, nobody).precision, 1);
}

TEST(Generator, OneSeedIsOneSetOfPosts) {
  const auto a = generate(small(9)), b = generate(small(9)), c = generate(small(10));
  EXPECT_EQ(a.shares.time, b.shares.time);
  EXPECT_EQ(a.shares.account, b.shares.account);
  EXPECT_NE(a.shares.time, c.shares.time);
}

}  // namespace
}  // namespace tipstaff::campaigns
