#pragma once
// Draw: numbers and letters from a seed; the same seed gives the same everywhere.

#include <cstdint>
#include <string>
#include <string_view>

namespace tipstaff::planted {

class Draw {
 public:
  explicit Draw(std::uint64_t seed) : state_(seed) {}

  // next is SplitMix64.
  std::uint64_t next() {
    std::uint64_t x = state_ += 0x9e3779b97f4a7c15u;
    x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9u;
    x = (x ^ x >> 27) * 0x94d049bb133111ebu;
    return x ^ x >> 31;
  }
  std::uint64_t below(std::uint64_t end) { return next() % end; }
  bool one_in(std::uint64_t n) { return below(n) == 0; }
  template <class List>
  const auto& of(const List& list) { return list[below(std::size(list))]; }

  std::string chars(std::string_view from, std::size_t count) {
    std::string out;
    while (out.size() < count) out.push_back(from[below(from.size())]);
    return out;
  }
  std::string letters(std::size_t count) { return chars("abcdefghijklmnopqrstuvwxyz", count); }
  std::string digits(std::size_t count) { return chars("0123456789", count); }
  std::string hex(std::size_t count) { return chars("0123456789abcdef", count); }
  // word can be said aloud: consonants and vowels in turns.
  std::string word(std::size_t syllables) {
    std::string out;
    while (syllables-- > 0) out += chars("bdfgklmnprstvz", 1) + chars("aeiou", 1);
    return out;
  }

 private:
  std::uint64_t state_;
};

}  // namespace tipstaff::planted
