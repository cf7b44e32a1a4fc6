#pragma once
// EngineLoop: rounds of the engine, one after the other, on a thread of its own.

#include <chrono>
#include <condition_variable>
#include <thread>

#include "desk/post/engine.h"

namespace tipstaff::desk {

// rest_of_pause is how long to wait after a round that `took` so long. Rounds begin on a
// grid of pauses: a relay that measures when the next one comes does not see how long the
// desk worked at what the last one brought.
[[nodiscard]] constexpr std::chrono::milliseconds rest_of_pause(std::chrono::milliseconds pause, std::chrono::milliseconds took) {
  return pause - took % pause;
}

class EngineLoop {
 public:
  explicit EngineLoop(Engine& engine);
  ~EngineLoop();

  // wake starts a round now: something is to be sent, or the vault was opened.
  void wake();

 private:
  void run(const std::stop_token& stop);
  [[nodiscard]] std::chrono::milliseconds pause() const;

  Engine& engine_;
  std::mutex mutex_;
  std::condition_variable_any changed_;
  bool woken_ = false;
  std::jthread thread_;
};

}  // namespace tipstaff::desk
