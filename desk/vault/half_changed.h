#pragma once
// Where the error comes from when a change of officers (desk/vault/officers.h: add, remove,
// change_passphrase) was written into the vault, and putting the key file in place failed:
// Errc::wrong_state. Of a new passphrase the audit has a line before and one after, so that it
// does not say "changed" of one that is not.

#include <string_view>

namespace tipstaff::desk {

// The key file is as before: every passphrase is what it was.
inline constexpr std::string_view kOldKeyFile = "the key file, which is as before";
// It is the new one; the disk did not confirm it, or the audit's last line is missing.
inline constexpr std::string_view kNewKeyFile = "the key file, which is the new one";

}  // namespace tipstaff::desk
