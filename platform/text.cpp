#include "platform/text.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace tipstaff::platform {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

// take_character decodes one character and moves `text` on; a byte that starts
// no well-formed character becomes U+FFFD.
char32_t take_character(ByteView& text) {
  std::size_t size = 1;
  const auto lead = text[0];
  if (lead >= 0xC2) size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (lead >= 0x80 && (size == 1 || size > text.size() || !valid_utf8(text.first(size)))) {
    text = text.subspan(1);
    return kReplacement;
  }
  char32_t out = size == 1 ? lead : lead & (0xFFu >> (size + 1));
  for (std::size_t i = 1; i < size; ++i) out = (out << 6) | (text[i] & 0x3Fu);
  text = text.subspan(size);
  return out;
}

void append_utf8(std::string& out, char32_t c) {
  const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (c < 0x80) return put(c);
  if (c < 0x800) return put(0xC0 | (c >> 6)), put(0x80 | (c & 0x3F));
  if (c < 0x10000)
    return put(0xE0 | (c >> 12)), put(0x80 | ((c >> 6) & 0x3F)), put(0x80 | (c & 0x3F));
  put(0xF0 | (c >> 18)), put(0x80 | ((c >> 12) & 0x3F));
  put(0x80 | ((c >> 6) & 0x3F)), put(0x80 | (c & 0x3F));
}

struct Range {
  char32_t first;
  char32_t last;
};

bool in_ranges(char32_t c, std::span<const Range> ranges) {
  return std::any_of(ranges.begin(), ranges.end(),
                     [c](const Range& range) { return c >= range.first && c <= range.last; });
}

// What acts on the screen, or cannot be seen at all.
constexpr std::array kActing = {
    Range{0x00, 0x08},     Range{0x0B, 0x1F},     Range{0x7F, 0x9F},      // C0, DEL, C1
    Range{0xAD, 0xAD},     Range{0x034F, 0x034F},                         // invisible
    Range{0x200B, 0x200B}, Range{0x2028, 0x202E},                         // separators, bidi
    Range{0x2060, 0x206F}, Range{0xFEFF, 0xFEFF}, Range{0xFFF9, 0xFFFB},  // isolates, BOM
    Range{0x180E, 0x180E}, Range{0xE0000, 0xE0FFF},                       // tag characters
};

// What a file name loses besides: marks and joiners, and look-alikes of "/".
constexpr std::array kMarks = {Range{0x200C, 0x200F}, Range{0x061C, 0x061C},
                               Range{0x0A, 0x0A}, Range{0x09, 0x09}};
constexpr std::u32string_view kReserved = U"<>:\"|?*/\\\u2044\u2215\u29F8\uFF0F\uFF3C\u2216";

void spell_out(std::string& out, char32_t c) {
  char text[16];
  std::snprintf(text, sizeof text, "<U+%04X>", static_cast<unsigned>(c));
  out += text;
}

// last_component cuts off everything up to the last separator of any system.
std::string_view last_component(std::string_view name) {
  const auto at = name.find_last_of("/\\");
  return at == std::string_view::npos ? name : name.substr(at + 1);
}

std::string visible_only(std::string_view name) {
  std::string out;
  for (auto rest = as_bytes(name); !rest.empty();) {
    const auto c = take_character(rest);
    if (in_ranges(c, kActing) || in_ranges(c, kMarks)) continue;
    append_utf8(out, kReserved.find(c) != std::u32string_view::npos ? U'_' : c);
  }
  return out;
}

std::string trim_ends(std::string name) {
  while (!name.empty() && (name.back() == '.' || name.back() == ' ')) name.pop_back();
  const auto from = name.find_first_not_of(". -");
  return from == std::string::npos ? std::string() : name.substr(from);
}

// cut_to shortens to at most `most` bytes, between characters.
std::string cut_to(std::string text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80) --most;
  text.resize(most);
  return text;
}

std::string keep_extension(const std::string& name) {
  constexpr std::size_t kExtensionMax = 16;
  const auto dot = name.rfind('.');
  if (name.size() <= kSafeNameBytesMax) return name;
  if (dot == std::string::npos || name.size() - dot > kExtensionMax)
    return cut_to(name, kSafeNameBytesMax);
  const auto extension = name.substr(dot);
  return cut_to(name.substr(0, dot), kSafeNameBytesMax - extension.size()) + extension;
}

// Names that other systems take for devices: "con", "nul.txt", "com1".
bool is_device(const std::string& name) {
  std::string stem = name.substr(0, name.find('.'));
  std::transform(stem.begin(), stem.end(), stem.begin(), [](unsigned char c) {
    return static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
  });
  if (stem == "con" || stem == "prn" || stem == "aux" || stem == "nul") return true;
  return stem.size() == 4 && (stem.starts_with("com") || stem.starts_with("lpt")) &&
         stem[3] >= '0' && stem[3] <= '9';
}

}  // namespace

std::string display_text(ByteView text) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const auto c = take_character(text);
    if (in_ranges(c, kActing))
      spell_out(out, c);
    else
      append_utf8(out, c);
  }
  return out;
}

std::string display_line(ByteView text) {
  auto out = display_text(text);
  std::ranges::replace_if(out, [](char c) { return c == '\n' || c == '\t'; }, ' ');
  return out;
}

std::string display_block(ByteView text) {
  constexpr std::string_view kBar = "  | ";
  std::string out(kBar);
  for (const char c : display_text(text)) {
    out += c;
    if (c == '\n') out += kBar;
  }
  return out;
}

std::string safe_file_name(std::string_view name) {
  auto out = keep_extension(trim_ends(visible_only(last_component(name))));
  if (out.empty()) return "file";
  return is_device(out) ? "_" + out : out;
}

}  // namespace tipstaff::platform
