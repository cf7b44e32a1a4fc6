#include "council/pages/parts.h"

namespace tipstaff::council::pages {
namespace {

Markup number(std::string_view name, std::uint64_t value) { return attribute(name, std::to_string(value)); }

// When a call opens and lapses stands there as numbers: the reader's page goes by the
// newest bulletin's time and believes no word about it.
Markup entry(const VerifiedCall& call, std::string_view language) {
  const auto& text = call.terms().texts[call.terms().text_index(language)];
  auto facts = number("data-from", call.valid_from()) + number("data-until", call.until());
  if (call.closed_at()) facts += number("data-closed", *call.closed_at());
  const auto link = attribute("href", page_name(call_stem(call), text.language)) + in_language(text.language);
  return element("li", facts, element("a", link, plain(text.title)) + money(call.terms().reward)) + "\n"_m;
}

}  // namespace

std::string list_page(const std::vector<std::string>& languages, const CallSet& set) {
  Markup out;
  for (const auto& language : languages) {
    Markup entries;
    for (const auto& call : set.calls()) entries += entry(call, language);
    out += element("ul", in_language(language), entries) + "\n"_m;
  }
  return ("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Calls</title></head>\n"_m +
          element("body", out) + "</html>\n"_m).str();
}

}  // namespace tipstaff::council::pages
