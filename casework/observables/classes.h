#pragma once
// What a byte can be, for the scanner's inner loops.

#include <array>
#include <cstdint>
#include <string_view>

namespace tipstaff::casework {

inline constexpr std::uint8_t kDigit = 1;     // 0-9
inline constexpr std::uint8_t kUpper = 2;     // A-Z
inline constexpr std::uint8_t kLower = 4;     // a-z
inline constexpr std::uint8_t kHexLetter = 8; // a-f A-F
inline constexpr std::uint8_t kHigh = 16;     // a byte of a letter outside of ASCII
inline constexpr std::uint8_t kDot = 32;
inline constexpr std::uint8_t kJoin = 64;     // - and _
inline constexpr std::uint8_t kPlain = 128;   // letters g-z G-Z

inline constexpr auto kClasses = [] {
  std::array<std::uint8_t, 256> out{};
  for (int c = '0'; c <= '9'; ++c) out[static_cast<std::size_t>(c)] = kDigit;
  for (int c = 'a'; c <= 'z'; ++c) {
    const auto kind = static_cast<std::uint8_t>(c <= 'f' ? kHexLetter : kPlain);
    out[static_cast<std::size_t>(c)] = static_cast<std::uint8_t>(kLower | kind);
    out[static_cast<std::size_t>(c - 32)] = static_cast<std::uint8_t>(kUpper | kind);
  }
  out['.'] = kDot;
  out['-'] = out['_'] = kJoin;
  for (std::size_t c = 0x80; c < 0x100; ++c) out[c] = kHigh;
  return out;
}();

[[nodiscard]] constexpr std::uint8_t class_of(char c) { return kClasses[static_cast<std::uint8_t>(c)]; }
[[nodiscard]] constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
[[nodiscard]] constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
[[nodiscard]] constexpr bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
[[nodiscard]] constexpr bool is_alpha(char c) { return is_upper(c) || is_lower(c); }
[[nodiscard]] constexpr bool is_alnum(char c) { return (class_of(c) & (kDigit | kUpper | kLower)) != 0; }
[[nodiscard]] constexpr bool is_hex(char c) { return (class_of(c) & (kDigit | kHexLetter)) != 0; }
// is_word: what the runs that the scanner looks at are made of.
[[nodiscard]] constexpr bool is_word(char c) { return class_of(c) != 0; }
[[nodiscard]] constexpr bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
[[nodiscard]] constexpr char lower(char c) { return is_upper(c) ? static_cast<char>(c + 32) : c; }

// same_letters compares ASCII without case.
[[nodiscard]] constexpr bool same_letters(std::string_view a, std::string_view b) {
  if (a.size() != b.size()) return false;
  for (std::size_t i = 0; i < a.size(); ++i)
    if (lower(a[i]) != lower(b[i])) return false;
  return true;
}
// begins compares the beginning of `text` with `lower_case`, without case.
[[nodiscard]] constexpr bool begins(std::string_view text, std::string_view lower_case) {
  return text.size() >= lower_case.size() && same_letters(text.substr(0, lower_case.size()), lower_case);
}

}  // namespace tipstaff::casework
