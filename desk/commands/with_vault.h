#pragma once
// How a command comes to an open vault.

#include "desk/commands/commands.h"

namespace tipstaff::desk {

// now_unix is when a command makes its change.
inline std::uint64_t now_unix() { return static_cast<std::uint64_t>(platform::SystemClock().unix_ms()) / 1000; }

// with_vault opens the vault, runs `use`, and explains what went wrong.
template <class Use>
int with_vault(const Arguments& arguments, Use use) {
  const platform::SystemClock clock;
  Desk desk(arguments.folder(), clock);
  if (const auto refused = open_vault(desk, arguments)) return *refused;
  const Result<void> done = desk.with(use);
  return done ? kDone : explain(done.error());
}

}  // namespace tipstaff::desk
