#include "desk/page/login_guard.h"

#include <algorithm>
#include <utility>

namespace tipstaff::desk {
namespace {

constexpr std::int64_t kMinuteMs = 60'000;
constexpr std::int64_t kFirstWaitMs = 2000;

std::int64_t wait_after(int failures) {
  const int doublings = std::min(failures - LoginGuard::kFreeFailures, 10);
  return doublings < 0 ? 0 : std::min(kFirstWaitMs << doublings, LoginGuard::kWaitMaxMs);
}

}  // namespace

bool LoginGuard::knows(const std::string& name, const LoginCaller& caller) const {
  return caller.browser && std::ranges::find(browsers_, std::pair(name, *caller.browser)) != browsers_.end();
}

// A line feed is in no address and no hash, so no name makes one bucket of two.
std::string LoginGuard::bucket(const std::string& name, const LoginCaller& caller) const {
  return (knows(name, caller) ? "browser " + to_hex(caller.browser->view()) : caller.address) + "\n" + name;
}

void LoginGuard::drop_old() {
  const auto now = clock_.steady_ms();
  while (!failures_.empty() && failures_.front().at_ms + kMinuteMs <= now) failures_.pop_front();
}

// strangers_wait: until so many of the last minute's failures are over that one more fits.
std::int64_t LoginGuard::strangers_wait(const std::string& name, const std::string& address) const {
  const auto until = [&](std::size_t most, const auto& counts) -> std::int64_t {
    std::size_t seen = 0;
    for (auto one = failures_.rbegin(); one != failures_.rend(); ++one)
      if (counts(*one) && ++seen == most) return one->at_ms + kMinuteMs - clock_.steady_ms();
    return 0;
  };
  return std::max({until(kFailuresOfStrangers, [](const Failure&) { return true; }),
                   until(kFailuresAMinute, [&](const Failure& one) { return one.address == address; }),
                   until(kFailuresOfOneName, [&](const Failure& one) { return one.name == name; })});
}

std::int64_t LoginGuard::wait_ms(const std::string& name, const LoginCaller& caller) {
  drop_old();
  const auto found = tries_.find(bucket(name, caller));
  const auto own = found == tries_.end() ? 0 : found->second.next_ms - clock_.steady_ms();
  const auto shared = knows(name, caller) ? 0 : strangers_wait(name, caller.address);
  return std::max<std::int64_t>({own, shared, 0});
}

// Names that somebody makes up do not fill the memory: the bucket that waits least goes first.
void LoginGuard::failed(const std::string& name, const LoginCaller& caller) {
  const auto now = clock_.steady_ms();
  drop_old();
  if (!knows(name, caller)) failures_.push_back({now, name, caller.address});
  if (failures_.size() > kFailuresOfStrangers) failures_.pop_front();
  const auto key = bucket(name, caller);
  if (tries_.size() >= kBucketsMax && !tries_.contains(key))
    tries_.erase(std::ranges::min_element(tries_, {}, [](const auto& one) { return one.second.next_ms; }));
  auto& tries = tries_[key];
  tries.next_ms = now + wait_after(++tries.failures);
}

void LoginGuard::succeeded(const std::string& name, const LoginCaller& caller) { tries_.erase(bucket(name, caller)); }

void LoginGuard::know(const std::string& name, const Hash32& browser) {
  const std::pair one(name, browser);
  if (std::ranges::find(browsers_, one) != browsers_.end()) return;
  const auto of_name = [&](const auto& other) { return other.first == name; };
  if (std::cmp_greater_equal(std::ranges::count_if(browsers_, of_name), kBrowsersOfOneMax))
    browsers_.erase(std::ranges::find_if(browsers_, of_name));
  if (browsers_.size() >= kBrowsersMax) browsers_.pop_front();
  browsers_.push_back(one);
}

}  // namespace tipstaff::desk
