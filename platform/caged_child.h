#pragma once
// A child process that works on bytes: started with nothing but those bytes, watched,
// ended. What it answers is not trusted, and neither is that it ends.

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "platform/memory_file.h"
#include "tipstaff/bytes/secret.h"

namespace tipstaff::platform {

struct ChildLimits {
  std::chrono::milliseconds time_max{2000};   // of the clock on the wall
  std::size_t answer_bytes_max = 100;
};

// How a child ended, as the parent saw it.
enum class ChildEnd : std::uint8_t {
  done,         // by itself, with status 0
  gave_up,      // by itself, with another status
  forbidden,    // by the cage, for a system call that it does not have
  worn_out,     // by the kernel: its processor time is over, or memory is
  crashed,      // by another signal
  too_slow,     // by us: the time was over
  too_much,     // by us: it answered more than it may
  called_off,   // by us: nobody wants it any more
  not_started,
};

struct ChildAnswer {
  ChildEnd end = ChildEnd::not_started;
  int status = 0;     // of one that gave up
  SecretBytes bytes;  // what it answered until then, at most answer_bytes_max
};

// run_caged_child starts `program` with `arguments` (the name it is called by is not
// among them), an environment that says nothing but "one thread", `input` as a sealed
// file on stdin, stdout to us,
// stderr to nowhere, and no other descriptor.
[[nodiscard]] ChildAnswer run_caged_child(const std::string& program, const std::vector<std::string>& arguments,
                                          ByteView input, const ChildLimits& limits);

// ChildWatch follows a child that takes minutes.
struct ChildWatch {
  std::function<void(ByteView piece)> heard;           // each piece of the answer, as it comes
  const std::atomic<bool>* called_off = nullptr;       // looked at ten times a second
};

// run_watched_child is the same for a file that is there already, and sealed.
[[nodiscard]] ChildAnswer run_watched_child(const std::string& program, const std::vector<std::string>& arguments,
                                            const MemoryFile& input, const ChildLimits& limits, const ChildWatch& watch);

}  // namespace tipstaff::platform
