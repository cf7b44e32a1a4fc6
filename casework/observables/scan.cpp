#include "casework/observables/scan.h"

#include <algorithm>

namespace tipstaff::casework {

bool Scan::near(std::size_t at, std::size_t bytes, std::initializer_list<std::string_view> words) {
  const auto from = at > bytes ? at - bytes : 0;
  steps += (at - from) * words.size();
  for (const auto word : words)
    for (auto i = from; i + word.size() <= at; ++i)
      if (lower(text[i]) == lower(word[0]) && same_letters(text.substr(i, word.size()), word)) return true;
  return false;
}

std::size_t Scan::skip_digits(std::size_t i, std::size_t most) const {
  const auto end = std::min(text.size(), i + most);
  while (i < end && is_digit(text[i])) ++i;
  return i;
}

Observable& Scan::add(Type type, std::size_t begin, std::size_t end, std::string value, std::string_view rule,
                      Confidence confidence) {
  auto& hit = hits.emplace_back();
  hit.type = type;
  hit.confidence = confidence;
  hit.offset = static_cast<std::uint32_t>(begin);
  hit.length = static_cast<std::uint32_t>(end - begin);
  hit.value = std::move(value);
  hit.rule = rule;
  return hit;
}

}  // namespace tipstaff::casework
