#pragma once
// Text and names from strangers, made fit to be shown and to be file names.

#include <string>

#include "tipstaff/bytes/bytes.h"

namespace tipstaff::platform {

// display_text returns UTF-8 in which nothing acts on the screen: control
// characters (but line feed and tab), bidirectional embeddings, overrides and
// isolates, and characters that cannot be seen are spelled out as <U+202E>.
// Directional marks (U+200E, U+200F, U+061C) and joiners stay: Arabic, Hebrew
// and Persian need them. Bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string display_text(ByteView text);

// display_line is display_text on one line, for names in a sentence or a list.
[[nodiscard]] std::string display_line(ByteView text);

// display_block is display_text with every line behind a bar, so that no line of it
// can pass for a line of the program's own.
[[nodiscard]] std::string display_block(ByteView text);

// safe_file_name makes a name that is one path component on any system: no
// separators, nothing invisible, no leading dot or dash, at most 100 bytes with its
// last extension kept, never empty.
[[nodiscard]] std::string safe_file_name(std::string_view name);

inline constexpr std::size_t kSafeNameBytesMax = 100;

}  // namespace tipstaff::platform
