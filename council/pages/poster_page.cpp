#include <algorithm>

#include "council/pages/markdown.h"
#include "council/pages/parts.h"

namespace tipstaff::council::pages {
namespace {

constexpr std::size_t kFacesMax = 4;  // more than four cannot be recognised from a wall

Markup face(const Person& person, std::size_t text) {
  Markup picture = element("div", attribute("class", "no-face"), "?"_m);
  if (person.picture)
    picture = Markup::trusted("<img") + attribute("src", person.picture->file_name()) + attribute("alt", "") + ">"_m;
  auto caption = element("strong", element("bdi", plain(person_name(person, text))));
  if (!person.aliases.empty()) caption += "<br>"_m + element("bdi", plain(person.aliases[0]));
  if (!person.texts[text].place.empty()) caption += "<br>"_m + plain(person.texts[text].place);
  return element("figure", element("div", attribute("class", "frame"), picture) + element("figcaption", caption));
}

Markup faces(const Look& look, const Terms& terms, std::size_t text) {
  Markup out;
  const auto count = std::min(terms.persons.size(), kFacesMax);
  for (std::size_t i = 0; i < count; ++i) out += face(terms.persons[i], text);
  const auto left = terms.persons.size() - count;
  auto all = element("div", attribute("class", "faces n" + std::to_string(count)), out);
  return left == 0 ? all : all + element("p", attribute("class", "more"), look.say("And {count} more", {{"count", std::to_string(left)}}));
}

// What is asked: about the person when there is one, else how the text begins.
Markup asked(const Terms& terms, std::size_t text) {
  if (terms.persons.size() == 1) return plain(terms.persons[0].texts[text].asked);
  return plain(first_paragraph(terms.texts[text].text));
}

// A poster of a call that is over may still be read, but invites nobody.
Markup invitation(const Look& look) {
  return element("p", element("strong", look.say("You need not give a name."))) +
         element("p", look.say("Open this address with Tor Browser, not at work and not on a borrowed telephone:"));
}

Markup promise(const Look& look, const VerifiedCall& call, bool over) {
  if (over) return element("p", look.say("This call is over. Nothing is promised for what comes now."));
  return element("p", look.say("Until") + " "_m + time_of(look, call.until()) + ". "_m + look.say("Afterwards nothing is promised."));
}

Markup way(const Look& look, const VerifiedCall& call, bool over) {
  const auto address = look.publisher.address + "/calls/" + page_name(call_stem(call), look.language);
  const auto qr = Markup::trusted("<img") + attribute("class", "qr") + attribute("src", qr_name(call, look.language)) +
                  attribute("alt", look.words.say("QR code of the address")) + ">"_m;
  return element("div", attribute("class", "way"),
                 qr + element("div", (over ? Markup() : invitation(look)) +
                                         element("p", attribute("class", "address") + attribute("dir", "ltr"), plain(address)) +
                                         promise(look, call, over)));
}

// kind_of chooses the sheet's type sizes, so that the longest texts still fit one page.
std::string kind_of(const Terms& terms, std::string_view title, const Markup& question) {
  constexpr std::size_t kLongTitle = 110;
  constexpr std::size_t kLongQuestion = 260;
  std::string out = terms.persons.empty() ? "poster no-faces" : "poster";
  if (title.size() > kLongTitle) out += " long-title";
  if (question.str().size() > kLongQuestion) out += " long-asked";
  return out;
}

}  // namespace

std::string poster_page(const Look& look, const VerifiedCall& call) {
  const auto& terms = call.terms();
  const auto text = terms.text_index(look.language);
  const bool over = is_over(look, call);
  auto sheet = element("p", attribute("class", "kind"), look.say("Information wanted")) +
               element("h1", plain(terms.texts[text].title));
  if (!terms.persons.empty()) sheet += faces(look, terms, text);
  const auto question = asked(terms, text);
  sheet += element("p", attribute("class", "asked"), question);
  sheet += over ? element("p", attribute("class", "reward"), look.say("This call is over."))
                : element("p", attribute("class", "reward"),
                          look.say("Reward up to") + " "_m + element("strong", money(terms.reward)));
  sheet += way(look, call, over) + element("p", attribute("class", "small foot"), plain(look.publisher.title + " \xC2\xB7 " + terms.texts[text].basis));
  return page(look, terms.texts[text].title, "poster-" + call.id(), kind_of(terms, terms.texts[text].title, question), sheet);
}

}  // namespace tipstaff::council::pages
