#pragma once
// The program tipstaff-desk.

namespace tipstaff::desk {

// run_program returns the exit status: 0 done, 1 it did not work, 2 wrong use,
// 3 wrong passphrase, 4 nothing under that name or number.
[[nodiscard]] int run_program(int argc, char** argv);

}  // namespace tipstaff::desk
