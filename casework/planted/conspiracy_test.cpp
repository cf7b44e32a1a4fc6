#include "casework/planted/conspiracy.h"

#include <gtest/gtest.h>

#include "casework/observables/scanner.h"
#include "casework/planted/files.h"

namespace tipstaff::planted {
namespace {

TEST(Conspiracy, TheSameSeedGivesTheSameTipsAndTruth) {
  const Options small{3, 1200, 3};
  const auto one = conspire(small), again = conspire(small);
  EXPECT_EQ(truth_of(one), truth_of(again));
  ASSERT_EQ(one.tips.size(), 1200u);
  for (std::size_t i = 0; i < one.tips.size(); ++i) ASSERT_EQ(one.tips[i].text, again.tips[i].text);
  EXPECT_NE(truth_of(one), truth_of(conspire({4, 1200, 3})));
}

TEST(Conspiracy, EveryPartIsThereAndTextsAreTips) {
  const auto heap = conspire({7, 4000, 10});
  std::array<std::size_t, 6> roles{};
  std::size_t files = 0;
  for (const auto& tip : heap.tips) {
    ++roles[static_cast<std::size_t>(tip.role)];
    files += tip.files.size();
    EXPECT_TRUE(valid_utf8(as_bytes(tip.text)));
    EXPECT_LE(tip.text.size(), 11'000u);
  }
  for (const auto count : roles) EXPECT_GT(count, 10u);
  EXPECT_GT(files, 20u);
  EXPECT_EQ(heap.groups.front().kind, Group::Kind::crew);
  EXPECT_FALSE(heap.groups.front().suspect.empty());
}

// What the truth says that a text tells is there to be found.
TEST(Conspiracy, WhatIsPlantedIsWellFormed) {
  const casework::Scanner scanner;
  std::size_t ibans = 0, wallets = 0, accounts = 0;
  const auto heap = conspire({7, 1200, 3});
  for (const auto& tip : heap.tips) {
    const auto found = *scanner.scan(tip.text);
    for (const auto& one : found.observables) {
      ibans += one.type == casework::Type::iban ? 1 : 0;
      wallets += one.type == casework::Type::eth ? 1 : 0;
      accounts += one.type == casework::Type::telegram ? 1 : 0;
    }
  }
  EXPECT_GT(ibans, 2u);
  EXPECT_GT(wallets, 100u);
  EXPECT_GT(accounts, 40u);
}

TEST(Files, BeginLikeWhatTheyAre) {
  Draw draw(1);
  const std::array<ZipEntry, 1> entries = {{{"a.txt", "text"}}};
  EXPECT_EQ(as_text(png_of(draw)).substr(1, 3), "PNG");
  EXPECT_EQ(as_text(pdf_of("a (b)")).substr(0, 5), "%PDF-");
  EXPECT_EQ(as_text(zip_of(entries)).substr(0, 2), "PK");
  EXPECT_EQ(as_text(docx_of("text")).substr(0, 2), "PK");
}

}  // namespace
}  // namespace tipstaff::planted
