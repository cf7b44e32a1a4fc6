#pragma once
// Refusals: why a file, or the rest of it, is not read, as one word that the desk's page
// says in the reader's language.

#include <string_view>

namespace tipstaff::campaigns {

// refusal_code names an error's words: "bomb", "packed_cut". Out: the words themselves
// where they have no name yet; the page then shows them in English.
[[nodiscard]] std::string_view refusal_code(std::string_view words);

inline constexpr std::string_view kNothingInCommon = "no row has anything that accounts could have in common";
inline constexpr std::string_view kRestDidNotCome = "the rest of the file did not come";

}  // namespace tipstaff::campaigns
