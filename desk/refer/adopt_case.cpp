#include "desk/refer/adopt_case.h"

#include "desk/cases/hypotheses.h"
#include "desk/cases/suspects.h"
#include "tipstaff/bytes/shown_text.h"

namespace tipstaff::desk {
namespace {

using Numbers = std::vector<std::int64_t>;

// Kinds that this desk's scanner does not know are left out.
Result<void> put_accounts(Vault& vault, std::int64_t number, const wire::ReferredCase& file) {
  for (const auto& one : file.accounts)
    if (casework::parse_type(one.kind) != casework::Type::count_)
      TIP_CHECK(vault.db().prepare("INSERT OR IGNORE INTO case_accounts(case_id, kind, value, crew) VALUES(?, ?, ?, 0)")
                    .bind(number).bind(std::string_view(one.kind)).bind(std::string_view(one.value)).run());
  return {};
}

// Another post may run an older desk, which took what ours refuses: the characters that cannot
// be seen are left out, so that the referral is not taken for a false one.
std::string shown_name(const std::string& name) {
  auto out = without_unseen(name, Shown::name);
  return out.empty() ? "-" : out;
}

std::vector<std::string> shown_names(const std::vector<std::string>& names) {
  std::vector<std::string> out;
  for (const auto& name : names) out.push_back(shown_name(name));
  return out;
}

// A statement whose tip was erased at the other post points at nothing here either.
Result<std::int64_t> put_loose(Vault& vault, std::int64_t number, const wire::ReferredStatement& one, std::uint64_t now) {
  const std::string code{one.reliability, one.credibility};
  TIP_CHECK(vault.db().prepare("INSERT INTO statements(case_id, text, code, message, begin, length, at) VALUES(?, ?, ?, NULL, 0, 0, ?)")
                .bind(number).bind(std::string_view(one.text)).bind(std::string_view(code)).bind(static_cast<std::int64_t>(now)).run());
  return vault.db().last_row();
}

// Bytes that are not in the tip's text mean all of it.
Statement statement_of(const wire::ReferredStatement& one, std::size_t text_bytes, std::int64_t message) {
  const bool inside = std::uint64_t{one.offset} + one.length <= text_bytes;
  return {0, without_unseen(one.text, Shown::line), one.reliability, one.credibility, message, inside ? one.offset : 0, inside ? one.length : text_bytes, 0};
}

Result<Numbers> put_statements(Vault& vault, std::int64_t number, const wire::Referral& referral, const Numbers& messages, std::uint64_t now) {
  Numbers out;
  for (const auto& one : referral.file->statements) {
    const bool loose = one.tip == wire::kNoTip;
    TIP_TRY(const auto id, loose ? put_loose(vault, number, one, now)
                                 : add_statement(vault, number, statement_of(one, referral.tips[one.tip].text.size(), messages[one.tip]), now));
    out.push_back(id);
  }
  return out;
}

Result<void> put_suspects(Vault& vault, std::int64_t number, const wire::ReferredCase& file, const Numbers& statements, std::uint64_t now) {
  for (const auto& one : file.suspects) {
    Suspect mine;
    mine.case_id = number;
    mine.name = shown_name(one.name), mine.note = without_unseen(one.note, Shown::text);
    mine.aliases = shown_names(one.aliases), mine.places = shown_names(one.places), mine.times = shown_names(one.times);
    for (const auto& account : one.accounts)
      if (const auto type = casework::parse_type(account.kind); type != casework::Type::count_) mine.accounts.push_back({type, account.value});
    for (const auto place : one.statements) mine.statements.push_back(statements[place]);
    TIP_CHECK(save_suspect(vault, mine, now));
  }
  return {};
}

Result<void> put_hypotheses(Vault& vault, std::int64_t number, const wire::ReferredCase& file, const Numbers& statements, std::uint64_t now) {
  Numbers ids;
  for (const auto& text : file.hypotheses) {
    Hypothesis mine;
    mine.case_id = number;
    mine.text = without_unseen(text, Shown::line);
    TIP_TRY(const auto id, save_hypothesis(vault, mine, now));
    ids.push_back(id);
  }
  for (const auto& one : file.marks)
    TIP_CHECK(set_mark(vault, statements[one.statement], ids[one.hypothesis], static_cast<Mark>(one.mark), {}, now));
  return {};
}

}  // namespace

Result<std::int64_t> adopt_case(Vault& vault, const wire::Referral& referral, const std::vector<std::int64_t>& messages,
                                const std::vector<std::int64_t>& conversations, std::uint64_t now) {
  const auto& file = *referral.file;
  TIP_TRY(const auto number, open_case(vault, shown_name(file.name), now));
  for (const auto conversation : conversations) TIP_CHECK(link_conversation(vault, number, conversation, now));
  TIP_CHECK(put_accounts(vault, number, file));
  TIP_TRY(const auto statements, put_statements(vault, number, referral, messages, now));
  TIP_CHECK(put_suspects(vault, number, file, statements, now));
  TIP_CHECK(put_hypotheses(vault, number, file, statements, now));
  return number;
}

}  // namespace tipstaff::desk
