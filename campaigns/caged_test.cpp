// The program as the desk starts it: hostile files in, lines of JSON out.

#include "campaigns/caged.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "campaigns/testing/gzip.h"
#include "casework/campaigns/generator.h"
#include "platform/caged_child.h"

namespace tipstaff::campaigns {
namespace {

using platform::ChildEnd;

constexpr int kFast = 1;  // of gzip
constexpr std::string_view kHeader = "account_id,content_id,timestamp,url\n";

struct Answer {
  ChildEnd end = ChildEnd::not_started;
  std::string text;

  [[nodiscard]] bool whole() const { return end == ChildEnd::done && text.ends_with("{\"kind\":\"end\"}\n"); }
  [[nodiscard]] bool has(std::string_view words) const { return text.find(words) != std::string::npos; }
  [[nodiscard]] std::size_t count(std::string_view words) const {
    std::size_t out = 0;
    for (auto at = text.find(words); at != std::string::npos; at = text.find(words, at + 1)) ++out;
    return out;
  }
  // line is the first of a kind.
  [[nodiscard]] std::string line(std::string_view kind) const {
    const auto at = text.find("{\"kind\":\"" + std::string(kind));
    return at == std::string::npos ? "" : text.substr(at, text.find('\n', at) - at);
  }
  // why it failed, as a word.
  [[nodiscard]] std::string why() const {
    constexpr std::string_view kBefore = "{\"kind\":\"failed\",\"why\":\"";
    const auto said = line("failed");
    return said.empty() ? said : said.substr(kBefore.size(), said.find('"', kBefore.size()) - kBefore.size());
  }
};

Answer ask(std::vector<std::string> words, std::string_view file, platform::ChildWatch watch = {}) {
  words.insert(words.begin(), "caged");
  auto input = platform::MemoryFile::create();
  EXPECT_TRUE(input && input->append(as_bytes(file)) && input->seal());
  const auto said = platform::run_watched_child(TIPSTAFF_CAMPAIGNS, words, *input, {.time_max = std::chrono::minutes(2), .answer_bytes_max = 256U << 20}, watch);
  return {said.end, std::string(as_text(said.bytes))};
}
Answer find(std::string_view file) { return ask({"find", "0"}, file); }

std::string planted(std::uint64_t organic, std::uint32_t crews) {
  std::string out(kGeneratedHeader);
  std::uint64_t number = 0;
  generate_each({.organic = organic, .crews = crews}, [&](const GeneratedShare& share) { write_generated_row(number++, share, out); });
  return out;
}

std::string row(std::size_t number, std::string_view rest) {
  return "a" + std::to_string(number % 7) + ',' + std::to_string(number) + ',' + std::string(rest) + '\n';
}

TEST(Caged, PlantedCrewsComeOutWithEvidenceOfEveryEdge) {
  const auto said = find(gzip(planted(20'000, 3), kFast));
  ASSERT_TRUE(said.whole());
  EXPECT_EQ(said.count("\n{\"kind\":\"crew\""), 3U);
  EXPECT_EQ(said.count("\n{\"kind\":\"evidence\""), said.count("\"held\":"));
  EXPECT_EQ(said.count("\n{\"kind\":\"file\""), 7U);
}

// Three accounts that post the same links within seconds, with hostile texts, beside a crowd.
std::string texted(std::string_view first_text) {
  std::string out = "account_id,content_id,timestamp,url,text\n";
  std::size_t number = 0;
  const auto add = [&](std::string_view who, std::size_t at, const std::string& link, std::string_view text) {
    (((((((out += who) += ",p") += std::to_string(number++)) += ',') += std::to_string(1'600'000'000 + at)) += ",https://example.org/") += link) += ',';
    (out += text) += '\n';
  };
  for (std::size_t i = 0; i < 4'000; ++i) add("crowd" + std::to_string(i % 900), i * 600, std::to_string(i % 300), "crowd text");
  for (std::size_t i = 0; i < 12; ++i)
    for (const auto* who : {"a", "b", "c"}) add(who, i * 86'400 + static_cast<std::size_t>(who[0] - 'a') * 2, "own" + std::to_string(i), i == 0 && who[0] == 'a' ? first_text : "short");
  return out;
}

TEST(Caged, PostsInTheEvidenceBringTheirTextsAndNoOtherPostDoes) {
  const auto said = find(gzip(texted("\"<script>x</script> \u202eevil\""), kFast));
  ASSERT_TRUE(said.whole());
  EXPECT_EQ(said.count("\n{\"kind\":\"text\""), 36U);
  EXPECT_TRUE(said.has("\"text\":\"<script>x</script>")) << said.line("text");
  EXPECT_FALSE(said.has("crowd text"));
}

TEST(Caged, AMegabyteInOnePostIsCut) {
  const auto said = find(texted(std::string(1 << 20, 'a')));
  ASSERT_TRUE(said.whole());
  EXPECT_TRUE(said.has("\"bytes\":1048576")) << said.line("text").substr(0, 200);
  EXPECT_FALSE(said.has(std::string(1'001, 'a')));
}

TEST(Caged, AnOrganicCrowdGivesNoCrewAndIsNoFailure) {
  const auto said = find(planted(20'000, 0));
  ASSERT_TRUE(said.whole());
  EXPECT_TRUE(said.has("\"crews\":0"));
  EXPECT_FALSE(said.has("\"kind\":\"failed\""));
}

TEST(Caged, MillionsOfColumnsAreRefusedInWords) {
  const std::string ten_millions(10'000'000, ','), three(3'000'000, ',');
  for (const auto& said : {find(ten_millions + "\n1\n"), ask({"columns"}, ten_millions)}) {
    ASSERT_TRUE(said.whole());
    EXPECT_EQ(said.why(), "not_csv");
  }
  for (const auto& said : {find(three + "\n1\n"), ask({"columns"}, three + "\n")}) {
    ASSERT_TRUE(said.whole());
    EXPECT_EQ(said.why(), "columns");
  }
}

TEST(Caged, AZipBombIsNamed) {
  const auto said = find(gzip(std::string(kHeader) + std::string(80 << 20, '0'), kFast));
  ASSERT_TRUE(said.whole());
  EXPECT_TRUE(said.has("\"stopped\":\"bomb\"")) << said.text;
}

TEST(Caged, ACutFileKeepsTheRowsBefore) {
  std::string text(kHeader);
  for (std::size_t i = 0; i < 20'000; ++i) text += row(i, std::to_string(1'600'000'000 + i * 7919 % 10'007) + ",example.org/" + std::to_string(i * 31 % 1009));
  const auto packed = gzip(text, kFast);
  const auto said = find(packed.substr(0, packed.size() / 2));
  ASSERT_TRUE(said.whole());
  EXPECT_TRUE(said.has("\"stopped\":\"packed_cut\"")) << said.line("reading");
  EXPECT_TRUE(said.has("\"kind\":\"campaign\""));
  const auto plain = find(text.substr(0, text.size() / 2));
  ASSERT_TRUE(plain.whole());
}

TEST(Caged, WrongLettersAndWrongDatesAreSetAsideWithTheirRow) {
  const auto said = find(std::string(kHeader) + "m\xfcller,1,1600000000,example.org/a\nb,2,31.02.2020,example.org/a\nc,3,4102444800,example.org/a\n"
                                                "d,4,1600000000,example.org/a\ne,4,1600000001,example.org/a\n");
  ASSERT_TRUE(said.whole());
  for (const auto* words : {"not_utf8", "bad_time", "future_time", "duplicate"})
    EXPECT_TRUE(said.line("reading").find(words) != std::string::npos) << words;
}

TEST(Caged, WhatIsNoExportIsRefusedInWords) {
  std::string noise;
  for (std::size_t i = 0; i < 100'000; ++i) noise += static_cast<char>(i * i * 2654435761U >> 13);
  const std::string deep = std::string(100'000, '[');
  const std::string empty_objects = "{}\n{}\n{}\n";
  for (const auto& file : {std::string(), std::string("\n\n\n"), noise, deep, empty_objects, std::string("{\"a\":"), std::string(kHeader), std::string("PK\x03\x04..."),
                           std::string("PAR1..."), std::string("\xff\xfe"), std::string(1 << 20, '"')}) {
    const auto said = find(file);
    ASSERT_TRUE(said.whole()) << file.substr(0, 20);
    EXPECT_FALSE(said.line("failed").empty()) << file.substr(0, 20);
    EXPECT_FALSE(said.why().empty());
    EXPECT_EQ(said.why().find(' '), std::string::npos) << said.why() << ": the page has no sentence for it";
    EXPECT_TRUE(ask({"columns"}, file).whole()) << file.substr(0, 20);
  }
}

// wide writes ASCII as UTF-16, with its mark.
std::string wide(std::string_view text) {
  std::string out = "\xff\xfe";
  for (const char c : text) (out += c) += '\0';
  return out;
}

TEST(Caged, OtherEncodingsAreConvertedOrNamed) {
  EXPECT_EQ(find("\xc0\xea\xea\xe0\xf3\xed\xf2,time,url\n\xe0,1,example.org\n").why(), "not_utf8");
  EXPECT_TRUE(find(wide(planted(5'000, 1))).has("{\"code\":\"from_utf16\",\"count\":1}"));
  const auto rows = find(std::string(kHeader) + "\xe0,1,1600000000,example.org\n\xe1,2,1600000000,example.org\n");
  EXPECT_EQ(rows.why(), "nothing_in_common");
  EXPECT_TRUE(rows.has("\"bad\":[{\"why\":\"not_utf8\",\"count\":2}]")) << rows.text;
}

TEST(Caged, OneAccountWithHalfOfAllRowsHidesNobody) {
  auto text = planted(20'000, 2);
  const auto rows = static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n'));
  for (std::size_t i = 0; i < rows; ++i) text += "loud" + std::to_string(i) + ",loud," + std::to_string(1'500'000'000 + i) + ",https://loud.example/" + std::to_string(i % 500) + ",,,\n";
  const auto said = find(text);
  ASSERT_TRUE(said.whole());
  EXPECT_EQ(said.count("\n{\"kind\":\"crew\""), 2U);
}

TEST(Caged, ItEndsWhenItIsCalledOff) {
  std::atomic<bool> off = false;
  const auto said = ask({"find", "0"}, planted(300'000, 5), {.heard = [&](ByteView) { off = true; }, .called_off = &off});
  EXPECT_EQ(said.end, ChildEnd::called_off);
  EXPECT_FALSE(said.whole());
}

TEST(Caged, WordsOfTheMappingThatFitNothingAreRefused) {
  for (const auto* word : {"time=99", "time=nowhere", "smell=1", "=", "time"}) {
    const auto said = ask({"find", "0", word}, std::string(kHeader) + "a,1,1600000000,example.org\n");
    ASSERT_TRUE(said.whole());
    EXPECT_EQ(said.why(), "no_such_column") << word;
  }
}

}  // namespace
}  // namespace tipstaff::campaigns
