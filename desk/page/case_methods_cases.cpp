// Methods about cases: what is in them, what changes them, what may belong to them.

#include <algorithm>
#include <boost/json.hpp>

#include "desk/cases/case_audit.h"
#include "desk/cases/pieces.h"
#include "desk/page/case_json.h"
#include "desk/page/case_methods.h"
#include "desk/page/json.h"
#include "desk/vault/audit.h"
#include "platform/text.h"
#include "tipstaff/crypto/hash.h"

namespace tipstaff::desk {
namespace {

namespace json = boost::json;

constexpr std::size_t kSuggestionsMax = 100;
constexpr std::size_t kAuditLinesMax = 500;

std::string shown_line(std::string_view text) { return platform::display_line(as_bytes(text)); }

json::object line_json(const AuditLine& line) {
  return {{"id", line.id}, {"at", line.at}, {"who", shown_line(line.who)}, {"action", shown_line(line.action)}, {"detail", shown_line(line.detail)}};
}

// about_case says whether a line of the audit is about a case: it names it, or undoes a merge
// into it.
bool about_case(const AuditLine& line, std::int64_t id, const std::vector<std::int64_t>& merged) {
  const auto numbers = numbers_of(line.detail);
  if (!names_case(line.action) || numbers.empty()) return false;
  if (numbers[0] == id) return true;
  if (line.action == "merge") return numbers.size() > 1 && numbers[1] == id;
  return line.action == "unmerge" && std::ranges::find(merged, numbers[0]) != merged.end();
}

// took_in lists the cases that ever were merged into a case, by the audit.
std::vector<std::int64_t> took_in(const std::vector<AuditLine>& lines, std::int64_t id) {
  std::vector<std::int64_t> out;
  for (const auto& line : lines)
    if (const auto numbers = numbers_of(line.detail); line.action == "merge" && numbers.size() > 1 && numbers[1] == id) out.push_back(numbers[0]);
  return out;
}

Result<json::array> log_json(Vault& vault, std::int64_t id) {
  TIP_TRY(const auto lines, read_audit(vault));
  const auto merged = took_in(lines, id);
  json::array out;
  for (auto line = lines.rbegin(); line != lines.rend() && out.size() < kAuditLinesMax; ++line)
    if (about_case(*line, id, merged)) out.emplace_back(line_json(*line));
  return out;
}

CaseReply statement_json(CaseDesk& desk, const Statement& one) {
  json::object out{{"id", one.id}, {"text", defanged_text(desk.scanner, one.text)}, {"code", std::string{one.reliability, one.credibility}},
                   {"message", one.message}, {"begin", one.offset}, {"length", one.length}, {"at", one.at}, {"quote", nullptr}};
  if (one.message == 0) return out;
  auto query = desk.vault.db().prepare("SELECT conversation, body FROM messages WHERE id = ?");
  TIP_TRY(const bool row, query.bind(one.message).step());
  if (!row) return out;
  out["conversation"] = query.integer(0);
  const auto body = as_text(query.blob(1));
  if (one.offset <= body.size()) out["quote"] = defanged_text(desk.scanner, body.substr(one.offset, one.length));
  return out;
}

Result<json::array> statements_json(CaseDesk& desk, std::int64_t id) {
  TIP_TRY(const auto all, list_statements(desk.vault, id));
  json::array out;
  for (const auto& one : all) {
    TIP_TRY(auto object, statement_json(desk, one));
    out.emplace_back(std::move(object));
  }
  return out;
}

std::string hash_of(ByteView bytes) { return to_hex(crypto::sha256(bytes).view()); }

// exhibits_json lists texts and files with their SHA-256, as a court would ask for them.
Result<void> add_exhibits(Vault& vault, std::int64_t conversation, json::array& out) {
  TIP_TRY(const auto messages, list_messages(vault, conversation));
  for (const auto& message : messages) {
    if (message.outgoing) continue;
    const auto add = [&](const char* kind, std::int64_t id, std::string_view name, std::string_view type, ByteView bytes) {
      out.emplace_back(json::object{{"kind", kind}, {"id", id}, {"conversation", conversation}, {"at", message.at}, {"name", shown_line(name)},
                                    {"type", type}, {"size", bytes.size()}, {"sha256", hash_of(bytes)},
                                    {"leaf", message.receipt == Receipt::verified ? json::value(message.leaf) : json::value(nullptr)}});
    };
    add("text", message.id, "", "text/plain", message.text);
    for (const auto& info : message.files) {
      TIP_TRY(const auto file, read_file_bytes(vault, info.id));
      add("file", info.id, info.name, info.type, file.bytes);
    }
  }
  return {};
}

json::object brief_case(const CaseInfo& info) {
  return {{"id", info.id}, {"name", shown_line(info.name)}, {"merged_into", info.merged_into}};
}

// own_ids are the conversations that a case holds itself, without those of merged ones.
Result<std::vector<std::int64_t>> own_ids(Vault& vault, std::int64_t id) {
  return ids_of(std::move(vault.db().prepare("SELECT conversation FROM case_tips WHERE case_id = ? ORDER BY 1").bind(id)));
}

Result<json::array> conversations_json(CaseDesk& desk, const CaseInfo& info) {
  TIP_TRY(const auto own, own_ids(desk.vault, info.id));
  json::array out;
  for (const auto id : info.conversations) {
    TIP_TRY(const auto conversation, find_conversation(desk.vault, id));
    auto object = brief_json(conversation, desk.scanner);
    object["own"] = std::ranges::binary_search(own, id);
    out.emplace_back(std::move(object));
  }
  return out;
}

Result<json::object> end_json(CaseDesk& desk, const CaseNames& names, std::int64_t id) {
  TIP_TRY(const auto info, find_conversation(desk.vault, id));
  auto out = brief_json(info, desk.scanner);
  out["cases"] = names.list({id});
  return out;
}

CaseReply suggestion_json(CaseDesk& desk, const CaseNames& names, const casework::Suggestion& one) {
  json::array reasons;
  for (const auto& reason : one.reasons) {
    casework::Observable thing;
    thing.type = reason.type;
    thing.value = reason.value;
    const auto type = reason.type == casework::Type::count_ ? std::string_view() : casework::type_name(reason.type);
    reasons.emplace_back(json::object{{"kind", casework::reason_name(reason.kind)}, {"type", type}, {"value", shown_value(thing, Values::defanged)},
                                      {"strength", reason.strength}, {"tips", reason.tips}});
  }
  TIP_TRY(auto a, end_json(desk, names, one.a));
  TIP_TRY(auto b, end_json(desk, names, one.b));
  return json::object{{"a", std::move(a)}, {"b", std::move(b)}, {"score", one.score}, {"reasons", std::move(reasons)}};
}

// touching keeps what has an end in a case.
Result<void> touching(Vault& vault, std::int64_t id, std::vector<casework::Suggestion>& all) {
  TIP_TRY(const auto info, find_case(vault, id));
  const auto inside = [&](std::int64_t one) { return std::ranges::find(info.conversations, one) != info.conversations.end(); };
  std::erase_if(all, [&](const auto& one) { return !inside(one.a) && !inside(one.b); });
  return {};
}

Result<std::uint64_t> natural_field(const json::object& request, std::string_view name) {
  TIP_TRY(const auto number, number_field(request, name));
  if (number < 0) return fail(Errc::bad_value, "request field");
  return static_cast<std::uint64_t>(number);
}

}  // namespace

CaseReply cases(CaseDesk& desk, const json::object&) {
  TIP_TRY(const auto all, list_cases(desk.vault));
  json::array list;
  for (const auto& info : all) {
    TIP_TRY(const auto statements, list_statements(desk.vault, info.id));
    auto one = brief_case(info);
    one["conversations"] = info.conversations.size();
    one["statements"] = statements.size();
    list.emplace_back(std::move(one));
  }
  return json::object{{"cases", std::move(list)}};
}

CaseReply one_case(CaseDesk& desk, const json::object& request) {
  TIP_TRY(const auto id, number_field(request, "id"));
  TIP_TRY(const auto info, find_case(desk.vault, id));
  TIP_TRY(const auto all, list_cases(desk.vault));
  json::array merged, exhibits;
  for (const auto& one : all)
    if (one.merged_into == id) merged.emplace_back(brief_case(one));
  for (const auto conversation : info.conversations) TIP_CHECK(add_exhibits(desk.vault, conversation, exhibits));
  TIP_TRY(auto conversations, conversations_json(desk, info));
  TIP_TRY(auto statements, statements_json(desk, id));
  TIP_TRY(auto log, log_json(desk.vault, id));
  return json::object{{"case", brief_case(info)}, {"conversations", std::move(conversations)}, {"statements", std::move(statements)},
                      {"merged", std::move(merged)}, {"log", std::move(log)}, {"exhibits", std::move(exhibits)}};
}

CaseReply case_open(CaseDesk& desk, const json::object& request) {
  TIP_TRY(const auto name, text_field(request, "name"));
  TIP_TRY(const auto id, open_case(desk.vault, name, desk.now()));
  return json::object{{"id", id}};
}

CaseReply case_link(CaseDesk& desk, const json::object& request) {
  TIP_TRY(const auto id, number_field(request, "case"));
  TIP_TRY(const auto conversation, number_field(request, "conversation"));
  return done(link_conversation(desk.vault, id, conversation, desk.now()));
}

CaseReply case_unlink(CaseDesk& desk, const json::object& request) {
  TIP_TRY(const auto id, number_field(request, "case"));
  TIP_TRY(const auto conversation, number_field(request, "conversation"));
  return done(unlink_conversation(desk.vault, id, conversation, desk.now()));
}

CaseReply case_merge(CaseDesk& desk, const json::object& request) {
  TIP_TRY(const auto from, number_field(request, "from"));
  TIP_TRY(const auto into, number_field(request, "into"));
  return done(merge_case(desk.vault, from, into, desk.now()));
}

CaseReply case_unmerge(CaseDesk& desk, const json::object& request) {
  TIP_TRY(const auto id, number_field(request, "case"));
  return done(unmerge_case(desk.vault, id, desk.now()));
}

CaseReply not_same(CaseDesk& desk, const json::object& request) {
  TIP_TRY(const auto a, number_field(request, "a"));
  TIP_TRY(const auto b, number_field(request, "b"));
  return done(deny(desk.vault, a, b, desk.now()));
}

CaseReply statement(CaseDesk& desk, const json::object& request) {
  TIP_TRY(const auto id, number_field(request, "case"));
  TIP_TRY(const auto code, text_field(request, "code"));
  if (code.size() != 2) return fail(Errc::bad_value, "Admiralty code: A to F, 1 to 6");
  Statement one;
  TIP_TRY(one.text, text_field(request, "text"));
  TIP_TRY(one.message, number_field(request, "message"));
  TIP_TRY(one.offset, natural_field(request, "begin"));
  TIP_TRY(one.length, natural_field(request, "length"));
  one.reliability = code[0];
  one.credibility = code[1];
  TIP_TRY(const auto row, add_statement(desk.vault, id, one, desk.now()));
  return json::object{{"id", row}};
}

CaseReply suggest(CaseDesk& desk, const json::object& request) {
  TIP_TRY(auto looked, desk.suggestions.step(desk.vault, desk.scanner));
  if (const auto* far = std::get_if<LookProgress>(&looked)) return json::object{{"done", far->done}, {"of", far->of}};
  auto& all = std::get<Suggestions::Found>(looked);
  if (const auto id = number_field(request, "case")) TIP_CHECK(touching(desk.vault, *id, all));
  if (const auto tip = number_field(request, "tip")) std::erase_if(all, [&](const auto& one) { return one.a != *tip && one.b != *tip; });
  TIP_TRY(const auto names, CaseNames::read(desk.vault));
  json::array list;
  for (const auto& one : all) {
    if (list.size() == kSuggestionsMax) break;
    TIP_TRY(auto object, suggestion_json(desk, names, one));
    list.emplace_back(std::move(object));
  }
  return json::object{{"suggestions", std::move(list)}, {"all", all.size()}};
}

CaseReply audit_lines(CaseDesk& desk, const json::object&) {
  TIP_TRY(const auto lines, read_audit(desk.vault));
  json::array list;
  for (auto line = lines.rbegin(); line != lines.rend() && list.size() < kAuditLinesMax; ++line) list.emplace_back(line_json(*line));
  return json::object{{"lines", std::move(list)}, {"count", lines.size()}, {"head", lines.empty() ? "" : to_hex(lines.back().hash.view())}};
}

}  // namespace tipstaff::desk
