#pragma once
// ShownText: what text that people write may hold, so that it is read as it stands. Names of
// officers, posts, cases, suspects and calls are all judged here.

#include "tipstaff/bytes/bytes.h"

namespace tipstaff {

// What is refused in each:            | name | line | text |
//   not UTF-8 (lone surrogates too)   |  x   |  x   |  x   |
//   C0, C1, DEL; line feed            |  x   |  x   | feed stays
//   bidi embeddings to isolates       |  x   |  x   |  x   |
//   what cannot be seen (200B, 2060-206F, FEFF, AD, tags ...)  x in all
//   directional marks (200E 200F 061C)|  x   | stay | stay |
//   joiners (200C 200D)               | in words | stay | stay |
// "In words": after a letter of Arabic, Syriac, an Indic or a related script and before
// another, or after a virama; Persian and Malayalam names cannot be written without them.
enum class Shown : std::uint8_t { name, line, text };

// Why text is refused: Errc::bad_text, said here.
inline constexpr std::string_view kNotUtf8 = "text that is not UTF-8";
inline constexpr std::string_view kUnseen = "a character that cannot be seen or turns the text";

// check_shown looks at every character. Errors: bad_text.
[[nodiscard]] Result<void> check_shown(std::string_view text, Shown as);
// without_unseen leaves out what check_shown refuses; the text is UTF-8.
[[nodiscard]] std::string without_unseen(std::string_view text, Shown as);

}  // namespace tipstaff
