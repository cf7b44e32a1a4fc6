#include "casework/locating/toponyms.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>

#include "casework/locating/testing/names_file.h"
#include "casework/observables/scanner.h"

namespace tipstaff::casework {
namespace {

// A name that a reader of the gold texts marked: where it points at.
struct Gold {
  std::string language;
  std::string text;
  std::vector<std::string> marked;
};

std::vector<Gold> gold_texts(const char* name) {
  std::vector<Gold> out;
  std::ifstream in(std::string(TIPSTAFF_GOLD) + "/" + name);
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("@ ")) out.push_back({line.substr(2), "", {}});
    else if (line.starts_with("+ ")) out.back().marked.push_back(line.substr(2));
    else if (!line.empty() && line[0] != '#') out.back().text += line;
  }
  return out;
}

// firsts lists the likeliest place of each name that was found.
std::vector<std::string> firsts(const ToponymResult& result) {
  std::vector<std::string> out;
  std::uint32_t last = 0;
  bool any = false;
  for (const auto& hint : result.hints) {
    if (any && hint.begin == last) continue;
    any = true;
    last = hint.begin;
    const bool country = hint.method == "toponym.country";
    out.push_back(country_text(hint.country) + " " + (country ? "*" : hint.place));
  }
  return out;
}

struct Tally {
  int right = 0, wrong = 0, missed = 0;
};

Tally compare(const Gold& gold, const ToponymResult& result) {
  std::map<std::string, int> left;
  for (const auto& one : gold.marked) ++left[one];
  Tally out;
  for (const auto& one : firsts(result)) {
    if (left[one]-- > 0) ++out.right;
    else {
      ++out.wrong;
      std::printf("  %s: not marked: %s\n", gold.language.c_str(), one.c_str());
    }
  }
  for (const auto& [one, count] : left)
    if (count > 0) {
      out.missed += count;
      std::printf("  %s: missed: %s\n", gold.language.c_str(), one.c_str());
    }
  return out;
}

// measure prints what came out right, and returns precision and recall.
std::pair<double, double> measure(const char* name, std::size_t languages) {
  std::map<std::string, Tally> tallies;
  Tally all;
  for (const auto& gold : gold_texts(name)) {
    const auto one = compare(gold, *test_toponyms().find(gold.text));
    auto& sum = tallies[gold.language];
    sum.right += one.right, sum.wrong += one.wrong, sum.missed += one.missed;
    all.right += one.right, all.wrong += one.wrong, all.missed += one.missed;
  }
  EXPECT_GE(tallies.size(), languages);
  for (const auto& [language, one] : tallies)
    std::printf("  %s: %d right, %d wrong, %d missed\n", language.c_str(), one.right, one.wrong, one.missed);
  const double precision = all.right / static_cast<double>(all.right + all.wrong);
  const double recall = all.right / static_cast<double>(all.right + all.missed);
  std::printf("  %s: %d names, precision %.3f, recall %.3f\n", name, all.right + all.missed, precision, recall);
  return {precision, recall};
}

// By these texts the weights were chosen: they must not get worse.
TEST(Toponyms, TextsThatTheWeightsWereChosenByStayRight) {
  const auto [precision, recall] = measure("gold.txt", 12);
  EXPECT_GE(precision, 0.97);
  EXPECT_GE(recall, 0.97);
}

// By these nothing was chosen.
TEST(Toponyms, FreshTextsInTenLanguagesComeOutMostlyRight) {
  const auto [precision, recall] = measure("fresh.txt", 10);
  EXPECT_GE(precision, 0.85);
  EXPECT_GE(recall, 0.85);
}

std::vector<PlaceHint> hints(std::string_view text) { return test_toponyms().find(text)->hints; }
std::vector<std::string> found(std::string_view text) { return firsts(*test_toponyms().find(text)); }
using Names = std::vector<std::string>;

TEST(Toponyms, ATownThatIsAWordNeedsAWordBeforeIt) {
  for (const auto* text : {"Of all the people", "the list Of names", "He has a Nice car", "Most of it", "Mobile phones",
                           "nobody was reading", "in nice weather", "Police came", "Orange boxes", "Split the money", "Same as before",
                           "pendant la réunion du comité", "La réunion commence à neuf heures"})
    EXPECT_EQ(found(text), Names{}) << text;
  EXPECT_EQ(found("He moved to a flat in Nice."), Names{"FR Nice"});
  EXPECT_EQ(found("She works in Mobile, Alabama"), Names{"US Mobile"});
  EXPECT_EQ(found("Il habite à La Réunion depuis mars"), Names{"RE *"});
}

