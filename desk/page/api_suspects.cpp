// The part of Api that is about suspects and hypotheses. A change carries the "edition"
// that was read; when the record is of another by now, the answer is 409 "stale".
//
//   suspects   {case} -> {"suspects": [{"id", "edition", "name", "aliases", "accounts": [{"type", "value"}],
//                         "places", "times", "note", "statements"}]}      values are defanged
//   suspect    {case, name, ...} or {id, edition, name, ...} or {id, edition, remove} -> {"id"}
//   hypotheses {case} -> {"hypotheses": [{"id", "edition", "text", "score"}],
//                         "evidence": [{"statement", "text", "code", "message", "begin", "length", "marks": {id: mark}}]}
//   hypothesis {case, text} or {id, edition, text} or {id, edition, remove} -> {"id"}
//   mark       {statement, hypothesis, mark, was?}    "was": the mark that was seen, "" for none

#include <boost/json.hpp>

#include "casework/observables/refang.h"
#include "desk/cases/hypotheses.h"
#include "desk/cases/pieces.h"
#include "desk/cases/suspects.h"
#include "desk/page/api.h"
#include "desk/page/json.h"

namespace tipstaff::desk {
namespace {

namespace json = boost::json;

json::array shown_list(const std::vector<std::string>& list) {
  json::array out;
  for (const auto& one : list) out.emplace_back(shown(one));
  return out;
}

json::object suspect_json(const Suspect& one) {
  json::array accounts, statements;
  for (const auto& account : one.accounts)
    accounts.emplace_back(json::object{{"type", casework::type_name(account.type)},
                                       {"value", casework::defang(shown(account.value))}});
  for (const auto id : one.statements) statements.emplace_back(id);
  return {{"id", one.id}, {"edition", one.edition}, {"name", shown(one.name)}, {"aliases", shown_list(one.aliases)},
          {"accounts", std::move(accounts)}, {"places", shown_list(one.places)}, {"times", shown_list(one.times)},
          {"note", shown(one.note)}, {"statements", std::move(statements)}};
}

json::object evidence_json(const Evidence& one, const casework::Scanner& scanner) {
  json::object marks;
  for (const auto& [hypothesis, mark] : one.marks) marks[std::to_string(hypothesis)] = mark_name(mark);
  const auto& statement = one.statement;
  return {{"statement", statement.id}, {"text", defanged_text(scanner, statement.text)},
          {"code", std::string{statement.reliability, statement.credibility}}, {"message", statement.message},
          {"begin", statement.offset}, {"length", statement.length}, {"marks", std::move(marks)}};
}

Result<std::vector<Account>> accounts_field(const json::object& request, const casework::Scanner& scanner) {
  std::vector<Account> out;
  const auto* value = request.if_contains("accounts");
  if (value == nullptr) return out;
  if (!value->is_array()) return fail(Errc::bad_value, "request field");
  for (const auto& one : value->as_array()) {
    if (!one.is_object()) return fail(Errc::bad_value, "request field");
    TIP_TRY(const auto type, text_field(one.as_object(), "type"));
    TIP_TRY(const auto written, text_field(one.as_object(), "value"));
    out.push_back(canonical_account(scanner, casework::parse_type(type), written));
  }
  return out;
}

// number_or_none is 0 when the field is missing: a new record.
Result<std::int64_t> number_or_none(const json::object& request, std::string_view name) {
  return request.contains(name) ? number_field(request, name) : Result<std::int64_t>(0);
}

Result<Suspect> suspect_of(const json::object& request, const casework::Scanner& scanner) {
  Suspect out;
  TIP_TRY(out.id, number_or_none(request, "id"));
  TIP_TRY(out.case_id, number_or_none(request, "case"));
  if (out.id != 0) { TIP_TRY(out.edition, number_field(request, "edition")); }
  TIP_TRY(out.name, text_field(request, "name"));
  TIP_TRY(out.aliases, texts_field(request, "aliases"));
  TIP_TRY(out.accounts, accounts_field(request, scanner));
  TIP_TRY(out.places, texts_field(request, "places"));
  TIP_TRY(out.times, texts_field(request, "times"));
  TIP_TRY(out.statements, numbers_field(request, "statements"));
  if (request.contains("note")) { TIP_TRY(out.note, text_field(request, "note")); }
  return out;
}

}  // namespace

Api::Reply Api::suspects(const Object& request) {
  TIP_TRY(const auto id, number_field(request, "case"));
  TIP_TRY(const auto all, desk_.with([&](Vault& vault) { return list_suspects(vault, id); }));
  json::array list;
  for (const auto& one : all) list.emplace_back(suspect_json(one));
  return Object{{"suspects", std::move(list)}};
}

Api::Reply Api::suspect(const Object& request) {
  const auto now = now_unix();
  if (flag_field(request, "remove")) {
    TIP_TRY(const auto id, number_field(request, "id"));
    TIP_TRY(const auto edition, number_field(request, "edition"));
    TIP_CHECK(desk_.with([&](Vault& vault) { return remove_suspect(vault, id, edition, now); }));
    return Object{{"id", id}};
  }
  TIP_TRY(const auto one, suspect_of(request, scanner_));
  TIP_TRY(const auto id, desk_.with([&](Vault& vault) { return save_suspect(vault, one, now); }));
  return Object{{"id", id}};
}

Api::Reply Api::hypotheses(const Object& request) {
  TIP_TRY(const auto id, number_field(request, "case"));
  TIP_TRY(const auto table, desk_.with([&](Vault& vault) { return hypothesis_table(vault, id); }));
  json::array list, evidence;
  for (const auto& one : table.hypotheses)
    list.emplace_back(json::object{{"id", one.id}, {"edition", one.edition}, {"text", shown(one.text)}, {"score", one.score}});
  for (const auto& one : table.evidence) evidence.emplace_back(evidence_json(one, scanner_));
  return Object{{"hypotheses", std::move(list)}, {"evidence", std::move(evidence)}};
}

Api::Reply Api::hypothesis(const Object& request) {
  const auto now = now_unix();
  Hypothesis one;
  TIP_TRY(one.id, number_or_none(request, "id"));
  TIP_TRY(one.case_id, number_or_none(request, "case"));
  if (one.id != 0) { TIP_TRY(one.edition, number_field(request, "edition")); }
  if (flag_field(request, "remove")) {
    TIP_CHECK(desk_.with([&](Vault& vault) { return remove_hypothesis(vault, one.id, one.edition, now); }));
    return Object{{"id", one.id}};
  }
  TIP_TRY(one.text, text_field(request, "text"));
  TIP_TRY(const auto id, desk_.with([&](Vault& vault) { return save_hypothesis(vault, one, now); }));
  return Object{{"id", id}};
}

Api::Reply Api::mark_statement(const Object& request) {
  TIP_TRY(const auto statement, number_field(request, "statement"));
  TIP_TRY(const auto hypothesis, number_field(request, "hypothesis"));
  TIP_TRY(const auto name, text_field(request, "mark"));
  const auto mark = parse_mark(name);
  if (!mark) return fail(Errc::bad_value, "mark");
  std::optional<SeenMark> seen;
  if (request.contains("was")) {
    TIP_TRY(const auto was, text_field(request, "was"));
    seen = SeenMark{parse_mark(was)};
  }
  TIP_CHECK(desk_.with([&](Vault& vault) { return set_mark(vault, statement, hypothesis, *mark, seen, now_unix()); }));
  return done();
}

}  // namespace tipstaff::desk
