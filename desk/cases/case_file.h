#pragma once
// Gathering a case: everything that may leave the room with it, read in one place.

#include "casework/exports/case_file.h"
#include "casework/locating/locating.h"
#include "desk/vault/vault.h"

namespace tipstaff::desk {

// gather_case reads a case and those that were merged into it: messages of sources, with
// what they name and the hashes of what came with them, statements, and the lines of the
// audit chain that are about it; suspects, hypotheses, and the hints that `locator` gives (none
// without one). Errors: not_found, wrong_hash (the audit chain is broken).
[[nodiscard]] Result<casework::CaseFile> gather_case(Vault& vault, const casework::Scanner& scanner, const casework::Locator* locator,
                                                     std::int64_t number);

}  // namespace tipstaff::desk
