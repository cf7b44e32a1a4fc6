#include "desk/page/login_guard.h"

#include <algorithm>

namespace tipstaff::desk {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kFirstWaitMs = 2000;

std::int64_t wait_after(int failures) {
  const int doublings = std::min(failures - LoginGuard::kFreeFailures, 10);
  return doublings < 0 ? 0 : std::min(kFirstWaitMs << doublings, LoginGuard::kWaitMaxMs);
}

}  // namespace

std::int64_t LoginGuard::wait_ms(const std::string& name) {
  const auto now = clock_.steady_ms();
  while (!failures_.empty() && failures_.front() + kMinuteMs <= now) failures_.pop_front();
  const auto all = failures_.size() < kFailuresAMinute ? 0 : failures_.front() + kMinuteMs - now;
  const auto found = tries_.find(name);
  const auto own = found == tries_.end() ? 0 : found->second.next_ms - now;
  return std::max<std::int64_t>({all, own, 0});
}

// Names that somebody makes up do not fill the memory: the one that waits least goes first.
void LoginGuard::failed(const std::string& name) {
  const auto now = clock_.steady_ms();
  failures_.push_back(now);
  if (tries_.size() >= kNamesMax && !tries_.contains(name))
    tries_.erase(std::ranges::min_element(tries_, {}, [](const auto& one) { return one.second.next_ms; }));
  auto& tries = tries_[name];
  tries.next_ms = now + wait_after(++tries.failures);
}

void LoginGuard::succeeded(const std::string& name) { tries_.erase(name); }

}  // namespace tipstaff::desk
