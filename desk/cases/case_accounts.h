#pragma once
// Accounts of crews: what tipstaff-campaigns found, as observables of a case, so that a
// tip that names one of them lights up.

#include "casework/observables/scanner.h"
#include "desk/vault/vault.h"

namespace tipstaff::desk {

struct CaseAccount {
  casework::Type type = casework::Type::count_;
  std::string value;        // canonical, live
  std::uint64_t crew = 0;   // its number in the table that it came from
};

// CrewImport counts what a table of members gave.
struct CrewImport {
  std::size_t taken = 0;      // accounts that are new in this case
  std::size_t known = 0;      // that were there before
  std::size_t set_aside = 0;  // rows that could not be used
};

// import_crew reads members.csv (untrusted) and keeps its accounts in the case, under
// their name and, where that differs, under their id. `platform` says what kind of account
// they are; `crew` chooses one crew, 0 takes all. The audit keeps the table's hash.
// Errors: not_found (case), bad_value (no such table, a type that is no account).
[[nodiscard]] Result<CrewImport> import_crew(Vault& vault, const casework::Scanner& scanner, std::int64_t case_id, ByteView table,
                                             casework::Type platform, std::uint64_t crew, std::uint64_t now);

// list_case_accounts has those of the cases that were merged into this one too. Errors: not_found.
[[nodiscard]] Result<std::vector<CaseAccount>> list_case_accounts(Vault& vault, std::int64_t case_id);

// Lit is a conversation that names an account of a case to which it does not belong.
struct Lit {
  std::int64_t case_id = 0;
  std::int64_t conversation = 0;
  std::int64_t message = 0;  // the first that does
  CaseAccount account;
};
inline constexpr std::int64_t kLitMax = 1000;
// lit_by_accounts lists them, by case and conversation, at most kLitMax. Call scan_new before.
[[nodiscard]] Result<std::vector<Lit>> lit_by_accounts(Vault& vault);

}  // namespace tipstaff::desk
