#pragma once
// Names of people in texts, as they sound, so that one name in several scripts and
// spellings falls together: "Teodor Marsh", "Теодора Марша", "Marsz".

#include <string>
#include <string_view>
#include <vector>

namespace tipstaff::casework {

// A tip that names more people is a list.
inline constexpr std::size_t kNamesMax = 64;

// sound_of writes a word of Latin, Cyrillic or Greek letters as a few Latin ones: marks,
// doubled letters, ways to spell "sh" and endings of cases go. "" when it has other letters.
[[nodiscard]] std::string sound_of(std::string_view word);

// names_in lists what may be names: two words after another that begin with a capital, each
// as it sounds, with a blank between; once each. It errs to the side of too many. Scripts
// without capitals have none. Time: linear.
[[nodiscard]] std::vector<std::string> names_in(std::string_view text);

}  // namespace tipstaff::casework
