#include "casework/duplicates/clusters.h"

#include <gtest/gtest.h>

#include "casework/duplicates/difference.h"
#include "casework/observables/scanner.h"

namespace tipstaff::casework {
namespace {

constexpr std::uint64_t kSeed = 4711;

std::string plain(std::string_view text) {
  static const Scanner kScanner;
  return plain_form(text, kScanner.scan(text)->observables);
}

std::uint64_t draw(std::uint64_t& state) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return state >> 33;
}

// A junk tip: one template, with words, numbers and addresses that change.
std::string junk(std::uint64_t& state) {
  static const char* const kWords[] = {"honest", "stupid", "rich", "secret", "false", "great", "lazy", "old"};
  const auto n = std::to_string(draw(state));
  return "You are all " + std::string(kWords[draw(state) % 8]) + " agents of the enemy and we know where you sit, room " + n +
         ". Write to x" + n + "@mail" + n + ".com, visit http://spam" + n + ".org/" + n + " and stop to lie about our " +
         kWords[draw(state) % 8] + " elections, because the people decide and nobody else does.";
}

TEST(Clusters, AFloodOfAHundredThousandIsOneCardAndAnotherTipStaysVisible) {
  Clusters clusters(kSeed);
  std::uint64_t state = 1;
  constexpr std::uint64_t kFlood = 100'000, kReal = 51'234;
  std::size_t real_card = 0;
  for (std::uint64_t tip = 0; tip < kFlood; ++tip) {
    const bool real = tip == kReal;
    const auto text = real ? std::string("The ballots of station 17 were swapped at night; the van belongs to the mayor's cousin.") : junk(state);
    const auto placed = clusters.add(tip, tip, plain(text));
    if (real) real_card = placed.card;
  }
  ASSERT_EQ(clusters.cards().size(), 2u);
  EXPECT_EQ(clusters.cards()[0].count, kFlood - 1);
  EXPECT_EQ(clusters.cards()[0].last_at, kFlood - 1);
  EXPECT_EQ(clusters.cards()[real_card].count, 1u);
  EXPECT_EQ(clusters.cards()[real_card].representative, kReal);
}

TEST(Clusters, ATipHiddenInACopyOfTheFloodIsTheMostDifferentOne) {
  Clusters clusters(kSeed);
  std::uint64_t state = 2;
  for (std::uint64_t tip = 0; tip < 500; ++tip) clusters.add(tip, tip, plain(junk(state)));
  clusters.add(500, 500, plain(junk(state) + " But the mayor's cousin drove the van with the ballots of station seventeen."));
  ASSERT_EQ(clusters.cards().size(), 1u);
  EXPECT_EQ(clusters.cards()[0].most_different, 500u);
}

TEST(Clusters, CaseSpacesNumbersAndAddressesDoNotMakeANewCard) {
  Clusters clusters(kSeed);
  const auto first = clusters.add(1, 1, plain("See   HTTP://a.com/1 and pay 100 to me, quickly please"));
  const auto second = clusters.add(2, 2, plain("see hxxp://b[.]org/22 and pay 7 to me,\nQUICKLY please"));
  EXPECT_EQ(first.card, second.card);
  EXPECT_DOUBLE_EQ(second.similarity, 1);
}

TEST(Clusters, DifferentStoriesKeepDifferentCards) {
  Clusters clusters(kSeed);
  for (const auto* text : {"", "x", "The van came at night.", "The mayor's cousin bought a house in Vienna.",
                           "Голосование на участке 17 подделали.", "投票站的选票被调换了", "The ballots were burnt on Monday."})
    EXPECT_TRUE(clusters.add(0, 0, plain(text)).is_new) << text;
}

TEST(Clusters, BrokenTextIsPlacedLikeAnyOther) {
  Clusters clusters(kSeed);
  for (const char* one : {"\xff", "\u202e", ".", "1", "а", "\xf0\x9f"}) {
    std::string text;
    while (text.size() < 11'512) text += one;
    clusters.add(1, 1, plain(text));
    EXPECT_FALSE(clusters.add(2, 2, plain(text)).is_new);
  }
}

std::string joined(const std::vector<Change>& changes) {
  std::string out;
  for (const auto& one : changes)
    out += (one.kind == Change::Kind::same ? "=" : one.kind == Change::Kind::removed ? "-" : "+") + std::string(one.words) + "|";
  return out;
}

TEST(Difference, SaysWhatCameAndWhatWent) {
  EXPECT_EQ(joined(difference("we saw the red van", "we saw a blue van")), "=we saw|-the red|+a blue|=van|");
  EXPECT_EQ(joined(difference("a b", "a b")), "=a b|");
  EXPECT_EQ(joined(difference("", "new words")), "+new words|");
  EXPECT_EQ(joined(difference("a x c y e", "a c e f")), "=a|-x|=c|-y|=e|+f|");
}

TEST(Difference, AHugeMiddleIsReplacedAsAWhole) {
  std::string a = "start ", b = "start ";
  for (std::size_t i = 0; i <= kDifferenceWordsMax; ++i) a += "a ", b += "b ";
  a += "end", b += "end";
  const auto changes = difference(a, b);
  ASSERT_EQ(changes.size(), 4u);
  EXPECT_EQ(changes[3].words, "end");
}

}  // namespace
}  // namespace tipstaff::casework
