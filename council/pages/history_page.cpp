#include <utility>

#include "council/pages/parts.h"

namespace tipstaff::council::pages {
namespace {

// changes names what an amendment changed, by comparing; nobody has to be believed.
Markup changes(const Look& look, const Terms& before, const Terms& after) {
  Markup out;
  const auto add = [&](bool same, std::string_view name) {
    if (!same) out += (out.empty() ? Markup() : ", "_m) + look.say(name);
  };
  add(before.aim == after.aim, marked("What is sought"));
  add(before.reward == after.reward, marked("Reward"));
  add(before.basis_link == after.basis_link, marked("Legal basis"));
  add(before.posts == after.posts, marked("Who reads what you tell"));
  add(before.texts == after.texts, marked("Text"));
  add(before.persons == after.persons, marked("Wanted"));
  return out;
}

struct Told {
  Markup step;
  Markup detail;
};

// Teller goes through the records and remembers the terms that stood before.
class Teller {
 public:
  explicit Teller(const Look& look) : look_(look) {}
  Told operator()(const Opened& step) {
    terms_ = &step.terms;
    return {look_.say("Opened"), look_.say("Until") + " "_m + time_of(look_, step.until)};
  }
  Told operator()(const Amended& step) {
    const auto* before = std::exchange(terms_, &step.terms);
    return {look_.say("Amended"), changes(look_, *before, step.terms)};
  }
  Told operator()(const Renewed& step) {
    return {look_.say("Renewed"), look_.say("Until") + " "_m + time_of(look_, step.until)};
  }
  Told operator()(const Closed& step) {
    return {look_.say("Closed"), look_.say(step.ending == Ending::answered ? marked("We know what we asked") : marked("Withdrawn"))};
  }
  Told operator()(const Communique& step) {
    const Notice* told = &step.notices.front();
    for (const auto& notice : step.notices)
      if (notice.language == look_.language) told = &notice;
    return {look_.say("News"), element("bdi", plain(told->title))};
  }

 private:
  const Look& look_;
  const Terms* terms_ = nullptr;
};

Markup row(const Markup& when, const Markup& step, const Markup& detail, const Markup& hash) {
  return element("tr", element("td", when) + element("td", step) + element("td", detail) + element("td", hash)) + "\n"_m;
}

Markup short_hash(const Hash32& hash) {
  return element("code", attribute("dir", "ltr") + attribute("title", to_hex(hash.view())), plain(to_hex(hash.view().first(6))));
}

// Lapsing is not signed, so it has no record; it stands in the history where it happened.
Markup rows(const Look& look, const VerifiedCall& call) {
  Markup out;
  Teller teller(look);
  const bool lapsed = !call.closed_at() && look.now >= call.until();
  bool shown = false;
  const auto lapse = row(time_of(look, call.until()), look.say("Lapsed"), look.say("The date came; no renewal was signed in time."), Markup());
  for (const auto& signed_record : call.records()) {
    if (lapsed && !shown && signed_record.record.signed_at >= call.until()) {
      out += lapse;
      shown = true;
    }
    const auto told = std::visit(teller, signed_record.record.step);
    out += row(time_of(look, signed_record.record.signed_at), told.step, told.detail, short_hash(signed_record.hash));
  }
  return lapsed && !shown ? out + lapse : out;
}

}  // namespace

std::string history_page(const Look& look, const VerifiedCall& call) {
  const auto& text = call.terms().texts[call.terms().text_index(look.language)];
  const auto head = element("tr", element("th", look.say("Signed")) + element("th", look.say("Step")) +
                                      element("th", look.say("What")) + element("th", look.say("Record")));
  const auto content =
      element("h1", look.say("History of this call")) +
      element("p", link_to(page_name(call_stem(call), look.language), plain(text.title)) + " "_m + status_word(look, call)) +
      element("div", attribute("class", "wide"), element("table", element("thead", head) + element("tbody", rows(look, call)))) +
      element("p", look.say("Each record is signed by the authority and names the one before. Check it yourself:")) +
      element("pre", attribute("dir", "ltr") + attribute("tabindex", "0"), plain("tipstaff verify call " + data_name(call))) +
      element("p", link_to(data_name(call), look.say("This call, signed")));
  return page(look, look.words.say("History of this call"), "history-" + call.id(), "history", content);
}

}  // namespace tipstaff::council::pages
