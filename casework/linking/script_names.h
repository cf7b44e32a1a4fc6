#pragma once
// Names in scripts that have no capitals (Arabic, Chinese), as Latin letters write them.
// Nothing marks a name there, and vowels or sounds are not all written: so a table says
// which common names there are, and other names are not found.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace tipstaff::casework {

// Romanised is a name in the usual Latin spelling: given name and family name in the order
// in which that language writes them.
struct Romanised {
  std::string first, second;
};

// script_names lists them in the order of the text. Time: linear.
[[nodiscard]] std::vector<Romanised> script_names(std::string_view text);

// usual_spelling gives the spelling that script_names uses for another one of the same name:
// "ahmed" is "ahmad". Small letters; any other word comes back as it is.
[[nodiscard]] std::string_view usual_spelling(std::string_view lower);

// short_family_name: two letters that are a Chinese family name before this given name: "li"
// before "jianguo". Small letters.
[[nodiscard]] bool short_family_name(std::string_view lower, std::string_view given);

// common_names calls `use` with every name of the table in the usual spelling: family or
// given, and Chinese given names of one and of two characters.
enum class NamePart : std::uint8_t { arabic, chinese_family, chinese_given };
void common_names(const std::function<void(NamePart, std::string_view)>& use);

}  // namespace tipstaff::casework
