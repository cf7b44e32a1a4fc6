#pragma once
// Punycode (RFC 3492), for one label of a host name.

#include <optional>
#include <string>
#include <string_view>

namespace tipstaff::casework {

// A label has at most 63 bytes in its ASCII form (RFC 1035), so nothing longer
// than 63 characters can be one.
inline constexpr std::size_t kLabelBytesMax = 63;

// label_to_ascii spells a label as "xn--..."; ASCII labels stay as they are.
// Nothing: broken UTF-8, or longer than a label can be.
[[nodiscard]] std::optional<std::string> label_to_ascii(std::string_view label);

// label_to_unicode is the way back. Nothing: not Punycode.
[[nodiscard]] std::optional<std::string> label_to_unicode(std::string_view label);

}  // namespace tipstaff::casework
