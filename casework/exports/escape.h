#pragma once
// Text of strangers inside documents: whatever its bytes are, it stays text.

#include <string>
#include <string_view>

namespace tipstaff::casework {

// escape_xml makes text fit for XML 1.0, between tags and in attributes. Line ends and
// tabs become spaces; what XML may not hold, and bytes that are not UTF-8, U+FFFD.
[[nodiscard]] std::string escape_xml(std::string_view text);

// escape_json writes what stands between the quotes of a JSON string, in the one form
// of RFC 8785 (section 3.2.2.2). Bytes that are not UTF-8 become U+FFFD.
[[nodiscard]] std::string escape_json(std::string_view text);

// csv_cell writes a cell of RFC 4180, always in quotes. One that a spreadsheet would
// take for a formula gets an apostrophe before it.
[[nodiscard]] std::string csv_cell(std::string_view text);

}  // namespace tipstaff::casework
