#pragma once
// What every change of a case has in common: texts are checked, and the change and
// its line in the audit are one.

#include <initializer_list>

#include "desk/vault/audit.h"

namespace tipstaff::desk {

// A record that somebody else changed after it was read: Errc::stale, said here.
inline constexpr std::string_view kChangedMeanwhile = "changed meanwhile";

// check_case_text wants 1 to `most` bytes of one line, check_case_name those of a name
// (tipstaff/bytes/shown_text.h). Errors: bad_text.
[[nodiscard]] Result<void> check_case_name(std::string_view name, std::size_t most);
[[nodiscard]] Result<void> check_case_text(std::string_view text, std::size_t most);

// spaced writes numbers with blanks between.
[[nodiscard]] std::string spaced(std::initializer_list<std::int64_t> numbers);

// run_audited makes a change and its audit line one. What `change` reads cannot
// change under it: another writer waits, or is waited for.
template <class Change>
[[nodiscard]] Result<void> run_audited(Vault& vault, std::uint64_t now, std::string_view action, const std::string& detail,
                                       Change change) {
  TIP_TRY(auto transaction, platform::Transaction::begin(vault.db()));
  TIP_CHECK(change());
  TIP_CHECK(record_audit(vault, now, action, detail));
  return transaction.commit();
}

// record_access writes that a conversation was read, or an attachment or message left the
// vault or was erased: a line with its number.
[[nodiscard]] Result<void> record_access(Vault& vault, std::uint64_t now, std::string_view action, std::int64_t number);

}  // namespace tipstaff::desk
