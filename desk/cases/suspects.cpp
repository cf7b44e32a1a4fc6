#include "desk/cases/suspects.h"

#include <algorithm>

#include "desk/vault/audited.h"
#include "tipstaff/bytes/shown_text.h"

namespace tipstaff::desk {
namespace {

constexpr std::string_view kAlias = "alias", kAccount = "account", kPlace = "place", kTime = "time";

Result<void> check_note(std::string_view note) {
  if (note.size() > kNoteBytesMax) return fail(Errc::bad_text, "case text");
  return check_shown(note, Shown::text);
}

Result<void> check_list(const std::vector<std::string>& list) {
  if (list.size() > kDetailsMax) return fail(Errc::too_large, "suspect: at most 100 of a kind");
  for (const auto& one : list) TIP_CHECK(check_case_name(one, kDetailBytesMax));
  return {};
}

Result<void> check_suspect(const Suspect& one) {
  TIP_CHECK(check_case_name(one.name, kCaseNameBytesMax));
  TIP_CHECK(check_note(one.note));
  TIP_CHECK(check_list(one.aliases));
  TIP_CHECK(check_list(one.places));
  TIP_CHECK(check_list(one.times));
  if (std::max(one.accounts.size(), one.statements.size()) > kDetailsMax)
    return fail(Errc::too_large, "suspect: at most 100 of a kind");
  for (const auto& account : one.accounts) {
    if (account.type >= casework::Type::count_) return fail(Errc::bad_value, "type of an account");
    TIP_CHECK(check_case_text(account.value, kDetailBytesMax));
  }
  return {};
}

Result<void> put_detail(Vault& vault, std::int64_t suspect, std::string_view kind, std::size_t position,
                        std::string_view type, std::string_view value) {
  return vault.db().prepare("INSERT INTO suspect_details(suspect, kind, position, type, value) VALUES(?, ?, ?, ?, ?)")
      .bind(suspect).bind(kind).bind(static_cast<std::int64_t>(position)).bind(type).bind(value).run();
}

Result<void> put_list(Vault& vault, std::int64_t suspect, std::string_view kind, const std::vector<std::string>& list) {
  for (std::size_t i = 0; i < list.size(); ++i) TIP_CHECK(put_detail(vault, suspect, kind, i, "", list[i]));
  return {};
}

Result<void> put_statements(Vault& vault, std::int64_t suspect, const Suspect& one) {
  TIP_TRY(const auto stands, standing_case(vault, one.case_id));
  TIP_TRY(const auto known, list_statements(vault, stands));
  for (const auto id : one.statements) {
    if (std::none_of(known.begin(), known.end(), [id](const Statement& statement) { return statement.id == id; }))
      return fail(Errc::not_found, "a statement of this case");
    TIP_CHECK(vault.db().prepare("INSERT OR IGNORE INTO suspect_statements(suspect, statement) VALUES(?, ?)")
                  .bind(suspect).bind(id).run());
  }
  return {};
}

Result<void> put_details(Vault& vault, std::int64_t id, const Suspect& one) {
  TIP_CHECK(vault.db().prepare("DELETE FROM suspect_details WHERE suspect = ?").bind(id).run());
  TIP_CHECK(vault.db().prepare("DELETE FROM suspect_statements WHERE suspect = ?").bind(id).run());
  TIP_CHECK(put_list(vault, id, kAlias, one.aliases));
  TIP_CHECK(put_list(vault, id, kPlace, one.places));
  TIP_CHECK(put_list(vault, id, kTime, one.times));
  for (std::size_t i = 0; i < one.accounts.size(); ++i)
    TIP_CHECK(put_detail(vault, id, kAccount, i, casework::type_name(one.accounts[i].type), one.accounts[i].value));
  return put_statements(vault, id, one);
}

// add_row and change_row return the suspect's number.
Result<std::int64_t> add_row(Vault& vault, const Suspect& one) {
  TIP_CHECK(find_case(vault, one.case_id));
  TIP_CHECK(vault.db().prepare("INSERT INTO suspects(case_id, name, note, edition) VALUES(?, ?, ?, 1)")
                .bind(one.case_id).bind(std::string_view(one.name)).bind(std::string_view(one.note)).run());
  return vault.db().last_row();
}

Result<std::int64_t> change_row(Vault& vault, const Suspect& one) {
  TIP_TRY(const auto before, find_suspect(vault, one.id));
  if (before.edition != one.edition) return fail(Errc::stale, kChangedMeanwhile);
  TIP_CHECK(vault.db().prepare("UPDATE suspects SET name = ?, note = ?, edition = edition + 1 WHERE id = ?")
                .bind(std::string_view(one.name)).bind(std::string_view(one.note)).bind(one.id).run());
  return one.id;
}

Result<void> read_details(Vault& vault, Suspect& out) {
  auto query = vault.db().prepare("SELECT kind, type, value FROM suspect_details WHERE suspect = ? ORDER BY kind, position");
  query.bind(out.id);
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return {};
    const auto kind = query.text(0);
    if (kind == kAlias) out.aliases.push_back(query.text(2));
    else if (kind == kPlace) out.places.push_back(query.text(2));
    else if (kind == kTime) out.times.push_back(query.text(2));
    else out.accounts.push_back({casework::parse_type(query.text(1)), query.text(2)});
  }
}

Result<void> read_statements(Vault& vault, Suspect& out) {
  auto query = vault.db().prepare("SELECT statement FROM suspect_statements WHERE suspect = ? ORDER BY statement");
  query.bind(out.id);
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return {};
    out.statements.push_back(query.integer(0));
  }
}

