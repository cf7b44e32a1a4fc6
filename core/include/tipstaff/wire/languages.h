#pragma once
// The spoken languages of a post record: bit i of `langs` is kLanguages[i].

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tipstaff::wire {

// ISO 639-1 codes, in the order of the bits; new ones are only appended.
inline constexpr std::array<std::string_view, 16> kLanguages = {
    "en", "pl", "uk", "ru", "de", "fr", "es", "pt", "tr", "ar", "fa", "zh", "hi", "vi", "be", "ko"};

// parse_languages reads codes parted by commas; nothing when one is unknown.
[[nodiscard]] inline std::optional<std::uint32_t> parse_languages(std::string_view codes) {
  std::uint32_t out = 0;
  while (!codes.empty()) {
    const auto code = codes.substr(0, codes.find(','));
    codes = code.size() == codes.size() ? std::string_view() : codes.substr(code.size() + 1);
    bool known = false;
    for (std::size_t i = 0; i < kLanguages.size(); ++i)
      if (kLanguages[i] == code) out |= 1u << i, known = true;
    if (!known) return std::nullopt;
  }
  return out;
}

// languages_text lists codes parted by commas; bits without a code are left out.
[[nodiscard]] inline std::string languages_text(std::uint32_t langs) {
  std::string out;
  for (std::size_t i = 0; i < kLanguages.size(); ++i) {
    if ((langs >> i & 1) == 0) continue;
    if (!out.empty()) out += ',';
    out += kLanguages[i];
  }
  return out;
}

}  // namespace tipstaff::wire
