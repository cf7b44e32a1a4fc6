#include "campaigns/threads.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

namespace tipstaff::campaigns {

Runner threaded_runner(unsigned threads) {
  if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
  return [threads](std::size_t jobs, const std::function<void(std::size_t)>& job) {
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
      for (std::size_t i = next++; i < jobs; i = next++) job(i);
    };
    std::vector<std::jthread> others;
    for (unsigned i = 1; i < threads; ++i) others.emplace_back(work);
    work();
  };
}

}  // namespace tipstaff::campaigns
