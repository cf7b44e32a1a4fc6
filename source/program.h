#pragma once
// The program tipstaff: words, posts, calls, send, read, burn, verify.

namespace tipstaff::source {

// Exit statuses (see the man page): what a script can act on.
enum class Exit : int {
  done = 0,
  failed = 1,        // what happened is said; nothing was lost
  wrong_use = 2,
  no_relay = 3,      // the relay could not be reached: try again
  wrong_words = 4,
  nothing_yet = 5,   // read: no answer is waiting; calls: none is open
  forged = 6,        // something is not signed by whom it should be: stop and ask
};

[[nodiscard]] int run_program(int argc, char** argv);

}  // namespace tipstaff::source
