#pragma once
// Texts of people, for people: what works in them is written so that it does not.

#include "casework/observables/scanner.h"

namespace tipstaff::casework {

// defang_text defangs the addresses, names of hosts and files and accounts in a text and
// leaves all other words as they are. A text that is too long to scan is defanged whole.
[[nodiscard]] std::string defang_text(const Scanner& scanner, std::string_view text);

}  // namespace tipstaff::casework
