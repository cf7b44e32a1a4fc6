#pragma once
// Languages: in which one a text is written, by its letters and its commonest words.
// Only for files and what was taken out of them: the language of a tip would point at
// the person who wrote it.

#include <optional>
#include <string_view>

#include "casework/locating/hint.h"

namespace tipstaff::casework {

struct Language {
  std::string_view code;      // ISO 639
  Country country;            // where most of its speakers live
  double part = 0;            // of the words looked at, how many are its commonest ones
};

// language_of looks at the first 64 KiB. Nothing for short or mixed texts, and for
// languages that are at home in many countries (English, Spanish, Arabic ...).
[[nodiscard]] std::optional<Language> language_of(std::string_view text);

}  // namespace tipstaff::casework
