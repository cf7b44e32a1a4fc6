#pragma once
// Tables that the build makes from Debian's packages publicsuffix and unicode-data
// (tables/make_tables.cpp writes the definitions).

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace tipstaff::casework {

// What the scanner does with a character outside of ASCII.
enum class CharKind : std::uint8_t {
  letter = 0,     // letters, marks, numbers: stay
  separator = 1,  // white space, punctuation, symbols, unassigned: end a word
  fold = 2,       // has an ASCII form (full width, mathematical, other digits, dots)
  strip = 3,      // cannot be seen: zero width, bidi controls, tags, variation selectors
};

inline constexpr char32_t kCodeEnd = 0x110000;
inline constexpr std::size_t kPageCodes = 256;

struct FoldEntry {
  char32_t from;
  std::string_view to;  // ASCII
};
struct CasePair {
  char32_t upper;
  char32_t lower;
};
struct ComposePair {
  char32_t base;
  char32_t mark;
  char32_t whole;
};

extern const std::array<std::uint8_t, kCodeEnd / kPageCodes> kKindPages;
extern const std::span<const CharKind> kKinds;                 // page after page
extern const std::span<const FoldEntry> kFolds;                // by `from`
extern const std::span<const CasePair> kCasePairs;             // by `upper`
extern const std::span<const ComposePair> kComposePairs;       // by `base`, `mark`

// The rules of the Public Suffix List in their order, one a line, labels in their ASCII
// form. A line of the list's private part begins with a space.
extern const std::string_view kSuffixRules;

[[nodiscard]] inline CharKind kind_of(char32_t code) {
  if (code >= kCodeEnd) return CharKind::separator;
  return kKinds[kKindPages[code / kPageCodes] * kPageCodes + code % kPageCodes];
}

}  // namespace tipstaff::casework
