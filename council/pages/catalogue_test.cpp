#include "council/pages/catalogue.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "council/pages/embedded.h"

namespace tipstaff::council::pages {
namespace {

// take_literals adds the literals of a line that begin with a capital letter or a value.
void take_literals(std::string_view line, std::set<std::string>& out) {
  for (;;) {
    const auto from = line.find('"');
    const auto to = from == std::string_view::npos ? from : line.find('"', from + 1);
    if (to == std::string_view::npos) return;
    const auto literal = line.substr(from + 1, to - from - 1);
    const bool marked_one = line.substr(0, from).ends_with("marked(");
    if (!literal.empty() && (marked_one || (literal[0] == '{' && literal.ends_with('}')) || (literal[0] >= 'A' && literal[0] <= 'Z'))) out.emplace(literal);
    line.remove_prefix(to + 1);
  }
}

// used_sentences returns what the sources say: those literals, if they are not about an error.
std::set<std::string> used_sentences() {
  std::set<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(TIPSTAFF_PAGES)) {
    const auto name = entry.path().filename().string();
    if (!name.ends_with(".cpp") || name.ends_with("_test.cpp") || name == "markdown.cpp" || name == "qr.cpp")
      continue;
    std::ifstream in(entry.path());
    for (std::string line; std::getline(in, line);)
      if (line.find("fail(") == std::string::npos && line.find("\\\"") == std::string::npos) take_literals(line, out);
  }
  return out;
}

// placeholders returns every {name} of a text; languages have them in other orders.
std::multiset<std::string> placeholders(std::string_view text) {
  std::multiset<std::string> out;
  for (;;) {
    const auto from = text.find('{');
    const auto to = from == std::string_view::npos ? from : text.find('}', from);
    if (to == std::string_view::npos) return out;
    out.emplace(text.substr(from, to - from + 1));
    text.remove_prefix(to + 1);
  }
}

TEST(Catalogues, LackNothingAndHoldNothingUnused) {
  const auto used = used_sentences();
  ASSERT_GT(used.size(), 40u);
  for (const auto& file : embedded_catalogues()) {
    const auto parsed = Catalogue::parse(file.content);
    ASSERT_TRUE(parsed) << file.name << " line " << parsed.error().line;
    for (const auto& sentence : used) EXPECT_TRUE(parsed->messages().contains(sentence)) << file.name << " lacks: " << sentence;
    for (const auto& [sentence, text] : parsed->messages()) {
      EXPECT_TRUE(used.contains(sentence)) << file.name << " has, but no page says: " << sentence;
      EXPECT_EQ(placeholders(sentence), placeholders(text)) << file.name << ": " << sentence;
    }
  }
}

TEST(Catalogues, AreReadAsGettextReadsThem) {
  const auto parsed = Catalogue::parse("# c\nmsgid \"\"\nmsgstr \"Language: x\\n\"\n\n#: a\nmsgid \"A {n}\"\nmsgstr \"\"\n\"\\\"B\\\" \"\n\"{n}\"\n\nmsgid \"C\"\nmsgstr \"\"\n");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->say("A {n}", {{"n", "1"}}), "\"B\" 1");
  EXPECT_EQ(parsed->say("C"), "C");
  EXPECT_EQ(parsed->say("Unknown"), "Unknown");
}

TEST(Catalogues, OfAnotherFormAreRefused) {
  for (const auto* po : {"msgid \"A\"\n", "msgstr \"A\"\n", "msgid A\nmsgstr \"B\"\n", "msgid \"A\"\nmsgstr \"\\x\"\n", "msgid \"A\"\nmsgid_plural \"B\"\n",
                         "msgid \"A\"\nmsgstr \"B\"C\"\n", "msgid \"A\"\nmsgstr \"B\"\nmsgid \"A\"\nmsgstr \"B\"\n"})
    EXPECT_FALSE(Catalogue::parse(po)) << po;
}

}  // namespace
}  // namespace tipstaff::council::pages
