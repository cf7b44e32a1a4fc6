#pragma once
// Where the passphrase comes from: a file, a descriptor, or the terminal; never
// the command line, which every user of the machine can read.

#include "desk/config.h"
#include "tipstaff/bytes/secret.h"

namespace tipstaff::desk {

// has_passphrase_source tells whether it comes without a person.
[[nodiscard]] bool has_passphrase_source(const DeskConfig& config);

// read_passphrase reads it; a line end is cut off. `prompt` is shown on the terminal.
// Errors: not_found (no file, no terminal), too_large.
[[nodiscard]] Result<SecretBytes> read_passphrase(const DeskConfig& config, const char* prompt);

// read_new_passphrase asks twice on the terminal. Errors: as above, bad_value (too
// short), conflict (the two differ).
[[nodiscard]] Result<SecretBytes> read_new_passphrase(const DeskConfig& config);

// ask_terminal asks on the terminal only, without showing what is typed.
[[nodiscard]] Result<SecretBytes> ask_terminal(const char* prompt);

}  // namespace tipstaff::desk
