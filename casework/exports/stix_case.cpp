#include "casework/exports/stix_case.h"

#include <algorithm>
#include <array>
#include <map>

#include "casework/exports/stamps.h"
#include "casework/exports/stix_things.h"

namespace tipstaff::casework {
namespace {

std::int64_t ms_of(std::uint64_t seconds) { return static_cast<std::int64_t>(seconds) * 1000; }
StixTimes at(std::uint64_t seconds) { return {ms_of(seconds), ms_of(seconds)}; }

// CaseBundle builds one bundle and remembers what was made of what.
class CaseBundle {
 public:
  explicit CaseBundle(const CaseFile& file) : file_(file), bundle_(file.post_key + "/" + std::to_string(file.number)) {}

  std::string write() {
    add_marking();
    add_post();
    add_extension(bundle_);
    for (const auto& one : file_.messages) add_message(one);
    for (const auto& one : file_.statements) add_statement(one);
    for (const auto& one : file_.suspects) add_suspect(one);
    for (const auto& one : file_.hypotheses) add_hypothesis(one);
    for (const auto& one : file_.marks) add_opinion(one);
    for (const auto& one : file_.hints) add_hint(one);
    add_custody();
    add_report();
    return bundle_.write();
  }

 private:
  void add_marking();
  void add_post();
  std::string add_text(const CaseMessage& message);
  std::string add_attachment(const CaseAttachment& one);
  void add_message(const CaseMessage& message);
  void add_statement(const CaseStatement& one);
  void add_suspect(const CaseSuspect& one);
  void add_hypothesis(const CaseHypothesis& one);
  void add_opinion(const CaseMark& one);
  void add_hint(const CaseHint& one);
  void add_custody();
  void add_report();
  [[nodiscard]] StixTimes whole_time() const { return {ms_of(file_.opened_at), ms_of(changed_at(file_))}; }

