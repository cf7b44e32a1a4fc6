#include "council/pages/markdown.h"
#include "council/pages/parts.h"
#include "council/text_rules.h"

namespace tipstaff::council::pages {
namespace {

Markup fact(const Look& look, std::string_view name, const Markup& value) {
  return element("dt", look.say(name)) + element("dd", value);
}

// A call that was closed ended then, and not at the date that it had.
Markup end_of(const Look& look, const VerifiedCall& call) {
  if (call.status(look.now) == Status::closed) return fact(look, marked("Closed"), time_of(look, *call.closed_at()));
  return fact(look, marked("Until"), time_of(look, call.until()));
}

Markup over_note(const Look& look, const VerifiedCall& call) {
  if (!is_over(look, call)) return {};
  return element("p", attribute("class", "warning"), look.say("This call is over. Nothing is promised for what comes now."));
}

Markup posts(const Look& look, const Terms& terms) {
  if (terms.posts.empty()) return look.say("Every post of the programme");
  Markup items;
  for (const auto id : terms.posts) {
    auto name = look.words.say("Post {number}", {{"number", std::to_string(id)}});
    for (const auto& post : look.publisher.posts)
      if (post.id == id) name = post.name;
    items += element("li", element("bdi", plain(name)));
  }
  return element("ul", attribute("class", "plain"), items);
}

Markup facts(const Look& look, const VerifiedCall& call, const CallText& text) {
  const auto& terms = call.terms();
  return element("dl", attribute("class", "facts"),
                 fact(look, marked("Reward"), element("strong", look.say_with("Up to {amount}", "amount", money(terms.reward)))) +
                     fact(look, marked("What is sought"), look.say(aim_sentence(terms.aim))) +
                     fact(look, marked("Open from"), time_of(look, call.valid_from())) + end_of(look, call) +
                     fact(look, marked("Legal basis"),
                          plain(text.basis) + "<br>"_m +
                              element("a", attribute("class", "address") + attribute("rel", "noreferrer noopener") +
                                               attribute("dir", "ltr") + attribute("href", terms.basis_link),
                                      plain(terms.basis_link))) +
                     fact(look, marked("Who reads what you tell"), posts(look, terms)));
}

Markup picture(const Person& person, std::size_t text) {
  if (!person.picture) return {};
  return Markup::trusted("<img") + attribute("src", person.picture->file_name()) +
         attribute("alt", person_name(person, text)) + attribute("width", std::to_string(person.picture->width)) +
         attribute("height", std::to_string(person.picture->height)) + ">"_m;
}

Markup aliases(const Look& look, const Person& person) {
  if (person.aliases.empty()) return {};
  Markup names;
  const auto comma = right_to_left(look.language) ? "\xD8\x8C "_m : ", "_m;
  for (const auto& alias : person.aliases) names += (names.empty() ? Markup() : comma) + element("bdi", plain(alias));
  return element("p", attribute("class", "small"), look.say("Also called") + ": "_m + names);
}

Markup person(const Look& look, const Person& who, std::size_t text) {
  const auto& words = who.texts[text];
  auto out = element("h3", element("bdi", plain(person_name(who, text))));
  if (!words.label.empty() && !who.name.empty()) out += element("p", element("bdi", plain(who.name)));
  if (who.known == Known::no) out += element("p", attribute("class", "small"), look.say("Name not known"));
  out += aliases(look, who);
  if (!words.place.empty()) out += element("p", look.say("Last seen") + ": "_m + plain(words.place));
  out += element("p", attribute("class", "asked"), plain(words.asked));
  return element("li", attribute("class", "person"), picture(who, text) + element("div", out));
}

Markup persons(const Look& look, const Terms& terms, std::size_t text) {
  if (terms.persons.empty()) return {};
  Markup items;
  for (const auto& who : terms.persons) items += person(look, who, text);
  return element("h2", look.say("Wanted")) + element("ul", attribute("class", "cards"), items);
}

// A communiqué keeps the languages that the call had when it was signed.
const Notice& notice_in(const Communique& step, std::string_view language) {
  for (const auto& notice : step.notices)
    if (notice.language == language) return notice;
  return step.notices.front();
}

Result<Markup> news(const Look& look, const VerifiedCall& call) {
  Markup out;
  for (auto at = call.records().rbegin(); at != call.records().rend(); ++at) {
    const auto* step = std::get_if<Communique>(&at->record.step);
    if (step == nullptr) continue;
    const auto& notice = notice_in(*step, look.language);
    TIP_TRY(const auto text, rendered(notice.text, 4));
    out += element("article", attribute("id", "n" + std::to_string(at->record.seq)) + in_language(notice.language),
                   element("h3", plain(notice.title)) + element("p", attribute("class", "small"), time_of(look, at->record.signed_at)) + text);
  }
  return out.empty() ? out : element("h2", look.say("News")) + out;
}

Markup ends_by_itself(const Look& look, const VerifiedCall& call) {
  if (is_over(look, call)) return {};
  return element("p", attribute("class", "small"),
                 look.say("This call ends by itself at its date, unless a renewal that was signed in time extends it."));
}

Markup way_in_unless_over(const Look& look, const VerifiedCall& call) {
  return is_over(look, call) ? Markup() : element("p", attribute("class", "no-print"), way_in(look));
}

Markup links(const Look& look, const VerifiedCall& call) {
  return element("ul", attribute("class", "links no-print"),
                 element("li", link_to(poster_name(call, look.language), look.say("Poster to print"))) +
                     element("li", link_to(history_name(call, look.language), look.say("History of this call"))) +
                     element("li", link_to(data_name(call), look.say("This call, signed"))));
}

}  // namespace

bool is_over(const Look& look, const VerifiedCall& call) {
  const auto status = call.status(look.now);
  return status == Status::lapsed || status == Status::closed;
}

Result<Markup> rendered(std::string_view text, int first_heading) {
  auto out = render_untrusted_markdown(text, first_heading);
  return out ? Result<Markup>(std::move(*out)) : fail(Errc::bad_text, "Markdown of a call");
}

Result<std::string> call_page(const Look& look, const VerifiedCall& call) {
  const auto index = call.terms().text_index(look.language);
  const auto& text = call.terms().texts[index];
  TIP_TRY(const auto body, rendered(text.text));
  TIP_TRY(const auto notices, news(look, call));
  const auto content =
      element("p", attribute("class", "facts"), status_word(look, call)) + element("h1", plain(text.title)) +
      over_note(look, call) + facts(look, call, text) + element("section", attribute("class", "text"), body) +
      persons(look, call.terms(), index) + notices + ends_by_itself(look, call) + way_in_unless_over(look, call) + links(look, call);
  return page(look, text.title, call_stem(call), "call", content);
}

}  // namespace tipstaff::council::pages
