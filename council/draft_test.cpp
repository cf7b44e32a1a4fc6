#include "council/draft.h"

#include <gtest/gtest.h>

namespace tipstaff::council {
namespace {

constexpr std::string_view kCall = R"(# what is the same in every language
id = false-ballots
aim = identify
reward = 250 000 EUR
basis_link = https://law.example/12
from = 2026-12-01
until = 2027-03-01 18:30
posts = 3, 1
languages = pl, en

[person]
alias = The Courier
alias = Grey
picture = courier.png

[person]
name = Dorian Vale
)";
constexpr std::string_view kText = R"(title = Who paid?
basis = Electoral Protection Act, section 12

[person]
label = The man with the silver case
place = Port Sel
asked = Who is he?

[person]
asked = Where is he?

[text]

Crates came.

# A heading, not a comment

)";

// replaced swaps one part of a good file for another.
std::string replaced(std::string_view from, std::string_view what, std::string_view with) {
  std::string out(from);
  out.replace(out.find(what), what.size(), with);
  return out;
}

TEST(Drafts, BecomeTerms) {
  const auto call = parse_untrusted_draft_call(kCall);
  ASSERT_TRUE(call) << call.error().error.where << call.error().line;
  const auto text = parse_untrusted_draft_text(kText);
  ASSERT_TRUE(text) << text.error().error.where;
  EXPECT_EQ(text->text, "Crates came.\n\n# A heading, not a comment");
  EXPECT_EQ(text->text_line, 14u);
  const auto terms = terms_of(*call, {{"en", *text}, {"pl", *text}}, {std::nullopt, std::nullopt});
  ASSERT_TRUE(terms) << terms.error().where;
  EXPECT_EQ(terms->original, 1);
  EXPECT_EQ(terms->reward.amount, 250'000u);
  EXPECT_EQ(terms->posts, (std::vector<std::uint16_t>{1, 3}));
  EXPECT_EQ(terms->persons[0].aliases.size(), 2u);
  EXPECT_EQ(terms->persons[0].known, Known::no);
  EXPECT_EQ(terms->persons[1].known, Known::yes);
  EXPECT_EQ(call->until - *call->valid_from, 90u * 86'400 + 18 * 3600 + 30 * 60);
}

TEST(Drafts, AreTheSameWithTheLineEndsOfOtherSystems) {
  std::string other = "\xEF\xBB\xBF";
  for (const char c : kText) other += c == '\n' ? std::string("\r\n") : std::string(1, c);
  EXPECT_EQ(parse_untrusted_draft_text(other)->text, parse_untrusted_draft_text(kText)->text);
}

TEST(Drafts, FaultsSayTheLine) {
  const auto line_of = [](std::string_view what, std::string_view with) {
    const auto draft = parse_untrusted_draft_call(replaced(kCall, what, with));
    return draft ? 999u : draft.error().line;
  };
  EXPECT_EQ(line_of("aim = identify", "aim = punish"), 3u);
  EXPECT_EQ(line_of("250 000 EUR", "a lot"), 4u);
  EXPECT_EQ(line_of("250 000 EUR", "99999999999999999999999 EUR"), 4u);
  EXPECT_EQ(line_of("https://law.example/12", "javascript:alert(1)"), 5u);
  EXPECT_EQ(line_of("2027-03-01 18:30", "next year"), 7u);
  EXPECT_EQ(line_of("3, 1", "3, 3"), 8u);
  EXPECT_EQ(line_of("pl, en", "pl, Polish"), 9u);
  EXPECT_EQ(line_of("id = false-ballots", "id = False Ballots"), 2u);
  EXPECT_EQ(line_of("from =", "aim = locate\nfrom ="), 6u);
  EXPECT_EQ(line_of("alias = Grey", "iban = 12"), 13u);
  EXPECT_EQ(line_of("alias = Grey", "Grey"), 13u);
}

TEST(Drafts, TooLongOrHiddenTextIsFoundInItsLine) {
  const auto longer = parse_untrusted_draft_text(replaced(kText, "Who paid?", std::string(241, 'a')));
  ASSERT_FALSE(longer);
  EXPECT_EQ(longer.error().error.code, Errc::too_large);
  EXPECT_EQ(longer.error().line, 1u);
  const auto hidden = parse_untrusted_draft_text(replaced(kText, "Port Sel", "Port\xE2\x80\xAESel"));
  ASSERT_FALSE(hidden);
  EXPECT_EQ(hidden.error().line, 6u);
}

TEST(Drafts, AMissingKeyIsNamed) {
  const auto draft = parse_untrusted_draft_call(replaced(kCall, "until = 2027-03-01 18:30\n", ""));
  ASSERT_FALSE(draft);
  EXPECT_EQ(draft.error().error.code, Errc::not_found);
  EXPECT_EQ(draft.error().error.where, "until");
  EXPECT_FALSE(parse_untrusted_draft_text("title = x\n"));
  EXPECT_FALSE(parse_untrusted_draft_text("[text]\nx\n"));
}

TEST(Drafts, AMissingLanguageIsRefused) {
  const auto call = *parse_untrusted_draft_call(kCall);
  const auto text = *parse_untrusted_draft_text(kText);
  const std::vector<std::optional<PictureRef>> none(2);
  EXPECT_EQ(terms_of(call, {{"en", text}}, none).error().code, Errc::not_found);
  EXPECT_EQ(terms_of(call, {{"de", text}, {"en", text}, {"pl", text}}, none).error().code, Errc::bad_value);
  auto fewer = text;
  fewer.persons.pop_back();
  EXPECT_EQ(terms_of(call, {{"en", text}, {"pl", fewer}}, none).error().code, Errc::bad_value);
}

TEST(Drafts, ThatAreNoTextAreRefused) {
  EXPECT_EQ(parse_untrusted_draft_call("id = \xFF\n").error().error.code, Errc::bad_text);
  EXPECT_EQ(parse_untrusted_draft_text("\xC0\x80").error().error.code, Errc::bad_text);
  EXPECT_FALSE(parse_untrusted_draft_call(""));
}

}  // namespace
}  // namespace tipstaff::council
