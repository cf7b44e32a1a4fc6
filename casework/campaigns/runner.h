#pragma once
// Runner: who runs jobs side by side. The library has no threads of its own.

#include <cstddef>
#include <functional>

namespace tipstaff::campaigns {

// A Runner calls job(i) once for each i below `jobs`, in any order, and returns when
// all are done. Results never depend on the order.
using Runner = std::function<void(std::size_t jobs, const std::function<void(std::size_t)>& job)>;

// run_in_turn is the Runner without threads.
inline void run_in_turn(std::size_t jobs, const std::function<void(std::size_t)>& job) {
  for (std::size_t i = 0; i < jobs; ++i) job(i);
}

}  // namespace tipstaff::campaigns
