#pragma once
// Clock: the time of day and the time that only goes forward.

#include <chrono>
#include <cstdint>

namespace tipstaff::platform {

class Clock {
 public:
  virtual ~Clock() = default;
  // unix_ms: milliseconds since 1970 by the wall clock, which can jump.
  [[nodiscard]] virtual std::int64_t unix_ms() const = 0;
  // steady_ms: milliseconds since some start, which never goes back.
  [[nodiscard]] virtual std::int64_t steady_ms() const = 0;
};

class SystemClock final : public Clock {
 public:
  [[nodiscard]] std::int64_t unix_ms() const override;
  [[nodiscard]] std::int64_t steady_ms() const override;
};

}  // namespace tipstaff::platform
