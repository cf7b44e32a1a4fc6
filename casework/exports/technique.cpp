#include "casework/exports/technique.h"

#include <algorithm>
#include <charconv>

namespace tipstaff::casework {
namespace {

// "T0049" or "T0049.001".
bool is_technique(std::string_view text) {
  if (text.size() != 5 && text.size() != 9) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (i == 0 ? text[i] != 'T' : i == 5 ? text[i] != '.' : !digit) return false;
  }
  return true;
}

}  // namespace

std::optional<Technique> parse_technique(std::string_view word) {
  Technique out{0, ""};
  if (const auto colon = word.find(':'); colon != std::string_view::npos) {
    const auto [end, error] = std::from_chars(word.data(), word.data() + colon, out.crew);
    if (error != std::errc{} || end != word.data() + colon || out.crew == 0) return std::nullopt;
    word.remove_prefix(colon + 1);
  }
  if (!is_technique(word)) return std::nullopt;
  out.id = word;
  return out;
}

std::vector<std::string> techniques_of(const std::vector<Technique>& all, std::size_t crew) {
  std::vector<std::string> out;
  for (const auto& technique : all)
    if (technique.crew == 0 || technique.crew == crew) out.push_back(technique.id);
  std::ranges::sort(out);
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace tipstaff::casework
