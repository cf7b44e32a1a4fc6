#include "council/pages/frame.h"

#include "council/date.h"
#include "council/text_rules.h"

namespace tipstaff::council::pages {
namespace {

Markup language_links(const Look& look, std::string_view stem) {
  Markup out;
  for (const auto& language : look.languages) {
    const auto current = language == look.language ? " aria-current=\"page\""_m : Markup();
    out += element("a", attribute("href", page_name(stem, language)) + attribute("hreflang", language) +
                            in_language(language) + current,
                   plain(catalogue_of(language).say(has_catalogue(language) ? marked("English") : std::string_view(language))));
  }
  return element("nav", attribute("class", "languages no-print") + attribute("aria-label", look.words.say("Languages")), out);
}

// As a date has them: in many languages not as a heading would.
constexpr std::string_view kMonths[] = {
    marked("January"), marked("February"), marked("March"), marked("April"), marked("May"), marked("June"),
    marked("July"), marked("August"), marked("September"), marked("October"), marked("November"), marked("December")};

// What a page loads is what the source's page loads, in that order, so that reading a
// call and handing in begin alike (PROTOCOL.md 6.1). A preview is looked at as files.
Markup loaded(const Look& look) {
  const auto style = "<link rel=\"stylesheet\" href=\"calls.css\">"_m;
  if (look.publisher.stage == Stage::preview) return style;
  return "<link rel=\"stylesheet\" href=\"/style.css\">"_m + style + "<script src=\"/app.js\" defer></script>"_m;
}

Markup head(const Look& look, std::string_view title) {
  return "<head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
         "<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"referrer\" content=\"no-referrer\">"_m +
         element("title", plain(std::string(title) + " \xC2\xB7 " + look.publisher.title)) +
         // Without an icon of its own a browser asks for one, which the source's page never does.
         "<link rel=\"icon\" href=\"data:,\">"_m + loaded(look) +
         "<link rel=\"alternate\" type=\"application/atom+xml\""_m + attribute("href", feed_name(look.language)) + "></head>\n"_m;
}

Markup header(const Look& look) {
  return element("header", attribute("class", "no-print"),
                 element("p", attribute("class", "title"), link_to(page_name("index", look.language), plain(look.publisher.title))) +
                     way_in(look));
}

Markup preview_note(const Look& look) {
  if (look.publisher.stage == Stage::published) return {};
  return element("p", attribute("class", "preview"), look.say("Preview: not signed, not published."));
}

}  // namespace

Markup Look::say_with(std::string_view sentence, std::string_view name, const Markup& value) const {
  const std::string text(words.say(sentence));
  const auto slot = "{" + std::string(name) + "}";
  const auto at = text.find(slot);
  if (at == std::string::npos) return plain(text);
  return plain(text.substr(0, at)) + value + plain(text.substr(at + slot.size()));
}

std::string page_name(std::string_view stem, std::string_view language) {
  return std::string(stem) + "." + std::string(language) + ".html";
}
std::string call_stem(const VerifiedCall& call) { return "call-" + call.id(); }
std::string poster_name(const VerifiedCall& call, std::string_view language) {
  return page_name("poster-" + call.id(), language);
}
std::string history_name(const VerifiedCall& call, std::string_view language) {
  return page_name("history-" + call.id(), language);
}
std::string qr_name(const VerifiedCall& call, std::string_view language) {
  return "qr-" + call.id() + "." + std::string(language) + ".svg";
}
std::string data_name(const VerifiedCall& call) { return call_stem(call) + ".tsc"; }
std::string feed_name(std::string_view language) { return "news." + std::string(language) + ".atom"; }

Markup way_in(const Look& look) {
  return element("a", attribute("class", "main") + attribute("href", "/"), look.say("Tell us what you know"));
}

Markup link_to(std::string_view file, const Markup& content) {
  return element("a", attribute("href", file), content);
}

std::string page(const Look& look, std::string_view title, std::string_view stem, std::string_view kind,
                 const Markup& content) {
  const auto body = preview_note(look) + header(look) + language_links(look, stem) +
                    element("main", attribute("class", kind), content) + "\n"_m;
  return ("<!doctype html>\n"_m +
          element("html", in_language(look.language), head(look, title) + element("body", attribute("class", "site"), body)) + "\n"_m).str();
}

Markup time_of(const Look& look, std::uint64_t unix_seconds) {
  const auto exact = date_rfc3339(unix_seconds);  // 2027-03-01T18:30:00Z
  const auto two_digits = [&](std::size_t at) { return static_cast<std::size_t>((exact[at] - '0') * 10 + exact[at + 1] - '0'); };
  const auto month = look.words.say(kMonths[two_digits(5) - 1]);
  auto text = look.say("{day} {month} {year}", {{"day", std::to_string(two_digits(8))}, {"month", month}, {"year", exact.substr(0, 4)}});
  if (const auto minute = exact.substr(11, 5); minute != "00:00")
    text += " "_m + element("bdi", attribute("dir", "ltr"), plain(minute + " UTC"));
  return element("time", attribute("datetime", exact) + attribute("dir", "auto"), text);
}

Markup money(const Reward& reward) {
  constexpr std::string_view kSpace = "\xC2\xA0";
  auto digits = std::to_string(reward.amount);
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += kSpace;
    out += digits[i];
  }
  out += std::string(kSpace) + std::string(reward.currency.data(), reward.currency.size());
  return element("bdi", attribute("dir", "ltr"), plain(out));
}

Markup status_word(const Look& look, const VerifiedCall& call) {
  const auto word = [&](std::string_view kind, std::string_view sentence) {
    return element("span", attribute("class", "status " + std::string(kind)), look.say(sentence));
  };
  switch (call.status(look.now)) {
    case Status::not_yet: return word("not-yet", marked("Not yet open"));
    case Status::open: return word("open", marked("Open"));
    case Status::lapsed: return word("over", marked("Lapsed"));
    case Status::closed: return word("over", marked("Closed"));
  }
  return {};
}

std::string_view aim_sentence(Aim aim) {
  switch (aim) {
    case Aim::identify: return marked("We want to know who it was");
    case Aim::locate: return marked("We want to know where somebody is");
    case Aim::prevent: return marked("We want to prevent something");
    case Aim::prove: return marked("We want proof of what was done");
  }
  return "";
}

const std::string& person_name(const Person& person, std::size_t text) {
  return person.texts[text].label.empty() ? person.name : person.texts[text].label;
}

}  // namespace tipstaff::council::pages
