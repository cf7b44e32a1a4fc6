#pragma once
// Tokens: the words of a text in the form in which names are compared.

#include <deque>
#include <string>

#include "casework/locating/gazetteer.h"

namespace tipstaff::casework {

// Gap is what stands between a word and the one before it.
enum class Gap : std::uint8_t {
  none,        // nothing: characters of a script without spaces
  space,       // white space, a dash, a dot: a name may go on
  apostrophe,  // "Boston's": a name may go on, and endings follow
  dot,         // a dot and a space: the end of a sentence, or of "St."
  stop,        // comma, bracket, ...: a name ends
  sentence,    // a sentence or line ends
};

struct Token {
  std::uint32_t begin = 0;       // bytes of the text
  std::uint32_t end = 0;
  std::uint32_t folded = 0;      // where its folded form begins, in Tokens::folded
  std::uint32_t folded_len = 0;
  std::uint64_t hash = 0;        // of the folded form
  std::uint64_t stem = 0;        // of its stem, for the words of a name that decline
  std::uint16_t script = 0;      // bits of the scripts it is written in
  bool capital = false;          // begins with a capital letter
  bool single = false;           // one character of a script without spaces
  Gap gap = Gap::sentence;
};

struct Tokens {
  std::vector<Token> list;
  std::string folded;            // all folded forms
  std::uint64_t steps = 0;       // bytes looked at
  [[nodiscard]] std::string_view form(const Token& token) const {
    return std::string_view(folded).substr(token.folded, token.folded_len);
  }
};

// Tokenizer keeps the table of capital letters; it may be used by many threads.
class Tokenizer {
 public:
  explicit Tokenizer(const Gazetteer& gazetteer);
  // run splits bytes [begin, end) of `text`. Time: linear.
  [[nodiscard]] Tokens run(std::string_view text, std::size_t begin, std::size_t end) const;

 private:
  const Gazetteer& gazetteer_;
  std::vector<bool> capitals_;   // of the basic plane
};

// script_bit of a letter.
[[nodiscard]] std::uint16_t script_bit(char32_t code);

}  // namespace tipstaff::casework
