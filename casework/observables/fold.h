#pragma once
// Folding: what looks like ASCII becomes ASCII, what cannot be seen goes, and every
// other character stays or becomes a separator.

#include <string>

#include "casework/observables/layer.h"

namespace tipstaff::casework {

// The byte that stands for punctuation and symbols outside of ASCII, and for
// bytes that are no UTF-8. No matcher takes it for anything but an end.
inline constexpr char kSeparatorByte = '\x1e';

// fold makes the folded layer. Letters that only look alike (Cyrillic "а") stay:
// rewriting them would hide the deception. Time: linear.
[[nodiscard]] Layer fold(std::string_view text);

// needs_folding is false for plain ASCII, where fold changes nothing.
[[nodiscard]] bool needs_folding(std::string_view text);

// fold_case writes lower case for every script, one character for one, and puts
// letters and marks together ("u" and U+0308 become U+00FC).
[[nodiscard]] std::string fold_case(std::string_view text);

}  // namespace tipstaff::casework
