#pragma once
// Names of people in texts, as they sound, so that one name in several scripts and
// spellings falls together: "Teodor Marsh", "Теодора Марша", "Marsz".
// Of Arabic and Chinese only common names are known (script_names.h).

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
// as it sounds, with a blank between; once each. It errs to the side of too many. In scripts
// without capitals a table says what is a name. Time: linear.
[[nodiscard]] std::vector<std::string> names_in(std::string_view text);

// is_common_name: both halves of a name, as it sounds, are in the table of script_names.h.
// So many people are called so that the name alone tells nobody from anybody.
[[nodiscard]] bool is_common_name(std::string_view name);

}  // namespace tipstaff::casework
