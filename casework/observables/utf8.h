#pragma once
// UTF-8, one character at a time, over text that may be broken.

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

// character_at decodes at `at`, which must be inside `text`. It never reads
// behind the end and always makes progress.
[[nodiscard]] Character character_at(std::string_view text, std::size_t at);

// append_utf8 writes a code point; surrogates and values over U+10FFFF become U+FFFD.
void append_utf8(std::string& out, char32_t code);

}  // namespace tipstaff::casework
