#include "council/pages/parts.h"

namespace tipstaff::council::pages {
namespace {

bool over(const Look& look, const VerifiedCall& call) {
  const auto status = call.status(look.now);
  return status == Status::lapsed || status == Status::closed;
}

Markup card(const Look& look, const VerifiedCall& call) {
  const auto& text = call.terms().texts[call.terms().text_index(look.language)];
  auto facts = status_word(look, call);
  if (!over(look, call))
    facts += element("span", attribute("class", "reward"), look.say_with("Up to {amount}", "amount", money(call.terms().reward))) +
             element("span", look.say("Until") + " "_m + time_of(look, call.until()));
  return element("li", element("h3", link_to(page_name(call_stem(call), text.language), element("bdi", in_language(text.language), plain(text.title)))) +
                           element("p", attribute("class", "facts"), facts));
}

Markup list(const Look& look, const CallSet& set, bool ended, std::string_view heading) {
  Markup items;
  for (const auto& call : set.calls())
    if (over(look, call) == ended) items += card(look, call) + "\n"_m;
  if (items.empty()) return ended ? Markup() : element("p", look.say("No call is open now."));
  return element("h2", look.say(heading)) + element("ul", attribute("class", "cards"), items);
}

}  // namespace

std::string index_page(const Look& look, const CallSet& set) {
  const auto content =
      element("h1", look.say("What we ask, and what we pay")) +
      element("p", attribute("class", "lead"),
              look.say("Each call says what we look for, on what legal ground, and until when. You need not give a name.")) +
      list(look, set, false, marked("Open calls")) + list(look, set, true, marked("Calls that are over")) + offices(look) +
      element("p", attribute("class", "small"),
              link_to(feed_name(look.language), look.say("News of all calls (Atom feed)")) + " \xC2\xB7 "_m +
                  link_to("calls.tscs", look.say("All calls, signed")));
  return page(look, look.words.say("What we ask, and what we pay"), "index", "index", content);
}

}  // namespace tipstaff::council::pages
