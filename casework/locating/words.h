#pragma once
// PlaceWords: words that say that a place follows, and words that look like places.

#include <unordered_map>
#include <unordered_set>

#include "casework/locating/tokens.h"

namespace tipstaff::casework {

class PlaceWords {
 public:
  explicit PlaceWords(const Tokenizer& tokenizer);

  // before: how much a word before a name says for a place; after: one behind it.
  [[nodiscard]] double before(const Token& token) const { return value(before_, token); }
  [[nodiscard]] double after(const Token& token) const { return value(after_, token); }
  // Names of towns that are words of every day, or given names of people.
  [[nodiscard]] bool is_common(std::uint64_t word) const { return common_.contains(word); }
  [[nodiscard]] bool is_given(std::uint64_t word) const { return given_.contains(word); }
  // "Mr" and the like: a person's name follows.
  [[nodiscard]] bool is_title(const Token& token) const { return titles_.contains(token.hash); }

 private:
  using Values = std::unordered_map<std::uint64_t, std::pair<std::uint16_t, double>>;
  [[nodiscard]] static double value(const Values& values, const Token& token);

  Values before_, after_;
  std::unordered_set<std::uint64_t> common_, given_, titles_;
};

}  // namespace tipstaff::casework
