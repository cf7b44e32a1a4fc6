#pragma once
// Numbers as text, the same on every machine.

#include <charconv>
#include <cstdint>
#include <string>

namespace tipstaff::campaigns {

// general writes as printf's "%.{digits}g" does.
[[nodiscard]] inline std::string general(double value, int digits) {
  char text[64];
  const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::general, digits).ptr;
  return {text, end};
}

// fixed writes as "%.{decimals}f" does; values beyond 1e15 are written as general ones.
[[nodiscard]] inline std::string fixed(double value, int decimals) {
  if (!(value < 1e15 && value > -1e15)) return general(value, 6);
  char text[64];
  const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::fixed, decimals).ptr;
  return {text, end};
}

// padded writes with leading zeros.
[[nodiscard]] inline std::string padded(std::int64_t value, std::size_t width) {
  auto text = std::to_string(value);
  return text.size() < width ? std::string(width - text.size(), '0') + text : text;
}

[[nodiscard]] inline std::string hex16(std::uint64_t value) {
  char text[16];
  const auto end = std::to_chars(text, text + sizeof text, value, 16).ptr;
  const std::string digits(text, end);
  return std::string(16 - digits.size(), '0') + digits;
}

}  // namespace tipstaff::campaigns
