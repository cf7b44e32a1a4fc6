#pragma once
// What made-up tips are made of, in eight languages. All of it is invented.

#include <array>
#include <string_view>

namespace tipstaff::planted {

inline constexpr std::size_t kLanguages = 8;  // en de fr es pl ru ar zh
inline constexpr std::size_t kStories = 14, kFrames = 4;

// One language: what happened, "{}" ways to say what somebody uses, how a person is named,
// and how two sentences are parted.
struct Language {
  std::array<std::string_view, kStories> stories;
  std::array<std::string_view, kFrames> uses;    // "He pays with {}."
  std::array<std::string_view, 2> called;        // "His name is {}."
  std::array<std::string_view, 3> liked;         // what may stand between
  bool cyrillic = false;
};
extern const std::array<Language, kLanguages> kWords;

// A name as it is written in Latin letters, by Germans, by Poles and in Cyrillic.
struct NameForms {
  std::string_view latin, german, polish, cyrillic;
};
extern const std::array<NameForms, 40> kFirstNames;
extern const std::array<NameForms, 20> kRareNames;
// Common names in scripts without capitals: many people are called so.
extern const std::array<std::string_view, 7> kArabicNames, kChineseNames;
// The second half of many family names: the first is drawn.
extern const std::array<std::string_view, 10> kNameEnds;

}  // namespace tipstaff::planted
