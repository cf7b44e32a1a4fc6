#pragma once
// Short lists of words that matchers look into.

#include <string>
#include <string_view>

namespace tipstaff::casework {

// scheme_of returns the real scheme of a spelling ("hxxps" is https), or "".
[[nodiscard]] std::string_view scheme_of(std::string_view spelled);
[[nodiscard]] inline bool is_scheme(std::string_view spelled) { return !scheme_of(spelled).empty(); }

// is_word_domain: top-level domains that are words of prose ("in", "is", "me").
[[nodiscard]] bool is_word_domain(std::string_view top);
// is_stop_word: what stands before "dot" in prose.
[[nodiscard]] bool is_stop_word(std::string_view word);
// is_file_ending: endings of file names; is_file_domain: those that are top-level
// domains too, where a name of two labels is rather a file.
[[nodiscard]] bool is_file_ending(std::string_view ending);
[[nodiscard]] bool is_file_domain(std::string_view top);

}  // namespace tipstaff::casework
