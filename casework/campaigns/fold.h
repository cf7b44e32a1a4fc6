#pragma once
// fold_text: texts in one form, so that a copy is seen behind small changes.

#include <string>
#include <string_view>

namespace tipstaff::campaigns {

// fold_text puts UTF-8 into lower case (Latin, Greek, Cyrillic), drops @names, links,
// punctuation and invisible characters, and joins words by one space.
[[nodiscard]] std::string fold_text(std::string_view text);

// count_words counts the words of a folded text.
[[nodiscard]] std::size_t count_words(std::string_view folded);

// Shorter texts are the same by chance ("good morning everybody").
inline constexpr std::size_t kWordsMin = 5;

}  // namespace tipstaff::campaigns
