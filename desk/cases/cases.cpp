#include "desk/cases/cases.h"

#include <algorithm>

#include "desk/vault/audited.h"

namespace tipstaff::desk {
namespace {

Result<std::vector<std::int64_t>> conversations_of(Vault& vault, std::int64_t id) {
  auto query = vault.db().prepare("SELECT DISTINCT conversation FROM case_tips WHERE case_id = ?1"
                                  " OR case_id IN (SELECT id FROM cases WHERE merged_into = ?1) ORDER BY conversation");
  query.bind(id);
  std::vector<std::int64_t> out;
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    out.push_back(query.integer(0));
  }
}

Result<bool> is_merged_or_took_in(Vault& vault, std::int64_t id) {
  auto query = vault.db().prepare("SELECT count(*) FROM cases WHERE merged_into = ?1 OR (id = ?1 AND merged_into IS NOT NULL)");
  TIP_CHECK(query.bind(id).step());
  return query.integer(0) > 0;
}

Result<void> check_statement(Vault& vault, const CaseInfo& info, const Statement& one) {
  TIP_CHECK(check_case_text(one.text, kStatementBytesMax));
  if (one.reliability < 'A' || one.reliability > 'F' || one.credibility < '1' || one.credibility > '6')
    return fail(Errc::bad_value, "Admiralty code: A to F, 1 to 6");
  auto query = vault.db().prepare("SELECT conversation, length(body) FROM messages WHERE id = ?");
  TIP_TRY(const bool row, query.bind(one.message).step());
  if (!row || std::find(info.conversations.begin(), info.conversations.end(), query.integer(0)) == info.conversations.end())
    return fail(Errc::not_found, "a message of this case");
  const auto bytes = static_cast<std::uint64_t>(query.integer(1));
  if (one.length == 0 || one.offset > bytes || one.length > bytes - one.offset) return fail(Errc::bad_value, "bytes of the message");
  return {};
}

}  // namespace

Result<std::int64_t> open_case(Vault& vault, std::string_view name, std::uint64_t now) {
  TIP_CHECK(check_case_name(name, kCaseNameBytesMax));
  std::int64_t id = 0;
  const auto done = run_audited(vault, now, "open case", std::string(name), [&]() -> Result<void> {
    TIP_CHECK(vault.db().prepare("INSERT INTO cases(name, opened_at) VALUES(?, ?)").bind(name)
                  .bind(static_cast<std::int64_t>(now)).run());
    id = vault.db().last_row();
    return {};
  });
  TIP_CHECK(done);
  return id;
}

Result<std::vector<CaseInfo>> list_cases(Vault& vault) {
  std::vector<CaseInfo> out;
  auto query = vault.db().prepare("SELECT id, name, coalesce(merged_into, 0) FROM cases ORDER BY id");
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    CaseInfo info{query.integer(0), query.text(1), query.integer(2), {}};
    TIP_TRY(info.conversations, conversations_of(vault, info.id));
    out.push_back(std::move(info));
  }
}

Result<CaseInfo> find_case(Vault& vault, std::int64_t id) {
  TIP_TRY(auto all, list_cases(vault));
  for (auto& one : all)
    if (one.id == id) return std::move(one);
  return fail(Errc::not_found, "case");
}

Result<std::int64_t> standing_case(Vault& vault, std::int64_t id) {
  TIP_TRY(const auto info, find_case(vault, id));
  return info.merged_into != 0 ? info.merged_into : id;
}

Result<void> link_conversation(Vault& vault, std::int64_t id, std::int64_t conversation, std::uint64_t now) {
  return run_audited(vault, now, "link", spaced({id, conversation}), [&]() -> Result<void> {
    TIP_CHECK(find_case(vault, id));
    TIP_CHECK(find_conversation(vault, conversation));
    return vault.db().prepare("INSERT OR IGNORE INTO case_tips(case_id, conversation) VALUES(?, ?)")
        .bind(id).bind(conversation).run();
  });
}

