#pragma once
// Text in the character sets that people still send, as UTF-8.

#include <string>

#include "tipstaff/bytes/bytes.h"

namespace tipstaff::peel {

// warm_charsets opens what the C library keeps in files, before the lock-down. From then
// on this program knows these character sets and no others: its own iconv_open stands in
// front of the C library's, because that one would open a file for an unknown name.
void warm_charsets();

// as_utf8 keeps what is UTF-8, and puts U+FFFD for every byte that is not.
[[nodiscard]] std::string as_utf8(ByteView bytes);

// from_charset reads bytes in a named character set; an unknown name counts as none.
[[nodiscard]] std::string from_charset(ByteView bytes, std::string_view charset);

// Decoded is text whose character set nobody named. guess: "" when the bytes are sure
// (UTF-8, or UTF-16 with its mark), or what it was taken for.
struct Decoded {
  std::string text;
  std::string_view guess;
};
[[nodiscard]] Decoded guess_text(ByteView bytes);

}  // namespace tipstaff::peel
