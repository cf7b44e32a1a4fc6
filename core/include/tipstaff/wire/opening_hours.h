#pragma once
// When an office is open: one span a day, in quarters of an hour of its own clock.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tipstaff::wire {

// Monday to Sunday, each: opens, closes, in quarters of an hour since midnight, 0 to 96;
// 0, 0 is closed. All zeros: nothing is published.
using OpeningHours = std::array<std::uint8_t, 14>;

// well_formed: each day is closed, or opens before it closes, by 24:00.
[[nodiscard]] bool well_formed(const OpeningHours& hours);

// parse_hours reads what people write, like OpenStreetMap's opening_hours: "Mo-Fr
// 09:00-16:30, Sa 10:00-12:00"; "" is nothing published. A day stands once. Nothing when it
// is anything else.
[[nodiscard]] std::optional<OpeningHours> parse_hours(std::string_view text);

// hours_text writes the same, days with equal hours together; "" for nothing published.
[[nodiscard]] std::string hours_text(const OpeningHours& hours);

}  // namespace tipstaff::wire
