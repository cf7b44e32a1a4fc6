#pragma once
// What text of a call may be: shown as it is read, everywhere.

#include "tipstaff/bytes/bytes.h"

namespace tipstaff::council {

// check_line: 1 to `bytes_max` bytes that are a name by tipstaff/bytes/shown_text.h.
// Errors: bad_text, too_large.
[[nodiscard]] Result<void> check_line(std::string_view text, std::size_t bytes_max);

// check_text: the same for a text: lines, joiners and directional marks stay. Errors: bad_text, too_large.
[[nodiscard]] Result<void> check_text(std::string_view text, std::size_t bytes_max);

// check_link: an address http(s)://host[:port][/...] of printable ASCII, without a
// name before the host and without characters that end an attribute or a line.
// Errors: bad_value, too_large.
[[nodiscard]] Result<void> check_link(std::string_view link);

// check_id: 3 to 40 of a-z, 0-9 and inner hyphens. Errors: bad_value.
[[nodiscard]] Result<void> check_id(std::string_view id);

// check_language: a tag of BCP 47 in its usual case: "en", "zh-Hans". Errors: bad_value.
[[nodiscard]] Result<void> check_language(std::string_view tag);

// right_to_left tells which way a language is written.
[[nodiscard]] bool right_to_left(std::string_view tag);

}  // namespace tipstaff::council
