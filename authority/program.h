#pragma once
// The program tipstaff-authority: create, enrol, rotate, revoke, renew, show, call.

namespace tipstaff::authority {

// run_program returns the exit status: 0 done, 1 it did not work, 2 wrong use.
[[nodiscard]] int run_program(int argc, char** argv);

}  // namespace tipstaff::authority