Result<void> unlink_conversation(Vault& vault, std::int64_t id, std::int64_t conversation, std::uint64_t now) {
  return run_audited(vault, now, "unlink", spaced({id, conversation}), [&]() -> Result<void> {
    TIP_CHECK(vault.db().prepare("DELETE FROM case_tips WHERE case_id = ? AND conversation = ?").bind(id).bind(conversation).run());
    if (vault.db().changes() == 0) return fail(Errc::not_found, "this conversation in this case");
    return {};
  });
}

Result<void> merge_case(Vault& vault, std::int64_t from, std::int64_t into, std::uint64_t now) {
  return run_audited(vault, now, "merge", spaced({from, into}), [&]() -> Result<void> {
    TIP_CHECK(find_case(vault, from));
    TIP_TRY(const auto target, find_case(vault, into));
    TIP_TRY(const bool taken, is_merged_or_took_in(vault, from));
    if (from == into || target.merged_into != 0 || taken) return fail(Errc::conflict, "merge of these cases");
    return vault.db().prepare("UPDATE cases SET merged_into = ? WHERE id = ?").bind(into).bind(from).run();
  });
}

Result<void> unmerge_case(Vault& vault, std::int64_t from, std::uint64_t now) {
  return run_audited(vault, now, "unmerge", spaced({from}), [&]() -> Result<void> {
    TIP_CHECK(vault.db().prepare("UPDATE cases SET merged_into = NULL WHERE id = ? AND merged_into IS NOT NULL").bind(from).run());
    if (vault.db().changes() == 0) return fail(Errc::not_found, "merged case");
    return {};
  });
}

Result<void> deny(Vault& vault, std::int64_t a, std::int64_t b, std::uint64_t now) {
  if (a == b) return fail(Errc::bad_value, "two conversations");
  return run_audited(vault, now, "not same", spaced({std::min(a, b), std::max(a, b)}), [&]() -> Result<void> {
    TIP_CHECK(find_conversation(vault, a));
    TIP_CHECK(find_conversation(vault, b));
    return vault.db().prepare("INSERT OR IGNORE INTO not_same(a, b) VALUES(?, ?)").bind(std::min(a, b)).bind(std::max(a, b)).run();
  });
}

Result<std::int64_t> add_statement(Vault& vault, std::int64_t id, const Statement& one, std::uint64_t now) {
  std::int64_t row = 0;
  const std::string code{one.reliability, one.credibility};
  const auto done = run_audited(vault, now, "statement", spaced({id, one.message}) + " " + code, [&]() -> Result<void> {
    TIP_TRY(const auto info, find_case(vault, id));
    TIP_CHECK(check_statement(vault, info, one));
    TIP_CHECK(vault.db().prepare("INSERT INTO statements(case_id, text, code, message, begin, length, at) VALUES(?, ?, ?, ?, ?, ?, ?)")
                  .bind(id).bind(std::string_view(one.text)).bind(std::string_view(code)).bind(one.message)
                  .bind(static_cast<std::int64_t>(one.offset)).bind(static_cast<std::int64_t>(one.length))
                  .bind(static_cast<std::int64_t>(now)).run());
    row = vault.db().last_row();
    return {};
  });
  TIP_CHECK(done);
  return row;
}

Result<std::vector<Statement>> list_statements(Vault& vault, std::int64_t id) {
  auto query = vault.db().prepare("SELECT id, text, code, coalesce(message, 0), begin, length, at FROM statements WHERE case_id = ?1"
                                  " OR case_id IN (SELECT id FROM cases WHERE merged_into = ?1) ORDER BY id");
  query.bind(id);
  std::vector<Statement> out;
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    const auto code = query.text(2);
    if (code.size() != 2) return fail(Errc::bad_value, "statement");
    out.push_back({query.integer(0), query.text(1), code[0], code[1], query.integer(3),
                   static_cast<std::uint64_t>(query.integer(4)), static_cast<std::uint64_t>(query.integer(5)),
                   static_cast<std::uint64_t>(query.integer(6))});
  }
}

Result<casework::NotSame> denied_pairs(Vault& vault) {
  auto query = vault.db().prepare("SELECT a, b FROM not_same");
  casework::NotSame out;
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    out.insert({query.integer(0), query.integer(1)});
  }
}

}  // namespace tipstaff::desk
