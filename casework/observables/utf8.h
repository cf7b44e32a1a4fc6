#pragma once
// UTF-8, one character at a time, over text that may be broken.

#include <cstdint>
#include <string>
#include <string_view>

namespace tipstaff::casework {

// Character is one decoded code point and the bytes that it took. `broken`: the
// byte is no part of well-formed UTF-8; then code is its value and bytes is 1.
struct Character {
  char32_t code = 0;
  unsigned bytes = 1;
  bool broken = false;
};

// long_character_at decodes what is not two bytes of a small alphabet.
[[nodiscard]] Character long_character_at(std::string_view text, std::size_t at);

// character_at decodes at `at`, which must be inside `text`. It never reads
// behind the end and always makes progress.
[[nodiscard]] inline Character character_at(std::string_view text, std::size_t at) {
  const auto lead = static_cast<std::uint8_t>(text[at]);
  if (lead < 0x80) return {lead, 1, false};
  if (lead >= 0xC2 && lead <= 0xDF && at + 1 < text.size()) {
    const auto next = static_cast<std::uint8_t>(text[at + 1]);
    if ((next & 0xC0) == 0x80) return {static_cast<char32_t>((lead & 0x1F) << 6 | (next & 0x3F)), 2, false};
  }
  return long_character_at(text, at);
}

// append_utf8 writes a code point; surrogates and values over U+10FFFF become U+FFFD.
void append_utf8(std::string& out, char32_t code);

}  // namespace tipstaff::casework
