#pragma once
// Lines and decimal numbers of the C2SP text formats.

#include "tipstaff/bytes/fixed.h"

namespace tipstaff::log {

// take_line cuts the first line off `text`; a line ends in '\n'. Errors: bad_text.
[[nodiscard]] Result<std::string_view> take_line(std::string_view& text);
// parse_decimal reads a number without sign or leading zeros. Errors: bad_text.
[[nodiscard]] Result<std::uint64_t> parse_decimal(std::string_view text);
// parse_hash reads the base64 form of 32 bytes. Errors: bad_text.
[[nodiscard]] Result<Hash32> parse_hash(std::string_view text);

}  // namespace tipstaff::log
