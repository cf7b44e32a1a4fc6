#pragma once
// LoginGuard: how fast passphrases may be guessed at the page. After a few failures the next
// try of that name waits, longer each time up to a minute, and all names together have a
// limit too. A try that comes too early is not looked at and makes nothing longer, so
// nobody is locked out for good.

#include <deque>
#include <map>
#include <string>

#include "platform/clock.h"

namespace tipstaff::desk {

class LoginGuard {
 public:
  explicit LoginGuard(const platform::Clock& clock) : clock_(clock) {}

  static constexpr int kFreeFailures = 3;                  // a person mistypes
  static constexpr std::int64_t kWaitMaxMs = 60'000;       // a thousand guesses take 17 hours
  static constexpr std::size_t kFailuresAMinute = 20;      // of all names together
  static constexpr std::size_t kNamesMax = 256;

  // wait_ms is 0 when this name may try now.
  [[nodiscard]] std::int64_t wait_ms(const std::string& name);
  void failed(const std::string& name);
  void succeeded(const std::string& name);

 private:
  struct Tries {
    int failures = 0;
    std::int64_t next_ms = 0;
  };
  const platform::Clock& clock_;
  std::map<std::string, Tries> tries_;
  std::deque<std::int64_t> failures_;     // when, the last minute's
};

}  // namespace tipstaff::desk
