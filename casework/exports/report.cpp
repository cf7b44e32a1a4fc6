#include "casework/exports/report.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "casework/exports/defang_text.h"
#include "casework/exports/json_text.h"
#include "casework/exports/stamps.h"
#include "casework/observables/refang.h"

namespace tipstaff::casework {
namespace {

// A page holds about 50 lines; a quotation is an excerpt, its exhibit the whole.
constexpr std::size_t kQuoteBytesMax = 4000;

// More than this nobody reads on paper.
constexpr std::size_t kHintsMax = 200;

std::string number(std::int64_t value) { return std::to_string(value); }
std::string size_text(std::uint64_t value) { return std::to_string(value); }
std::string time_text(std::uint64_t at) { return at == 0 ? "-" : write_utc(static_cast<std::int64_t>(at) * 1000) + " UTC"; }

std::string counted(std::size_t count, const std::string& noun) { return std::to_string(count) + " " + noun + (count == 1 ? "" : "s"); }

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const auto& one : words) out += (out.empty() ? "" : "; ") + one;
  return out;
}

// cut_to keeps whole characters.
std::string cut_to(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  return std::string(text.substr(0, most)) + " [...]";
}

class Report {
 public:
  Report(const CaseFile& file, const Scanner& scanner) : file_(file), scanner_(scanner) {}

