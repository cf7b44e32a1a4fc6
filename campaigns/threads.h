#pragma once
// Threads for the library's jobs.

#include "casework/campaigns/runner.h"

namespace tipstaff::campaigns {

// threaded_runner runs jobs on `threads` threads; 0 takes one for each core.
[[nodiscard]] Runner threaded_runner(unsigned threads);

}  // namespace tipstaff::campaigns
