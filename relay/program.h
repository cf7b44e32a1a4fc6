#pragma once
// The program tipstaff-relay: init, run, check-config.

namespace tipstaff::relay {

// run_program returns the exit status: 0 done, 1 it did not work, 2 wrong use.
[[nodiscard]] int run_program(int argc, char** argv);

}  // namespace tipstaff::relay
