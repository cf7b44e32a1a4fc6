#include "peel/lock_down.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <new>

#include "platform/cage.h"

namespace tipstaff::peel {
namespace {

constexpr platform::CageLimits kLimits{.cpu_seconds_max = 20,
                                       .heap_bytes_max = std::size_t{1} << 30,
                                       .memory_bytes_max = std::size_t{1} << 30,
                                       .calls = platform::Calls::libraries};

// locks_in tries the last lock in a process of its own.
bool locks_in() {
  const pid_t child = ::fork();
  if (child == 0) platform::leave(platform::lock_in(kLimits) ? 0 : platform::kNoCage);
  int status = 1;
  return child > 0 && ::waitpid(child, &status, 0) == child && status == 0;
}

void print(const platform::Wall& wall) {
  std::printf("%-3s  %-18s %s\n", wall.stands ? "yes" : "NO", wall.name.c_str(), wall.about.c_str());
}

}  // namespace

ByteView input() {
  struct stat about{};
  if (::fstat(STDIN_FILENO, &about) != 0 || !S_ISREG(about.st_mode)) platform::leave(platform::kGaveUp);
  const auto size = static_cast<std::size_t>(about.st_size);
  if (size == 0) return {};
  void* memory = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
  if (memory == MAP_FAILED) platform::leave(platform::kGaveUp);
  return {static_cast<const std::uint8_t*>(memory), size};
}

void lock_down() {
  std::set_new_handler([] { platform::leave(platform::kNoMemory); });
  (void)platform::raise_walls({});
  if (!platform::lock_in(kLimits)) platform::leave(platform::kNoCage);
}

Request parse_untrusted_request(ByteView input) {
  if (input.size() < 4) return {};
  std::size_t size = 0;
  for (const auto byte : input.first(4)) size = size << 8 | byte;
  input = input.subspan(4);
  if (size > input.size()) return {};
  return {std::string(as_text(input.first(size))), input.subspan(size)};
}

int print_walls() {
  const bool locked = locks_in();
  const auto walls = platform::raise_walls({});
  for (const auto& wall : walls) print(wall);
  print({"system calls", locked,
         locked ? "any but a few end it: no file, no socket, no process" : "this kernel has no seccomp: nothing is opened here"});
  print({"limits", locked, "20 s of processor, 1 GiB of memory, no file grows, no core"});
  std::fflush(stdout);
  return locked ? 0 : platform::kNoCage;
}

}  // namespace tipstaff::peel

// A library that gives up would raise a signal, which the cage takes for an attack.
extern "C" void abort() noexcept { tipstaff::platform::leave(tipstaff::platform::kGaveUp); }
