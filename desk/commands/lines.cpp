#include "desk/commands/lines.h"

#include <ctime>

#include "platform/text.h"

namespace tipstaff::desk {

std::string line_of(std::string_view text) { return platform::display_line(as_bytes(text)); }

std::string time_text(std::uint64_t unix_seconds) {
  const auto time = static_cast<std::time_t>(unix_seconds);
  std::tm parts{};
  if (unix_seconds == 0 || ::gmtime_r(&time, &parts) == nullptr) return "-";
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%d %H:%MZ", &parts);
  return text;
}

}  // namespace tipstaff::desk
