#pragma once
// tipstaff-campaigns: find the crews behind mass campaigns in exports of posts.

namespace tipstaff::campaigns {

enum class Exit : int { done = 0, failed = 1, wrong_use = 2 };

// run_program is the whole program. Out: its exit status.
int run_program(int argc, char** argv);

}  // namespace tipstaff::campaigns
