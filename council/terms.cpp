#include "council/terms.h"

#include <algorithm>

#include "council/limits.h"
#include "council/text_rules.h"

namespace tipstaff::council {
namespace {

Result<void> check_optional(std::string_view text, std::size_t bytes_max) {
  return text.empty() ? Result<void>{} : check_line(text, bytes_max);
}

Result<void> check_reward(const Reward& reward) {
  const bool letters = std::ranges::all_of(reward.currency, [](char c) { return c >= 'A' && c <= 'Z'; });
  if (reward.amount == 0 || reward.amount > kAmountMax) return fail(Errc::bad_value, "reward");
  return letters ? Result<void>{} : fail(Errc::bad_value, "currency");
}

// Errors name the field; texts ascend by language, so that there is one spelling.
Result<void> check_texts(const Terms& terms) {
  if (terms.texts.empty()) return fail(Errc::bad_value, "no language");
  if (terms.texts.size() > kLanguagesMax) return fail(Errc::too_large, "languages");
  if (terms.original >= terms.texts.size()) return fail(Errc::bad_value, "original language");
  for (std::size_t i = 0; i < terms.texts.size(); ++i) {
    const auto& text = terms.texts[i];
    TIP_CHECK(check_language(text.language));
    TIP_CHECK(check_line(text.title, kTitleBytesMax));
    TIP_CHECK(check_line(text.basis, kBasisBytesMax));
    TIP_CHECK(check_text(text.text, kTextBytesMax));
    if (i > 0 && text.language <= terms.texts[i - 1].language)
      return fail(Errc::bad_value, "order of languages");
  }
  return {};
}

Result<void> check_person(const Person& person, std::size_t languages) {
  if ((person.known == Known::yes) == person.name.empty()) return fail(Errc::bad_value, "name of a person");
  TIP_CHECK(check_optional(person.name, kNameBytesMax));
  if (person.aliases.size() > kAliasesMax) return fail(Errc::too_large, "aliases");
  for (const auto& alias : person.aliases) TIP_CHECK(check_line(alias, kNameBytesMax));
  if (person.picture) TIP_CHECK(check_picture_ref(*person.picture));
  if (person.texts.size() != languages) return fail(Errc::bad_value, "a person lacks a language");
  for (const auto& text : person.texts) {
    TIP_CHECK(check_optional(text.label, kNameBytesMax));
    if (person.known == Known::no && text.label.empty()) return fail(Errc::bad_value, "label of a person");
    TIP_CHECK(check_optional(text.place, kPlaceBytesMax));
    TIP_CHECK(check_line(text.asked, kAskedBytesMax));
  }
  return {};
}

Result<void> check_posts(const std::vector<std::uint16_t>& posts) {
  if (!std::ranges::is_sorted(posts, std::ranges::less_equal{}) ||
      std::ranges::adjacent_find(posts) != posts.end() || (!posts.empty() && posts[0] == 0))
    return fail(Errc::bad_value, "posts");
  return posts.size() <= wire::kPostsMaxLargest ? Result<void>{} : fail(Errc::too_large, "posts");
}

void write_person(wire::Writer& out, const Person& person) {
  out.u8(static_cast<std::uint8_t>(person.known));
  write_text(out, person.name);
  out.u8(static_cast<std::uint8_t>(person.aliases.size()));
  for (const auto& alias : person.aliases) write_text(out, alias);
  write_picture_ref(out, person.picture);
  for (const auto& text : person.texts)
    for (const auto& field : {text.label, text.place, text.asked}) write_text(out, field);
}

Result<Person> read_person(wire::Reader& in, std::size_t languages) {
  Person out;
  TIP_TRY(const auto known, in.u8());
  if (known > 1) return fail(Errc::bad_value, "person");
  out.known = static_cast<Known>(known);
  TIP_TRY(out.name, read_text(in));
  TIP_TRY(const auto aliases, in.u8());
  for (unsigned i = 0; i < aliases; ++i) {
    TIP_TRY(auto alias, read_text(in));
    out.aliases.push_back(std::move(alias));
  }
  TIP_TRY(out.picture, read_picture_ref(in));
  for (std::size_t i = 0; i < languages; ++i) {
    PersonText text;
    TIP_TRY(text.label, read_text(in));
    TIP_TRY(text.place, read_text(in));
    TIP_TRY(text.asked, read_text(in));
    out.texts.push_back(std::move(text));
  }
  return out;
}

Result<void> read_texts(wire::Reader& in, Terms& terms) {
  TIP_TRY(const auto count, in.u8());
  if (count > kLanguagesMax) return fail(Errc::too_large, "languages");
  for (unsigned i = 0; i < count; ++i) {
    CallText text;
    TIP_TRY(text.language, read_text(in));
    TIP_TRY(text.title, read_text(in));
    TIP_TRY(text.basis, read_text(in));
    TIP_TRY(text.text, read_text(in));
    terms.texts.push_back(std::move(text));
  }
  return {};
}

Result<void> read_posts(wire::Reader& in, Terms& terms) {
  TIP_TRY(const auto count, in.u16());
  if (count > wire::kPostsMaxLargest) return fail(Errc::too_large, "posts");
  for (unsigned i = 0; i < count; ++i) {
    TIP_TRY(const auto post, in.u16());
    terms.posts.push_back(post);
  }
  return {};
}

}  // namespace

std::size_t Terms::text_index(std::string_view language) const {
  const auto at = std::ranges::find(texts, language, &CallText::language);
  return at == texts.end() ? original : static_cast<std::size_t>(at - texts.begin());
}

Result<void> check_terms(const Terms& terms) {
  if (terms.aim < Aim::identify || terms.aim > Aim::prove) return fail(Errc::bad_value, "aim");
  TIP_CHECK(check_reward(terms.reward));
  TIP_CHECK(check_link(terms.basis_link));
  TIP_CHECK(check_posts(terms.posts));
  TIP_CHECK(check_texts(terms));
  if (terms.persons.size() > kPersonsMax) return fail(Errc::too_large, "persons");
  for (const auto& person : terms.persons) TIP_CHECK(check_person(person, terms.texts.size()));
  return {};
}

void write_text(wire::Writer& out, std::string_view text) {
  TIP_ASSERT(text.size() <= 0xFFFF);
  out.u16(static_cast<std::uint16_t>(text.size())).raw(as_bytes(text));
}

Result<std::string> read_text(wire::Reader& in) {
  TIP_TRY(const auto size, in.u16());
  TIP_TRY(const auto bytes, in.take(size));
  return std::string(as_text(bytes));
}

void write_terms(wire::Writer& out, const Terms& terms) {
  out.u8(static_cast<std::uint8_t>(terms.aim)).u8(terms.original).u64(terms.reward.amount);
  out.raw(as_bytes({terms.reward.currency.data(), terms.reward.currency.size()}));
  write_text(out, terms.basis_link);
  out.u16(static_cast<std::uint16_t>(terms.posts.size()));
  for (const auto post : terms.posts) out.u16(post);
  out.u8(static_cast<std::uint8_t>(terms.texts.size()));
  for (const auto& text : terms.texts)
    for (const auto& field : {text.language, text.title, text.basis, text.text}) write_text(out, field);
  out.u8(static_cast<std::uint8_t>(terms.persons.size()));
  for (const auto& person : terms.persons) write_person(out, person);
}

Result<Terms> read_terms(wire::Reader& in) {
  Terms out;
  TIP_TRY(const auto aim, in.u8());
  out.aim = static_cast<Aim>(aim);
  TIP_TRY(out.original, in.u8());
  TIP_TRY(out.reward.amount, in.u64());
  TIP_TRY(const auto currency, in.take(out.reward.currency.size()));
  std::ranges::copy(currency, out.reward.currency.begin());
  TIP_TRY(out.basis_link, read_text(in));
  TIP_CHECK(read_posts(in, out));
  TIP_CHECK(read_texts(in, out));
  TIP_TRY(const auto persons, in.u8());
  if (persons > kPersonsMax) return fail(Errc::too_large, "persons");
  for (unsigned i = 0; i < persons; ++i) {
    TIP_TRY(auto person, read_person(in, out.texts.size()));
    out.persons.push_back(std::move(person));
  }
  TIP_CHECK(check_terms(out));
  return out;
}

}  // namespace tipstaff::council
