#pragma once
// Frame: what every page of the site shares, and the words that several use.

#include "council/pages/catalogue.h"
#include "council/pages/site.h"

namespace tipstaff::council::pages {

// Look is one page's surroundings: language, moment, publisher.
struct Look {
  const Publisher& publisher;
  const Catalogue& words;
  std::string language;
  std::vector<std::string> languages;  // that there is a page in
  std::uint64_t now = 0;

  [[nodiscard]] Markup say(std::string_view sentence) const { return plain(words.say(sentence)); }
  [[nodiscard]] Markup say(std::string_view sentence, std::initializer_list<Catalogue::Value> values) const {
    return plain(words.say(sentence, values));
  }
  // say_with puts markup where {name} stands, which occurs once.
  [[nodiscard]] Markup say_with(std::string_view sentence, std::string_view name, const Markup& value) const;
};

// Names of files. `stem` is "index", "call-ID", "history-ID" or "poster-ID".
[[nodiscard]] std::string page_name(std::string_view stem, std::string_view language);
[[nodiscard]] std::string call_stem(const VerifiedCall& call);
[[nodiscard]] std::string poster_name(const VerifiedCall& call, std::string_view language);
[[nodiscard]] std::string history_name(const VerifiedCall& call, std::string_view language);
[[nodiscard]] std::string qr_name(const VerifiedCall& call, std::string_view language);
[[nodiscard]] std::string data_name(const VerifiedCall& call);
[[nodiscard]] std::string feed_name(std::string_view language);

// link to a file of this folder.
[[nodiscard]] Markup link_to(std::string_view file, const Markup& content);

// way_in leads to where people write. With a script it opens in the page itself, and
// asks for nothing.
[[nodiscard]] Markup way_in(const Look& look);

// page writes a whole HTML file; stem names it in the other languages.
[[nodiscard]] std::string page(const Look& look, std::string_view title, std::string_view stem,
                               std::string_view kind, const Markup& content);

// time_of writes a moment for people, as their language does, and for programs. A browser
// with scripts writes it anew by its own rules.
[[nodiscard]] Markup time_of(const Look& look, std::uint64_t unix_seconds);
// money writes "250 000 EUR", which neither breaks nor turns around in Arabic.
[[nodiscard]] Markup money(const Reward& reward);

[[nodiscard]] Markup status_word(const Look& look, const VerifiedCall& call);
[[nodiscard]] std::string_view aim_sentence(Aim aim);
// person_name returns how this language calls a person.
[[nodiscard]] const std::string& person_name(const Person& person, std::size_t text);

}  // namespace tipstaff::council::pages