  const CaseFile& file_;
  StixBundle bundle_;
  std::map<std::int64_t, std::string> observed_;    // by message
  std::map<std::int64_t, std::string> notes_;       // by statement
  std::map<std::int64_t, std::string> hypotheses_;
};

// The markings of the standard (STIX 2.1, 7.2.1.4), whose ids and times are given there.
void CaseBundle::add_marking() {
  struct Marking {
    std::string_view id, name, word;
  };
  constexpr std::array<Marking, 4> kMarkings = {
      Marking{"marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9", "TLP:WHITE", "white"},
      Marking{"marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da", "TLP:GREEN", "green"},
      Marking{"marking-definition--f88d31f6-486f-44da-b317-01333bde0b82", "TLP:AMBER", "amber"},
      Marking{"marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed", "TLP:RED", "red"}};
  const auto& one = kMarkings[static_cast<std::size_t>(file_.tlp)];
  JsonObject object;
  object.text("type", "marking-definition").text("spec_version", "2.1").text("id", one.id).text("name", one.name);
  object.text("created", "2017-01-20T00:00:00.000Z").text("definition_type", "tlp").raw("definition", JsonObject().text("tlp", one.word).write());
  bundle_.add_whole(std::string(one.id), object);
  bundle_.marked_as(std::string(one.id));
}

void CaseBundle::add_post() {
  const auto id = bundle_.add_domain("identity", "post", JsonObject().text("name", file_.post).text("identity_class", "organization"), at(file_.opened_at));
  bundle_.created_by(id);
}

// The text itself stays at the desk; its hash says which one it was.
std::string CaseBundle::add_text(const CaseMessage& message) {
  const auto hashes = JsonObject().text("SHA-256", to_hex(message.sha256.view())).write();
  return bundle_.add_observable("file", JsonObject().raw("hashes", hashes),
                                JsonObject().text("mime_type", "text/plain").number("size", static_cast<std::int64_t>(message.text.size())));
}

std::string CaseBundle::add_attachment(const CaseAttachment& one) {
  const auto hashes = JsonObject().text("SHA-256", to_hex(one.sha256.view())).write();
  JsonObject more;
  more.number("size", static_cast<std::int64_t>(one.size));
  if (!one.type.empty()) more.text("mime_type", one.type);
  return bundle_.add_observable("file", JsonObject().raw("hashes", hashes).text("name", one.name), more);
}

void CaseBundle::add_message(const CaseMessage& message) {
  std::vector<std::string> refs = {add_text(message)};
  std::vector<std::string> others;
  for (const auto& one : message.attachments) refs.push_back(add_attachment(one));
  for (const auto* one : all_named(message)) {
    const auto thing = add_thing(bundle_, one->type, one->value, at(file_.opened_at));
    auto& list = thing.is_observable ? refs : others;
    if (std::ranges::find(list, thing.id) == list.end()) list.push_back(thing.id);
  }
  JsonObject observed;
  observed.texts("object_refs", refs).number("number_observed", 1);
  observed.text("first_observed", write_stamp(ms_of(message.at))).text("last_observed", write_stamp(ms_of(message.at)));
  const auto id = bundle_.add_domain("observed-data", std::to_string(message.id), observed, at(message.at));
  observed_[message.id] = id;
  for (const auto& other : others) bundle_.relate("related-to", id, other, at(message.at));
}

void CaseBundle::add_statement(const CaseStatement& one) {
  const std::string code{one.reliability, one.credibility};
  const auto quote = quote_of(file_, one);
  const auto observed = observed_.find(one.message);
  JsonObject note;
  note.text("abstract", "Statement " + std::to_string(one.id) + ", Admiralty code " + code);
  note.text("content", one.text + (quote.empty() ? "\n\nThe message was erased." : "\n\nThe source wrote: \"" + std::string(quote) + "\""));
  note.texts("labels", std::array{"admiralty-code:" + code});
  if (const int confidence = confidence_of(one.credibility); confidence > 0) note.number("confidence", confidence);
  note.texts("object_refs", std::array{observed == observed_.end() ? bundle_.domain_id("report", "case") : observed->second});
  notes_[one.id] = bundle_.add_domain("note", "statement " + std::to_string(one.id), note, at(one.at));
}

void CaseBundle::add_suspect(const CaseSuspect& one) {
  JsonObject actor;
  actor.text("name", one.name).texts("aliases", one.aliases).texts("threat_actor_types", std::array{std::string("unknown")});
  actor.text("description", "A suspect of this case. Nothing is proven." + (one.note.empty() ? std::string() : "\n\n" + one.note));
  const auto id = bundle_.add_domain("threat-actor", "suspect " + std::to_string(one.id), actor, whole_time());
  for (const auto& account : one.accounts)
    bundle_.relate("related-to", id, add_thing(bundle_, account.type, account.value, whole_time()).id, whole_time());
  for (const auto statement : one.statements)
    if (const auto note = notes_.find(statement); note != notes_.end())
      bundle_.relate("related-to", id, note->second, whole_time(), JsonObject().text("description", "rests on this statement"));
}

// The standard has no hypothesis: a note about the report, and opinions about both.
void CaseBundle::add_hypothesis(const CaseHypothesis& one) {
  JsonObject note;
  note.text("abstract", "Hypothesis " + std::to_string(one.id)).text("content", one.text).texts("labels", std::array{std::string("hypothesis")});
  note.texts("object_refs", std::array{bundle_.domain_id("report", "case")});
  hypotheses_[one.id] = bundle_.add_domain("note", "hypothesis " + std::to_string(one.id), note, whole_time());
}

void CaseBundle::add_opinion(const CaseMark& one) {
  constexpr std::array<std::string_view, 5> kWords = {"strongly-disagree", "disagree", "neutral", "agree", "strongly-agree"};
  const auto hypothesis = hypotheses_.find(one.hypothesis);
  const auto note = notes_.find(one.statement);
  if (hypothesis == hypotheses_.end() || note == notes_.end() || one.fit < -2 || one.fit > 2) return;
  JsonObject opinion;
  opinion.text("opinion", kWords[static_cast<std::size_t>(one.fit + 2)]).texts("object_refs", std::array{hypothesis->second});
  opinion.text("explanation", "How statement " + std::to_string(one.statement) + " goes with hypothesis " + std::to_string(one.hypothesis) + ".");
  const auto id = bundle_.add_domain("opinion", std::to_string(one.statement) + " on " + std::to_string(one.hypothesis), opinion, whole_time());
  bundle_.relate("related-to", id, note->second, whole_time());
}

// A band of time zones is no location of the standard.
void CaseBundle::add_hint(const CaseHint& one) {
  if (!one.has_point) return;
  JsonObject place;
  place.text("name", one.place).degrees("latitude", one.lat).degrees("longitude", one.lon).degrees("precision", one.radius_m);
  place.text("description", one.method + ". " + one.caveat);
  const auto key = JsonObject().text("place", one.place).text("method", one.method).degrees("lat", one.lat).degrees("lon", one.lon)
                       .number("message", one.message).write();
  const auto id = bundle_.add_domain("location", key, place, whole_time());
  if (const auto observed = observed_.find(one.message); observed != observed_.end())
    bundle_.relate("related-to", observed->second, id, whole_time(), JsonObject().text("description", one.method));
}

// The standard has no chain of custody: a note about the report, a line for each step.
void CaseBundle::add_custody() {
  std::string content;
  for (const auto& one : file_.custody)
    if (!is_of_leaving(one))
      content += std::to_string(one.line) + "; " + write_stamp(ms_of(one.at)) + "; " + who_did(one) + "; " + one.action + "; " + one.detail + "\n";
  if (content.empty()) return;
  JsonObject note;
  note.text("abstract", "Chain of custody: line, time, who, what, detail").text("content", content);
  note.texts("labels", std::array{std::string("chain-of-custody")}).texts("object_refs", std::array{bundle_.domain_id("report", "case")});
  bundle_.add_domain("note", "custody", note, whole_time());
}

void CaseBundle::add_report() {
  std::vector<std::string> refs;
  for (const auto& id : bundle_.ids())
    if (!id.starts_with("marking-definition--")) refs.push_back(id);
  JsonObject report;
  report.text("name", file_.name).text("published", write_stamp(ms_of(changed_at(file_)))).texts("object_refs", refs);
  report.texts("report_types", std::array{std::string("observed-data")});
  report.text("description", "Case " + std::to_string(file_.number) + ". " + std::to_string(file_.messages.size()) + " messages, " +
                                 std::to_string(file_.statements.size()) + " statements.");
  bundle_.add_domain("report", "case", report, whole_time());
}

}  // namespace

int confidence_of(char credibility) {
  return credibility >= '1' && credibility <= '5' ? 90 - 20 * (credibility - '1') : 0;
}

std::string write_case_stix(const CaseFile& file) { return CaseBundle(file).write(); }

}  // namespace tipstaff::casework
