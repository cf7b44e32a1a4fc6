#pragma once
// The cage: what a process leaves itself before it meets a hostile file. Its walls are
// in platform/walls.h; this is the last one, which is never left out.

#include <cstddef>
#include <cstdint>

namespace tipstaff::platform {

// Which system calls stay, besides reading stdin, writing stdout, memory that cannot be
// executed, and leaving.
enum class Calls : std::uint8_t {
  fewest,     // none
  libraries,  // locks, the time and random numbers, which large libraries ask for
  reading,    // those, threads, and files that are opened to be read: fonts
};

struct CageLimits {
  unsigned cpu_seconds_max = 2;
  std::size_t heap_bytes_max = std::size_t{256} << 20;
  std::size_t memory_bytes_max = 0;  // of all that is mapped, programs too; 0: no limit
  Calls calls = Calls::fewest;
};

// lock_in takes everything from this process but what `limits` leaves; any other system
// call ends it. No file grows, none is opened but by `reading`, no process is started. For good: nothing
// gives it back. False when this kernel does not give that cage; the caller must then
// leave.
// Source: seccomp(2), setrlimit(2).
[[nodiscard]] bool lock_in(const CageLimits& limits);

// What a caged program leaves with when it could not do its work, for whoever started it.
inline constexpr int kNoCage = 1;
inline constexpr int kNoMemory = 2;
inline constexpr int kGaveUp = 3;

// leave ends the process without destructors and without exit handlers, which would
// need calls that the cage does not allow.
[[noreturn]] void leave(int status);

}  // namespace tipstaff::platform
