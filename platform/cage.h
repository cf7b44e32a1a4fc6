#pragma once
// The cage: what a process leaves itself before it meets a hostile file.

#include <cstddef>

namespace tipstaff::platform {

struct CageLimits {
  unsigned cpu_seconds_max = 2;
  std::size_t heap_bytes_max = std::size_t{256} << 20;
};

// lock_in takes everything from this process but reading stdin, writing stdout,
// memory that cannot be executed, and leaving; any other system call ends it. For
// good: nothing gives it back. False when this kernel does not give that cage; the
// caller must then leave.
// Source: seccomp(2), setrlimit(2).
[[nodiscard]] bool lock_in(const CageLimits& limits);

// leave ends the process without destructors and without exit handlers, which would
// need calls that the cage does not allow.
[[noreturn]] void leave(int status);

}  // namespace tipstaff::platform
