#include "tipstaff/bytes/shown_text.h"

#include <algorithm>
#include <array>

namespace tipstaff {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

// What acts on the screen, or cannot be seen at all.
constexpr std::array kActing = {
    Range{0x00, 0x1F},     Range{0x7F, 0x9F},     Range{0xAD, 0xAD},     Range{0x034F, 0x034F},
    Range{0x180E, 0x180E}, Range{0x200B, 0x200B}, Range{0x2028, 0x202E}, Range{0x2060, 0x206F},
    Range{0xFEFF, 0xFEFF}, Range{0xFFF9, 0xFFFC}, Range{0xE0000, 0xE0FFF}};

constexpr std::array kMarks = {Range{0x061C, 0x061C}, Range{0x200E, 0x200F}};

// Scripts whose letters change shape by what stands beside them: Arabic, Syriac, N'Ko and
// their neighbours, Indic ones and Sinhala, Tibetan, Myanmar, Khmer, Mongolian.
constexpr std::array kJoining = {
    Range{0x0600, 0x0605}, Range{0x0610, 0x061B}, Range{0x061D, 0x085F}, Range{0x0860, 0x0DFF},
    Range{0x0F00, 0x109F}, Range{0x1780, 0x18AF}, Range{0xFB50, 0xFDFF}, Range{0xFE70, 0xFEFC}};

template <std::size_t N>
constexpr bool among(const std::array<Range, N>& ranges, char32_t c) {
  return std::ranges::any_of(ranges, [c](Range range) { return c >= range.first && c <= range.last; });
}

constexpr bool joiner(char32_t c) { return c == 0x200C || c == 0x200D; }

// The sign that takes an Indic letter's vowel away stands at this place of each block.
constexpr bool virama(char32_t c) { return (c >= 0x0900 && c <= 0x0D7F && (c & 0x7F) == 0x4D) || c == 0x0DCA || c == 0x1039; }

// character_at: 0 behind the end. The text is known to be well-formed.
char32_t character_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const std::size_t size = byte(0) < 0x80 ? 1 : byte(0) < 0xE0 ? 2 : byte(0) < 0xF0 ? 3 : 4;
  char32_t out = size == 1 ? byte(0) : byte(0) & (0xFFu >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) out = (out << 6) | (byte(i) & 0x3Fu);
  return out;
}

std::size_t bytes_of(char32_t c) { return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4; }

bool fits(char32_t before, char32_t c, char32_t after, Shown as) {
  if (as == Shown::text && c == '\n') return true;
  if (among(kActing, c)) return false;
  if (as != Shown::name) return true;
  if (joiner(c)) return among(kJoining, before) && (among(kJoining, after) || virama(before));
  return !among(kMarks, c);
}

}  // namespace

Result<void> check_shown(std::string_view text, Shown as) {
  if (!valid_utf8(as_bytes(text))) return fail(Errc::bad_text, kNotUtf8);
  char32_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto c = character_at(text, at);
    at += bytes_of(c);
    if (!fits(before, c, character_at(text, at), as)) return fail(Errc::bad_text, kUnseen);
    before = c;
  }
  return {};
}

std::string without_unseen(std::string_view text, Shown as) {
  std::string out;
  char32_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto c = character_at(text, at);
    const auto size = bytes_of(c);
    if (fits(before, c, character_at(text, at + size), as)) {
      out += text.substr(at, size);
      before = c;
    }
    at += size;
  }
  return out;
}

}  // namespace tipstaff
