#pragma once
// Seat: what one session of the page is for the desk. Somebody sits on it, or nobody.

#include <memory>
#include <mutex>
#include <optional>

#include "desk/page/login_guard.h"
#include "desk/who.h"

namespace tipstaff::desk {

class Seat {
 public:
  explicit Seat(std::int64_t now_ms, LoginCaller caller = {}) : used_at_ms_(now_ms), caller_(std::move(caller)) {}
  void take(Who who, std::int64_t now_ms) {
    const std::lock_guard held(mutex_);
    who_ = std::move(who);
    used_at_ms_ = now_ms;
  }
  // caller is who tries passphrases here.
  [[nodiscard]] LoginCaller caller() const {
    const std::lock_guard held(mutex_);
    return caller_;
  }
  void is_browser(const Hash32& browser) {
    const std::lock_guard held(mutex_);
    caller_.browser = browser;
  }
  void leave() {
    const std::lock_guard held(mutex_);
    who_.reset();
  }
  void use(std::int64_t now_ms) {
    const std::lock_guard held(mutex_);
    used_at_ms_ = now_ms;
  }
  [[nodiscard]] std::optional<Who> who() const {
    const std::lock_guard held(mutex_);
    return who_;
  }
  [[nodiscard]] bool taken() const { return who().has_value(); }
  [[nodiscard]] std::int64_t idle_ms(std::int64_t now_ms) const {
    const std::lock_guard held(mutex_);
    return now_ms - used_at_ms_;
  }

 private:
  mutable std::mutex mutex_;
  std::optional<Who> who_;
  std::int64_t used_at_ms_;
  LoginCaller caller_;
};

}  // namespace tipstaff::desk
