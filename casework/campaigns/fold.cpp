#include "casework/campaigns/fold.h"

#include <algorithm>
#include <cstdint>

namespace tipstaff::campaigns {
namespace {

constexpr std::size_t kTextBytesMax = 16'384;  // of a text, what is compared

// decode takes one code point from the left; a byte that is not UTF-8 is taken as itself.
char32_t decode(std::string_view& text) {
  const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
  const auto lead = byte(0);
  const std::size_t size = lead < 0x80 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  if (size == 1 || size > text.size()) return text.remove_prefix(1), char32_t{lead};
  char32_t point = lead & (0x7fU >> size);
  for (std::size_t i = 1; i < size; ++i) point = (point << 6) | (byte(i) & 0x3fU);
  text.remove_prefix(size);
  return point;
}

void encode(char32_t c, std::string& out) {
  const auto put = [&](char32_t byte) { out += static_cast<char>(byte); };
  if (c < 0x80) return put(c);
  if (c < 0x800) return put(0xc0 | (c >> 6)), put(0x80 | (c & 0x3f));
  if (c < 0x10000) return put(0xe0 | (c >> 12)), put(0x80 | ((c >> 6) & 0x3f)), put(0x80 | (c & 0x3f));
  put(0xf0 | (c >> 18)), put(0x80 | ((c >> 12) & 0x3f)), put(0x80 | ((c >> 6) & 0x3f)), put(0x80 | (c & 0x3f));
}

char32_t lower(char32_t c) {
  if (c >= 'A' && c <= 'Z') return c + 32;
  if (c >= 0xc0 && c <= 0xde && c != 0xd7) return c + 32;
  if (c >= 0x100 && c <= 0x17f && c != 0x130 && c != 0x131 && c != 0x138 && c != 0x149 && c != 0x178 && c != 0x17f) {
    const bool odd_is_upper = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17e);
    return (c & 1) == (odd_is_upper ? 1U : 0U) ? c + 1 : c;
  }
  if (c >= 0x391 && c <= 0x3a9) return c + 32;
  if (c >= 0x410 && c <= 0x42f) return c + 32;
  if (c >= 0x400 && c <= 0x40f) return c + 80;
  return c;
}

// What holds no meaning: ASCII and general punctuation, invisible characters, emoji
// selectors. Letters, digits, emoji and all other scripts stay.
bool dropped(char32_t c) {
  if (c < 0x80) return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'));
  return (c >= 0x80 && c <= 0xa9) || c == 0xab || c == 0xad || c == 0xb7 || c == 0xbb || c == 0xbf ||
         (c >= 0x2000 && c <= 0x206f) || (c >= 0x3000 && c <= 0x303f) || (c >= 0xfe00 && c <= 0xfe0f) || c == 0xfeff;
}

bool is_space(char32_t c) { return c == ' ' || (c >= 9 && c <= 13) || c == 0xa0 || c == 0x3000; }

bool is_address(std::string_view word) {
  return word.starts_with('@') || word.starts_with("http://") || word.starts_with("https://") || word.starts_with("www.");
}

void fold_word(std::string_view word, std::string& out) {
  const auto before = out.size();
  if (!out.empty()) out += ' ';
  const auto start = out.size();
  while (!word.empty()) {
    const auto c = lower(decode(word));
    if (!dropped(c)) encode(c, out);
  }
  if (out.size() == start) out.resize(before);
}

}  // namespace

std::string fold_text(std::string_view text) {
  text = text.substr(0, kTextBytesMax);
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    std::string_view rest = text;
    std::size_t size = 0;
    while (!rest.empty() && !is_space(decode(rest))) size = text.size() - rest.size();
    const auto word = text.substr(0, size);
    if (!word.empty() && !is_address(word)) fold_word(word, out);
    text = rest;
  }
  return out;
}

std::size_t count_words(std::string_view folded) {
  return folded.empty() ? 0 : static_cast<std::size_t>(std::ranges::count(folded, ' ')) + 1;
}

}  // namespace tipstaff::campaigns
