#pragma once
// Audit: who changed what, each line chained to the one before by its hash. A line
// cannot be changed or taken out without breaking all that follow; lines at the end
// can be cut off, so an auditor notes the head that `audit` prints.

#include "desk/vault/vault.h"

namespace tipstaff::desk {

struct AuditLine {
  std::int64_t id = 0;
  std::uint64_t at = 0;
  std::string action;
  std::string detail;
  Hash32 hash;
  std::string who;     // the officer; empty in lines of before there were several, and of the desk itself
};

// record_audit adds a line; the caller's transaction makes it count with the change.
[[nodiscard]] Result<void> record_audit(Vault& vault, std::uint64_t now, std::string_view action, std::string_view detail);

// read_audit returns every line after checking the chain. Errors: wrong_hash.
[[nodiscard]] Result<std::vector<AuditLine>> read_audit(Vault& vault);

}  // namespace tipstaff::desk
