#include "platform/clock.h"

namespace tipstaff::platform {
namespace {

template <class C>
std::int64_t ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(C::now().time_since_epoch())
      .count();
}

}  // namespace

std::int64_t SystemClock::unix_ms() const { return ms<std::chrono::system_clock>(); }
std::int64_t SystemClock::steady_ms() const { return ms<std::chrono::steady_clock>(); }

}  // namespace tipstaff::platform
