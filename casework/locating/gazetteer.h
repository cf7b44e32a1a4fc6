#pragma once
// Gazetteer: towns and countries, and every name that they have in 190 languages.
// desk/places/README.md is the format of its file.

#include <span>
#include <vector>

#include "casework/locating/hint.h"
#include "tipstaff/bytes/bytes.h"

namespace tipstaff::casework {

// Seven times what GeoNames' towns come to; checked before memory is taken.
inline constexpr std::size_t kGazetteerFileMax = 48u << 20;
// Longer names than this many words (characters, where no spaces are written) are not
// looked for: it bounds the work for each word of a text.
inline constexpr std::size_t kNameWordsMax = 24;

// Bits of a link, as the file has them.
inline constexpr std::uint16_t kLatinBit = 1, kCyrillicBit = 2, kGreekBit = 4, kArabicBit = 8, kHebrewBit = 16, kHanBit = 32,
                               kHangulBit = 64, kKanaBit = 128, kDevanagariBit = 256, kOtherScriptBit = 512,
                               kWholeBit = 0x4000, kStemBit = 0x8000;

struct PlaceEntry {
  std::string_view name;
  Country country{};
  Point point;
  std::uint32_t radius_m = 0;
  std::uint8_t weight = 0;      // 5 log2(population + 1)
  bool is_country = false;
};

// Link: a name may mean this place.
struct Link {
  std::uint32_t place = 0;
  std::uint16_t bits = 0;
};

// hash_more adds a word to the hash of the words before it; kHashNone is no word.
inline constexpr std::uint64_t kHashNone = 0x9E3779B97F4A7C15;
[[nodiscard]] std::uint64_t hash_word(std::string_view word);
[[nodiscard]] constexpr std::uint64_t hash_more(std::uint64_t words, std::uint64_t word) {
  const std::uint64_t mixed = (words ^ word) * 0xFF51AFD7ED558CCD;
  return mixed ^ (mixed >> 32);
}

// is_single: every character of these scripts counts as a word.
[[nodiscard]] constexpr bool is_single(char32_t c) {
  return (c >= 0x0E00 && c <= 0x109F) || (c >= 0x1780 && c <= 0x17FF) || (c >= 0x3040 && c <= 0x309F) ||
         (c >= 0x3400 && c <= 0x9FFF) || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x20000 && c <= 0x3FFFF);
}
// take_word takes the next word off a key.
[[nodiscard]] std::string_view take_word(std::string_view& key);

class Gazetteer {
 public:
  // parse_untrusted checks form, lengths, numbers and UTF-8.
  // Errors: wrong_length, bad_magic, bad_value, bad_text, too_large.
  [[nodiscard]] static Result<Gazetteer> parse_untrusted(ByteView file);

  // Slot is what is known of a run of words by its hash: a name, the beginning of
  // longer names, or both. Nothing: neither.
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t key = kNoKey;
    bool begins_more = false;
  };
  static constexpr std::uint32_t kNoKey = 0xFFFFFFFF;
  [[nodiscard]] const Slot* find(std::uint64_t hash) const;
  [[nodiscard]] std::string_view key_text(std::uint32_t key) const { return keys_.at(key); }
  [[nodiscard]] std::span<const Link> links(std::uint32_t key) const;

  [[nodiscard]] PlaceEntry place(std::uint32_t number) const;
  [[nodiscard]] std::size_t size() const { return places_.size(); }
  // country_place returns the entry of a country, by its letters.
  [[nodiscard]] std::optional<PlaceEntry> country_place(Country country) const;

  // fold_of says what a character is compared as; nothing when as itself.
  [[nodiscard]] std::optional<std::string_view> fold_of(char32_t code) const;

 private:
  struct Names {
    std::vector<std::uint32_t> starts;  // one more than names
    std::string text;
    [[nodiscard]] std::size_t size() const { return starts.size() - 1; }
    [[nodiscard]] std::string_view at(std::size_t i) const {
      return std::string_view(text).substr(starts[i], starts[i + 1] - starts[i]);
    }
  };
  struct Counts;
  class Reader;
  struct Stored {
    Point point;
    Country country;
    std::uint8_t weight;
    std::uint32_t radius_m;
  };

  Result<void> read_folds(Reader& in, const Counts& counts);
  Result<void> read_places(Reader& in, const Counts& counts);
  Result<void> read_keys(Reader& in, const Counts& counts);
  void index_keys();
  void note(std::uint64_t hash, std::uint32_t key);

  Names folds_;
  std::vector<std::uint16_t> fold_of_point_;  // number of the fold + 1, for the basic plane
  std::vector<Stored> places_;
  Names place_names_;
  Names keys_;
  std::vector<std::uint32_t> link_starts_;
  std::vector<Link> links_;
  std::vector<Slot> slots_;                   // open addressing, a power of two
};

}  // namespace tipstaff::casework
