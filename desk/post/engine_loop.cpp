#include "desk/post/engine_loop.h"

namespace tipstaff::desk {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;
// A bulletin is looked for four times a tick, so that a tip is seen soon, but never
// more often than a relay can bear nor more rarely than a person waits for.
constexpr unsigned kLooksATick = 4;
constexpr milliseconds kPauseMin{500};
constexpr milliseconds kPauseMax{30'000};
constexpr milliseconds kPauseUnknown{2'000};

}  // namespace

EngineLoop::EngineLoop(Engine& engine)
    : engine_(engine), thread_([this](const std::stop_token& stop) { run(stop); }) {}

EngineLoop::~EngineLoop() {
  thread_.request_stop();
  changed_.notify_all();
}

void EngineLoop::wake() {
  {
    const std::lock_guard held(mutex_);
    woken_ = true;
  }
  changed_.notify_all();
}

void EngineLoop::run(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const auto begun = steady_clock::now();
    (void)engine_.round();  // what went wrong is in its status
    std::unique_lock held(mutex_);
    const auto took = std::chrono::duration_cast<milliseconds>(steady_clock::now() - begun);
    changed_.wait_until(held, stop, begun + took + rest_of_pause(pause(), took), [this] { return woken_; });
    woken_ = false;
  }
}

milliseconds EngineLoop::pause() const {
  const auto seconds = engine_.status().tick_seconds;
  if (seconds == 0) return kPauseUnknown;
  return std::clamp(milliseconds(seconds * 1000 / kLooksATick), kPauseMin, kPauseMax);
}

}  // namespace tipstaff::desk