TEST(Toponyms, APersonWithTheNameOfATownIsNoTown) {
  for (const auto* text : {"Then Victoria Smith paid", "Mr London came", "Signed: Florence", "Pan Kraków dzwonił", "Frau Dresden war da"})
    EXPECT_EQ(found(text), Names{}) << text;
}

TEST(Toponyms, SpringfieldIsAListOfNamesakes) {
  const auto list = hints("They rent a house in Springfield.");
  ASSERT_GE(list.size(), 3u);
  ASSERT_LE(list.size(), kNamesakesMax);
  for (std::size_t i = 0; i < list.size(); ++i) {
    EXPECT_EQ(list[i].caveat, Caveat::namesake);
    EXPECT_EQ(list[i].reliability, kWeak);
    EXPECT_EQ(list[i].begin, list[0].begin);
    if (i > 0) {
      EXPECT_GE(list[i - 1].score, list[i].score);
    }
  }
}

TEST(Toponyms, WhatElseATextNamesDecidesBetweenNamesakes) {
  const auto list = hints("The ring sits in Ontario: one in Kingston, one in Ottawa, one in Toronto, money from Canada.");
  bool canada = false;
  for (const auto& hint : list)
    if (hint.place == "Kingston") {
      canada = country_text(hint.country) == "CA" || canada;
    }
  EXPECT_TRUE(canada);
}

TEST(Toponyms, BytesAreThoseOfTheTextAsItWasSent) {
  const std::string text = "\xE2\x80\x8BСклад стоїть у Львові, далі — Kraków.";
  for (const auto& hint : hints(text)) {
    const auto said = text.substr(hint.begin, hint.length);
    EXPECT_TRUE(said == "Львові" || said == "Kraków") << said;
  }
  EXPECT_EQ(hints(text).size(), 2u);
}

TEST(Toponyms, LettersOfTwoScriptsInOneWordAreNoTown) {
  EXPECT_EQ(found("He lives in W\xD0\xB0rsaw"), Names{});  // a Cyrillic letter
}

TEST(Toponyms, BrokenUtf8IsOnlyAnEnd) {
  EXPECT_EQ(found("in \xFF\xFE\x80 and in Leipzig\xC3"), Names{"DE Leipzig"});
}

// Each family repeated to a size: the steps for each byte must not grow with it.
TEST(Toponyms, NoTextCanSlowIt) {
  const std::vector<std::string> families = {"a ", "San ", "San San Jose ", "Saint-", "New York New ", "\xE5\x8D\x97", "\xE4\xB8\x8A\xE6\xB5\xB7",
      "Nizhny ", "\xD0\x9D\xD0\xB8\xD0\xB6\xD0\xBD\xD0\xB8\xD0\xB9 ", "Santa Maria de la ", "A", "\xD0\x90", "'", "...", "\n", "\xFF",
      "\xEF\xB7\xBA", "\xCC\x81", "Paris ", "in ", "\xE0\xB8\x81", "Springfield in ", "\xD9\x88\xD8\xA8", "\xEB\xB6\x80\xEC\x82\xB0\xEC\x97\x90 "};
  for (const auto& family : families) {
    double small = 0;
    const bool slowest = family == "San San Jose " || family == "\xE4\xB8\x8A\xE6\xB5\xB7" || family == "Springfield in ";
    for (const std::size_t size : {20'000u, 200'000u, slowest ? 2'000'000u : 0u}) {
      if (size == 0) break;
      std::string text;
      while (text.size() < size) text += family;
      const auto result = test_toponyms().find(text);
      ASSERT_TRUE(result);
      const double steps = static_cast<double>(result->steps) / static_cast<double>(text.size());
      if (size == 20'000u) small = steps;
      EXPECT_LE(steps, 60) << family;
      EXPECT_LE(steps, small * 1.2 + 0.1) << family << size;
    }
  }
}

TEST(Toponyms, ATextThatIsAListOfPlacesIsCutNotFollowed) {
  std::string text;
  for (std::size_t i = 0; i < kMentionsMax + 100; ++i) text += "in Leipzig, ";
  const auto result = test_toponyms().find(text);
  EXPECT_TRUE(result->cut);
  EXPECT_EQ(result->hints.size(), kMentionsMax);
  EXPECT_EQ(test_toponyms().find(std::string(kScanBytesMax + 1, 'a')).error().code, Errc::too_large);
}

}  // namespace
}  // namespace tipstaff::casework
