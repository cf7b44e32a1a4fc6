#include "source/calls.h"

#include "council/date.h"
#include "platform/text.h"

namespace tipstaff::source {
namespace {

using council::Status;
using council::VerifiedCall;

std::string shown(std::string_view text) { return platform::display_text(as_bytes(text)); }

std::string_view aim_text(council::Aim aim) {
  switch (aim) {
    case council::Aim::identify: return "to know who it was";
    case council::Aim::locate: return "to know where somebody is";
    case council::Aim::prevent: return "to prevent something";
    case council::Aim::prove: return "proof of what was done";
  }
  return "";
}

std::string reward_text(const council::Reward& reward) {
  return "up to " + std::to_string(reward.amount) + " " + std::string(reward.currency.data(), reward.currency.size());
}

std::string posts_text(const council::Terms& terms) {
  if (terms.posts.empty()) return "every post";
  std::string out = "post";
  for (const auto id : terms.posts) out += " " + std::to_string(id);
  return out;
}

std::string person_text(const council::Person& person, std::size_t text) {
  const auto& words = person.texts[text];
  std::string out = "\n* " + shown(words.label.empty() ? person.name : words.label);
  if (!words.label.empty() && !person.name.empty()) out += " (" + shown(person.name) + ")";
  for (const auto& alias : person.aliases) out += ", " + shown(alias);
  if (!words.place.empty()) out += "\n  last seen: " + shown(words.place);
  return out + "\n  " + shown(words.asked) + "\n";
}

std::string news_text(const VerifiedCall& call, std::string_view language) {
  std::string out;
  for (const auto& signed_record : call.records()) {
    const auto* step = std::get_if<council::Communique>(&signed_record.record.step);
    if (step == nullptr) continue;
    const auto* notice = &step->notices.front();
    for (const auto& other : step->notices)
      if (other.language == language) notice = &other;
    out += "\n[" + council::date_text(signed_record.record.signed_at) + "] " + shown(notice->title) + "\n" + shown(notice->text) + "\n";
  }
  return out;
}

}  // namespace

Result<council::CallSet> fetch_calls(Client& client) {
  TIP_TRY(const auto bytes, client.fetch("/calls/calls.tscs"));
  return council::parse_untrusted_call_set(bytes, client.programme());
}

std::uint64_t bulletin_time(Client& client) {
  const auto& session = client.session();
  if (!session.bulletin() || !session.roster()) return 0;
  return session.bulletin()->tick * (**session.roster()).tick_seconds;
}

std::string status_text(const VerifiedCall& call, std::uint64_t now_unix) {
  switch (call.status(now_unix)) {
    case Status::not_yet: return "opens on " + council::date_text(call.valid_from());
    case Status::open: return "open until " + council::date_text(call.until());
    case Status::lapsed: return "lapsed on " + council::date_text(call.until()) + "; nothing is promised any more";
    case Status::closed: return "closed on " + council::date_text(*call.closed_at()) + "; nothing is promised any more";
  }
  return "";
}

std::string list_calls(const council::CallSet& set, std::uint64_t now_unix, Over over) {
  std::string out;
  for (const auto& call : set.calls()) {
    const auto status = call.status(now_unix);
    if (over == Over::left_out && (status == Status::lapsed || status == Status::closed)) continue;
    const auto& text = call.terms().texts[call.terms().original];
    out += call.id() + "\n  " + shown(text.title) + "\n  " + reward_text(call.terms().reward) + ", " +
           status_text(call, now_unix) + "\n";
  }
  return out;
}

std::string describe_call(const VerifiedCall& call, std::string_view language, std::uint64_t now_unix) {
  const auto& terms = call.terms();
  const auto index = terms.text_index(language);
  const auto& text = terms.texts[index];
  std::string out = shown(text.title) + "\n\nstatus       " + status_text(call, now_unix) + "\nreward       " +
                    reward_text(terms.reward) + "\nsought       " + std::string(aim_text(terms.aim)) +
                    "\nlegal basis  " + shown(text.basis) + "\n             " + terms.basis_link +
                    "\ntaken by     " + posts_text(terms) + "\n\n" + shown(text.text) + "\n";
  for (const auto& person : terms.persons) out += person_text(person, index);
  return out + news_text(call, language);
}

}  // namespace tipstaff::source
