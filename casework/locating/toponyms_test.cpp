#include "casework/locating/toponyms.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <map>

#include "casework/locating/testing/names_file.h"

namespace tipstaff::casework {
namespace {

// A name that a reader of the gold texts marked: where it points at.
struct Gold {
  std::string language;
  std::string text;
  std::vector<std::string> marked;
};

std::vector<Gold> gold_texts() {
  std::vector<Gold> out;
  std::ifstream in(TIPSTAFF_GOLD);
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

TEST(Toponyms, GoldTextsInTwelveLanguagesComeOutMostlyRight) {
  std::map<std::string, Tally> tallies;
  Tally all;
  for (const auto& gold : gold_texts()) {
    const auto result = test_toponyms().find(gold.text);
    ASSERT_TRUE(result);
    const auto one = compare(gold, *result);
    auto& sum = tallies[gold.language];
    sum.right += one.right, sum.wrong += one.wrong, sum.missed += one.missed;
    all.right += one.right, all.wrong += one.wrong, all.missed += one.missed;
  }
  EXPECT_GE(tallies.size(), 12u);
  for (const auto& [language, one] : tallies)
    std::printf("  %s: %d right, %d wrong, %d missed\n", language.c_str(), one.right, one.wrong, one.missed);
  const double precision = all.right / static_cast<double>(all.right + all.wrong);
  const double recall = all.right / static_cast<double>(all.right + all.missed);
  std::printf("  precision %.3f, recall %.3f\n", precision, recall);
  EXPECT_GE(precision, 0.9);
  EXPECT_GE(recall, 0.9);
}

}  // namespace
}  // namespace tipstaff::casework