Result<std::vector<Suspect>> read_suspects(Vault& vault, std::string_view where, std::int64_t id) {
  auto query = vault.db().prepare("SELECT id, case_id, edition, name, note FROM suspects WHERE " + std::string(where) + " ORDER BY id");
  query.bind(id);
  std::vector<Suspect> out;
  while (true) {
    TIP_TRY(const bool row, query.step());
    if (!row) return out;
    Suspect one;
    one.id = query.integer(0), one.case_id = query.integer(1), one.edition = query.integer(2);
    one.name = query.text(3), one.note = query.text(4);
    TIP_CHECK(read_details(vault, one));
    TIP_CHECK(read_statements(vault, one));
    out.push_back(std::move(one));
  }
}

}  // namespace

Account canonical_account(const casework::Scanner& scanner, casework::Type type, std::string_view written) {
  const auto found = scanner.scan(written);
  if (!found) return {type, std::string(written)};
  std::vector<std::string> values;
  for (const auto& one : found->observables)
    if (one.type == type) values.push_back(one.value);
  return {type, values.size() == 1 ? values.front() : std::string(written)};
}

Result<std::vector<Suspect>> list_suspects(Vault& vault, std::int64_t case_id) {
  TIP_CHECK(find_case(vault, case_id));
  return read_suspects(vault, "case_id = ?1 OR case_id IN (SELECT id FROM cases WHERE merged_into = ?1)", case_id);
}

Result<Suspect> find_suspect(Vault& vault, std::int64_t id) {
  TIP_TRY(auto found, read_suspects(vault, "id = ?", id));
  if (found.empty()) return fail(Errc::not_found, "suspect");
  return std::move(found.front());
}

Result<std::int64_t> save_suspect(Vault& vault, const Suspect& suspect, std::uint64_t now) {
  TIP_CHECK(check_suspect(suspect));
  auto one = suspect;
  const bool fresh = one.id == 0;
  if (!fresh) {
    TIP_TRY(const auto before, find_suspect(vault, one.id));
    one.case_id = before.case_id;  // a suspect stays in its case
  }
  TIP_CHECK(run_audited(vault, now, fresh ? "suspect" : "change suspect",
                        (fresh ? spaced({one.case_id}) : spaced({one.case_id, one.id})) + " " + one.name,
                        [&]() -> Result<void> {
    TIP_TRY(one.id, fresh ? add_row(vault, one) : change_row(vault, one));
    return put_details(vault, one.id, one);
  }));
  return one.id;
}

Result<void> remove_suspect(Vault& vault, std::int64_t id, std::int64_t edition, std::uint64_t now) {
  TIP_TRY(const auto found, find_suspect(vault, id));
  return run_audited(vault, now, "remove suspect", spaced({found.case_id, id}) + " " + found.name, [&]() -> Result<void> {
    TIP_TRY(const auto before, find_suspect(vault, id));
    if (before.edition != edition) return fail(Errc::stale, kChangedMeanwhile);
    return vault.db().prepare("DELETE FROM suspects WHERE id = ?").bind(id).run();
  });
}

}  // namespace tipstaff::desk
