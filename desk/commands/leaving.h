#pragma once
// How a command lets a file out of the vault.

#include "desk/cases/export_requests.h"
#include "desk/commands/commands.h"

namespace tipstaff::desk {

// may_leave: true when the bytes may be written now, and the audit has their line; false when
// two must agree: it was asked for, and said so.
[[nodiscard]] Result<bool> may_leave(Vault& vault, const Arguments& arguments, const Leaving& what, std::uint64_t now);

}  // namespace tipstaff::desk
