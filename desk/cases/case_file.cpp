#include "desk/cases/case_file.h"

#include <algorithm>
#include <map>

#include "desk/cases/case_audit.h"
#include "desk/cases/cases.h"
#include "desk/cases/hints.h"
#include "desk/cases/hypotheses.h"
#include "desk/cases/suspects.h"
#include "desk/vault/audit.h"
#include "tipstaff/crypto/hash.h"

namespace tipstaff::desk {
namespace {

using casework::CaseFile;

Result<void> gather_post(Vault& vault, CaseFile& out) {
  TIP_TRY(const auto identity, vault.identity());
  out.post = identity.record.name;
  out.post_key = to_hex(identity.sign_key.verify_key().view());
  return {};
}

Result<void> gather_head(Vault& vault, std::int64_t number, CaseFile& out) {
  TIP_TRY(const auto info, find_case(vault, number));
  out.number = number;
  out.name = info.name;
  out.conversations = info.conversations;
  auto opened = vault.db().prepare("SELECT opened_at FROM cases WHERE id = ?");
  TIP_TRY(const bool row, opened.bind(number).step());
  if (!row) return fail(Errc::not_found, "case");
  out.opened_at = static_cast<std::uint64_t>(opened.integer(0));
  TIP_TRY(const auto all, list_cases(vault));
  for (const auto& one : all)
    if (one.merged_into == number) out.merged.push_back(one.id);
  return {};
}

Result<std::map<std::int64_t, std::uint64_t>> ticks_of(Vault& vault, std::int64_t conversation) {
  auto query = vault.db().prepare("SELECT id, tick FROM messages WHERE conversation = ?");
  query.bind(conversation);
  std::map<std::int64_t, std::uint64_t> out;
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    out[query.integer(0)] = static_cast<std::uint64_t>(query.integer(1));
  }
}

casework::LogProof proof_of(Receipt receipt) {
  switch (receipt) {
    case Receipt::verified: return casework::LogProof::verified;
    case Receipt::mismatch: return casework::LogProof::mismatch;
    case Receipt::unknown: return casework::LogProof::unknown;
    default: return casework::LogProof::none;
  }
}

Result<std::vector<casework::CaseAttachment>> attachments_of(Vault& vault, const MessageInfo& message) {
  std::vector<casework::CaseAttachment> out;
  for (const auto& info : message.files) {
    TIP_TRY(const auto file, read_file_bytes(vault, info.id));
    out.push_back({info.id, info.name, info.type, info.size, crypto::sha256(file.bytes), {}});
  }
  return out;
}

// take_named puts what a text names where the text is: in the message, or in its file.
void take_named(const Observed& text, casework::CaseMessage& out) {
  if (text.file == 0) out.observables = text.observables;
  for (auto& file : out.attachments)
    if (file.id == text.file) file.observables.insert(file.observables.end(), text.observables.begin(), text.observables.end());
}

Result<void> gather_messages(Vault& vault, const casework::Scanner& scanner, std::int64_t conversation, CaseFile& out) {
  TIP_TRY(const auto messages, list_messages(vault, conversation));
  TIP_TRY(auto ticks, ticks_of(vault, conversation));
  TIP_TRY(const auto observed, observe(vault, scanner, conversation));
  for (const auto& message : messages) {
    if (message.outgoing) continue;
    casework::CaseMessage one;
    one.id = message.id;
    one.conversation = conversation;
    one.at = message.at;
    one.tick = ticks[message.id];
    one.leaf = message.leaf;
    one.proof = proof_of(message.receipt);
    one.text = as_text(message.text);
    one.sha256 = crypto::sha256(message.text);
    TIP_TRY(one.attachments, attachments_of(vault, message));
    for (const auto& text : observed)
      if (text.message == message.id) take_named(text, one);
    out.messages.push_back(std::move(one));
  }
  return {};
}

Result<void> gather_statements(Vault& vault, CaseFile& out) {
  TIP_TRY(const auto statements, list_statements(vault, out.number));
  for (const auto& one : statements)
    out.statements.push_back({one.id, one.text, one.reliability, one.credibility, one.message, one.offset, one.length, one.at});
  return {};
}

Result<void> gather_suspects(Vault& vault, CaseFile& out) {
  TIP_TRY(const auto suspects, list_suspects(vault, out.number));
  for (const auto& one : suspects) {
    casework::CaseSuspect suspect{one.id, one.name, one.aliases, {}, one.places, one.times, one.note, one.statements};
    for (const auto& account : one.accounts) suspect.accounts.push_back({account.type, account.value});
    out.suspects.push_back(std::move(suspect));
  }
  return {};
}

int fit_of(Mark mark) { return 2 - static_cast<int>(mark); }

Result<void> gather_hypotheses(Vault& vault, CaseFile& out) {
  TIP_TRY(const auto table, hypothesis_table(vault, out.number));
  for (const auto& one : table.hypotheses) out.hypotheses.push_back({one.id, one.text, one.score});
  for (const auto& row : table.evidence)
    for (const auto& [hypothesis, mark] : row.marks) out.marks.push_back({row.statement.id, hypothesis, fit_of(mark)});
  return {};
}

std::string zone_text(int hours) { return std::string("UTC") + (hours < 0 ? "" : "+") + std::to_string(hours); }

casework::CaseHint hint_of(const CaseHint& one) {
  const auto& hint = one.hint;
  casework::CaseHint out;
  out.place = hint.band ? zone_text(hint.band->from) + " to " + zone_text(hint.band->to) : hint.place;
  if (!hint.band && hint.country[0] != '\0') out.place += " (" + casework::country_text(hint.country) + ")";
  out.has_point = hint.point.has_value();
  if (hint.point) out.lat = hint.point->lat, out.lon = hint.point->lon;
  out.radius_m = hint.radius_m;
  out.method = std::string(casework::score_words(hint.score)) + ": " + std::string(hint.method) + ", reliability " + std::string(1, hint.reliability);
  out.caveat = casework::caveat_text(hint.caveat);
  out.message = one.message;
  return out;
}

Result<void> gather_hints(Vault& vault, const casework::Locator& locator, CaseFile& out) {
  TIP_TRY(const auto found, hints_of_case(vault, locator, out.number));
  for (const auto& one : found.hints) out.hints.push_back(hint_of(one));
  return {};
}

bool is_of_case(const CaseFile& file, std::int64_t number) {
  return number == file.number || std::ranges::find(file.merged, number) != file.merged.end();
}

// A line names its case first, a merge two; a case's opening has its name alone.
bool is_about(const CaseFile& file, const AuditLine& line) {
  if (line.action == "open case") return line.at == file.opened_at && line.detail == file.name;
  const auto numbers = numbers_of(line.detail);
  if (numbers.empty()) return false;
  if (line.action == "merge" && numbers.size() > 1 && is_of_case(file, numbers[1])) return true;
  return names_case(line.action) && is_of_case(file, numbers[0]);
}

Result<void> gather_custody(Vault& vault, CaseFile& out) {
  TIP_TRY(const auto lines, read_audit(vault));
  for (const auto& line : lines)
    if (is_about(out, line)) out.custody.push_back({line.id, line.at, line.action, line.detail, line.who});
  out.audit_lines = static_cast<std::int64_t>(lines.size());
  if (!lines.empty()) out.audit_head = lines.back().hash;
  return {};
}

}  // namespace

Result<CaseFile> gather_case(Vault& vault, const casework::Scanner& scanner, const casework::Locator* locator, std::int64_t number) {
  CaseFile out;
  TIP_CHECK(gather_head(vault, number, out));
  TIP_CHECK(gather_post(vault, out));
  for (const auto conversation : out.conversations) TIP_CHECK(gather_messages(vault, scanner, conversation, out));
  TIP_CHECK(gather_statements(vault, out));
  TIP_CHECK(gather_suspects(vault, out));
  TIP_CHECK(gather_hypotheses(vault, out));
  if (locator != nullptr) TIP_CHECK(gather_hints(vault, *locator, out));
  TIP_CHECK(gather_custody(vault, out));
  return out;
}

}  // namespace tipstaff::desk