  Document write() {
    out_.title = safe(file_.name);
    out_.marking = tlp_name(file_.tlp);
    out_.made_at = changed_at(file_);
    summary();
    suspects();
    statements();
    hypotheses();
    observables();
    hints();
    merges();
    exhibits();
    log_positions();
    custody();
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string safe(std::string_view text) const { return defang_text(scanner_, text); }
  void add(BlockKind kind, std::string text) { out_.blocks.push_back({kind, std::move(text), {}, {}}); }
  void heading(std::string text) { add(BlockKind::heading, std::move(text)); }
  void text(std::string words) { add(BlockKind::text, std::move(words)); }
  void field(std::string_view name, const std::string& value) {
    if (!value.empty()) text(std::string(name) + ": " + value);
  }
  void table(std::vector<unsigned> shares, std::vector<std::vector<std::string>> rows) {
    out_.blocks.push_back({BlockKind::table, {}, std::move(rows), std::move(shares)});
  }

  void summary();
  void suspects();
  void suspect(const CaseSuspect& one);
  void statements();
  void statement(const CaseStatement& one);
  void hypotheses();
  void observables();
  void hints();
  void merges();
  void exhibits();
  void log_positions();
  void custody();

  const CaseFile& file_;
  const Scanner& scanner_;
  Document out_;
};

void Report::summary() {
  add(BlockKind::title, out_.title);
  text(out_.marking + ". Case " + number(file_.number) + " of " + safe(file_.post) + ", opened " + time_text(file_.opened_at) + ".");
  std::uint64_t first = 0, last = 0;
  for (const auto& one : file_.messages) {
    first = first == 0 ? one.at : std::min(first, one.at);
    last = std::max(last, one.at);
  }
  auto words = counted(file_.messages.size(), "message") + " from " + counted(file_.conversations.size(), "source");
  if (!file_.messages.empty()) words += ", received from " + time_text(first) + " to " + time_text(last);
  words += "; " + counted(file_.statements.size(), "statement") + "; " + counted(file_.suspects.size(), "suspect") + ".";
  text(words);
  add(BlockKind::caveat, "The sources are unknown to this office. What they say was not tested by the machine that wrote this report, and nobody is"
                         " guilty of anything because it stands here. Addresses are written so that they cannot be followed.");
}

void Report::suspects() {
  heading("Suspects");
  if (file_.suspects.empty()) text("None was entered.");
  for (const auto& one : file_.suspects) suspect(one);
}

void Report::suspect(const CaseSuspect& one) {
  add(BlockKind::subheading, "Suspect " + number(one.id) + ": " + safe(one.name));
  field("Also called", safe(joined(one.aliases)));
  std::vector<std::string> accounts, statements;
  for (const auto& account : one.accounts) accounts.push_back(std::string(type_name(account.type)) + " " + defang(account.value));
  for (const auto id : one.statements) statements.push_back(number(id));
  field("Accounts", joined(accounts));
  field("Places", safe(joined(one.places)));
  field("Times", safe(joined(one.times)));
  field("Note", safe(one.note));
  text(statements.empty() ? std::string("No statement is given for this.") : "Rests on statement " + joined(statements) + ".");
}

void Report::statements() {
  heading("Statements");
  if (file_.statements.empty()) text("None was entered.");
  for (const auto& one : file_.statements) statement(one);
}

void Report::statement(const CaseStatement& one) {
  add(BlockKind::subheading, "Statement " + number(one.id) + ", " + std::string{one.reliability, one.credibility} + ": source " +
                                 std::string(reliability_words(one.reliability)) + ", information " + std::string(credibility_words(one.credibility)));
  text(safe(one.text));
  const auto quote = quote_of(file_, one);
  if (quote.empty()) return text("The message that it rests on was erased.");
  add(BlockKind::quote, safe(cut_to(quote, kQuoteBytesMax)));
  text("Message " + number(one.message) + ", bytes " + size_text(one.offset) + " to " + size_text(one.offset + one.length) + ". Entered " + time_text(one.at) + ".");
}

void Report::hypotheses() {
  if (file_.hypotheses.empty()) return;
  constexpr std::array<std::string_view, 5> kFits = {"II", "I", "N", "C", "CC"};
  heading("Hypotheses");
  for (const auto& one : file_.hypotheses)
    text("H" + number(one.id) + ": " + safe(one.text) + " (against it: " + write_degrees(std::round(one.against * 100) / 100) + ")");
  std::vector<std::vector<std::string>> rows = {{"statement"}};
  for (const auto& one : file_.hypotheses) rows[0].push_back("H" + number(one.id));
  for (const auto& statement : file_.statements) {
    std::vector<std::string> row = {number(statement.id) + ": " + safe(cut_to(statement.text, 200))};
    for (const auto& hypothesis : file_.hypotheses) {
      const auto found = std::ranges::find_if(file_.marks, [&](const CaseMark& mark) {
        return mark.statement == statement.id && mark.hypothesis == hypothesis.id && mark.fit >= -2 && mark.fit <= 2;
      });
      row.emplace_back(found == file_.marks.end() ? "" : kFits[static_cast<std::size_t>(found->fit + 2)]);
    }
    rows.push_back(std::move(row));
  }
  const auto each = static_cast<unsigned>(40 / file_.hypotheses.size());
  std::vector<unsigned> shares(rows[0].size(), std::max(each, 1U));
  shares[0] = 60;
  table(shares, std::move(rows));
  add(BlockKind::caveat, "CC fits well, C fits, N says nothing, I speaks against it, II cannot be if it is true. The hypothesis that least speaks against"
                         " stands best; that is not proof of it.");
}

void Report::observables() {
  struct Named {
    std::set<std::int64_t> messages;
    std::string note;
  };
  std::map<std::pair<std::string_view, std::string>, Named> all;
  for (const auto& message : file_.messages)
    for (const auto* one : all_named(message)) {
      auto& named = all[{type_name(one->type), one->value}];
      named.messages.insert(message.id);
      named.note = std::string(one->warning.empty() ? one->benign : one->warning);
    }
  heading("What the messages name");
  if (all.empty()) return text("Nothing was found in the texts.");
  std::vector<std::vector<std::string>> rows = {{"kind", "value", "messages", "note"}};
  for (const auto& [thing, named] : all) {
    std::string messages;
    for (const auto id : named.messages) messages += (messages.empty() ? "" : ", ") + number(id);
    rows.push_back({std::string(thing.first), defang(thing.second), messages, named.note});
  }
  table({14, 50, 12, 24}, std::move(rows));
}

void Report::hints() {
  if (file_.hints.empty()) return;
  heading("Hints about places");
  add(BlockKind::caveat, "A hint is a place that something points to. It is never where anybody is or was. Hints that contradict each other are all shown.");
  std::vector<std::vector<std::string>> rows = {{"place", "within", "how", "what speaks against it", "message"}};
  for (const auto& one : file_.hints) {
    if (rows.size() > kHintsMax) break;
    rows.push_back({safe(one.place), one.has_point ? write_degrees(std::round(one.radius_m / 100) / 10) + " km" : "", safe(one.method), one.caveat,
                    one.message == 0 ? std::string() : number(one.message)});
  }
  table({24, 12, 22, 32, 10}, std::move(rows));
  if (file_.hints.size() > kHintsMax) text(counted(file_.hints.size() - kHintsMax, "hint") + " more are at the desk.");
}

void Report::merges() {
  std::vector<std::vector<std::string>> rows = {{"line", "time", "who", "what", "cases"}};
  for (const auto& one : file_.custody)
    if (one.action == "merge" || one.action == "unmerge") rows.push_back({number(one.line), time_text(one.at), safe(who_did(one)), one.action, one.detail});
  if (rows.size() == 1) return;
  heading("Merged cases");
  table({8, 22, 20, 15, 35}, std::move(rows));
}

void Report::exhibits() {
  heading("Exhibits");
  if (file_.messages.empty()) return text("None.");
  text("Texts and attachments are named by the SHA-256 of their bytes as they were sent.");
  std::vector<std::vector<std::string>> rows = {{"exhibit", "received", "bytes", "SHA-256"}};
  for (const auto& message : file_.messages) {
    rows.push_back({"message " + number(message.id) + " of source " + number(message.conversation), time_text(message.at), size_text(message.text.size()),
                    to_hex(message.sha256.view())});
    for (const auto& one : message.attachments)
      rows.push_back({"file " + number(one.id) + " of message " + number(message.id) + ": " + safe(one.name), time_text(message.at), size_text(one.size),
                      to_hex(one.sha256.view())});
  }
  table({32, 20, 10, 38}, std::move(rows));
}

void Report::log_positions() {
  std::vector<std::vector<std::string>> rows = {{"message", "tick", "leaf", "published"}};
  std::size_t others = 0;
  for (const auto& one : file_.messages) {
    if (one.proof != LogProof::verified) ++others;
    else rows.push_back({number(one.id), size_text(one.tick), size_text(one.leaf), time_text(one.at)});
  }
  heading("Positions in the relay's log");
  if (rows.size() > 1) {
    text("The entries of these messages stand in the public log of the relay" + (file_.programme.empty() ? std::string() : " " + safe(file_.programme)) +
         " and were checked: the message existed before that tick was published.");
    table({20, 25, 25, 30}, std::move(rows));
  }
  if (others > 0) text(counted(others, "message") + " without a checked entry: the source asked for none, or the relay did not show it.");
}

void Report::custody() {
  heading("Chain of custody");
  std::vector<std::vector<std::string>> rows = {{"line", "time", "who", "what", "detail"}};
  for (const auto& one : file_.custody) rows.push_back({number(one.line), time_text(one.at), safe(who_did(one)), one.action, safe(one.detail)});
  if (rows.size() > 1) table({8, 20, 16, 16, 40}, std::move(rows));
  text("A line without a name was written before this desk had officers, or by the desk itself.");
  text("Each line is chained to the one before by SHA-256; the chain was checked when this was written. It has " +
       counted(static_cast<std::size_t>(file_.audit_lines), "line") + ". Its head: " + to_hex(file_.audit_head.view()));
  text("The post's signing key, in the programme's roster: " + file_.post_key);
}

}  // namespace

std::string_view reliability_words(char reliability) {
  constexpr std::array<std::string_view, 6> kWords = {"completely reliable", "usually reliable", "fairly reliable",
                                                      "not usually reliable", "unreliable", "not to be judged"};
  return reliability >= 'A' && reliability <= 'F' ? kWords[static_cast<std::size_t>(reliability - 'A')] : "";
}

std::string_view credibility_words(char credibility) {
  constexpr std::array<std::string_view, 6> kWords = {"confirmed", "probably true", "possibly true", "doubtful", "improbable", "not to be judged"};
  return credibility >= '1' && credibility <= '6' ? kWords[static_cast<std::size_t>(credibility - '1')] : "";
}

Document report_of(const CaseFile& file, const Scanner& scanner) { return Report(file, scanner).write(); }

}  // namespace tipstaff::casework
