#pragma once
// Stems: words without the endings of cases, as far as folded letters show them.
// desk/places/fold.mjs has the same endings.

#include <string_view>

namespace tipstaff::casework {

inline constexpr std::size_t kEndingMax = 4;

// is_ending tells whether a declined Slavic name can end so; folded letters.
[[nodiscard]] bool is_ending(std::string_view letters);

// stem_of takes off the longest ending that leaves three letters.
[[nodiscard]] std::string_view stem_of(std::string_view word);

// particle_of returns the Korean particle that a word ends with, or nothing.
[[nodiscard]] std::string_view particle_of(std::string_view word);

}  // namespace tipstaff::casework
