// How much of a planted conspiracy the suggestions recover.

#include <gtest/gtest.h>

#include "casework/linking/testing/planted.h"
#include "casework/observables/benign.h"
#include "casework/observables/scanner.h"

namespace tipstaff::casework {
namespace {

std::vector<LinkFact> facts_of(const std::vector<std::string>& tips) {
  const Scanner scanner;
  const BenignLists lists;
  std::vector<LinkFact> out;
  for (std::size_t i = 0; i < tips.size(); ++i) {
    auto found = *scanner.scan(tips[i]);
    lists.mark(found.observables);
    for (const auto& one : found.observables)
      if (one.benign.empty()) out.push_back({static_cast<TipId>(i), one.type, one.value});
  }
  return out;
}

TEST(Planted, SuggestionsFindTheCrewsAndAccuseNobodyElse) {
  constexpr std::size_t kCrews = 20, kTipsEach = 12, kTips = 10'000;
  const auto heap = Planter(7).heap(kCrews, kTipsEach, kTips);
  ASSERT_EQ(heap.tips.size(), kTips);
  ASSERT_EQ(heap.same_crew.size(), kCrews * kTipsEach * (kTipsEach - 1) / 2);
  const auto suggestions = suggest(facts_of(heap.tips), {});
  std::size_t right = 0, found = 0;
  for (const auto& one : suggestions) {
    right += heap.same_crew.contains({one.a, one.b}) ? 1 : 0;
    found += heap.truth.contains({one.a, one.b}) ? 1 : 0;
  }
  const auto precision = static_cast<double>(right) / static_cast<double>(suggestions.size());
  const auto recall = static_cast<double>(found) / static_cast<double>(heap.truth.size());
  RecordProperty("precision", std::to_string(precision));
  RecordProperty("recall", std::to_string(recall));
  std::printf("pairs suggested %zu, sharing a thing %zu, of one crew %zu; precision %.4f, recall %.4f\n",
              suggestions.size(), heap.truth.size(), heap.same_crew.size(), precision, recall);
  EXPECT_GE(precision, 0.95);
  EXPECT_GE(recall, 0.85);
}

TEST(Planted, TheSameSeedGivesTheSameHeap) {
  EXPECT_EQ(Planter(1).heap(2, 3, 60).tips, Planter(1).heap(2, 3, 60).tips);
  EXPECT_NE(Planter(1).heap(2, 3, 60).tips, Planter(2).heap(2, 3, 60).tips);
}

}  // namespace
}  // namespace tipstaff::casework
