#include "casework/observables/fold.h"

#include <algorithm>
#include <cstring>

#include "casework/observables/tables.h"
#include "casework/observables/utf8.h"

namespace tipstaff::casework {
namespace {

constexpr std::uint64_t kHighBits = 0x8080808080808080u;

// ascii_end finds the first byte from `at` on that is not ASCII.
std::size_t ascii_end(std::string_view text, std::size_t at) {
  for (std::uint64_t word; text.size() - at >= sizeof word; at += sizeof word) {
    std::memcpy(&word, text.data() + at, sizeof word);
    if ((word & kHighBits) != 0) break;
  }
  while (at < text.size() && static_cast<unsigned char>(text[at]) < 0x80) ++at;
  return at;
}

std::string_view folded_form(char32_t code) {
  const auto found = std::lower_bound(kFolds.begin(), kFolds.end(), code,
                                      [](const FoldEntry& entry, char32_t c) { return entry.from < c; });
  return found != kFolds.end() && found->from == code ? found->to : std::string_view();
}

void fold_one(Layer& layer, const Character& c, CharKind kind, std::size_t end) {
  if (kind == CharKind::strip) return layer.replace(end, "", false);
  if (kind == CharKind::separator) return layer.blank(end, kSeparatorByte);
  const auto form = folded_form(c.code);
  if (form == " ") return layer.blank(end, ' ');
  layer.replace(end, form, false);
}

char32_t lower_of(char32_t code) {
  if (code < 0x80) return code >= 'A' && code <= 'Z' ? code + 32 : code;
  const auto found = std::lower_bound(kCasePairs.begin(), kCasePairs.end(), code,
                                      [](const CasePair& pair, char32_t c) { return pair.upper < c; });
  return found != kCasePairs.end() && found->upper == code ? found->lower : code;
}

// composed returns the one character for a letter and its mark, or 0.
char32_t composed(char32_t base, char32_t mark) {
  const std::pair wanted(base, mark);
  const auto found = std::lower_bound(
      kComposePairs.begin(), kComposePairs.end(), wanted,
      [](const ComposePair& pair, const auto& want) { return std::pair(pair.base, pair.mark) < want; });
  const bool there = found != kComposePairs.end() && found->base == base && found->mark == mark;
  return there ? found->whole : 0;
}

bool may_be_mark(char32_t code) { return code >= 0x300; }

}  // namespace

bool needs_folding(std::string_view text) { return ascii_end(text, 0) < text.size(); }

Layer fold(std::string_view text) {
  Layer layer(text);
  for (std::size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      at = ascii_end(text, at);
      continue;
    }
    const auto c = character_at(text, at);
    const auto kind = c.broken ? CharKind::separator : kind_of(c.code);
    const auto end = at + c.bytes;
    if (kind != CharKind::letter) {  // what stays is copied in long stretches
      layer.copy_to(at);
      fold_one(layer, c, kind, end);
    }
    at = end;
  }
  layer.copy_to(text.size());
  return layer;
}

std::string fold_case(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  char32_t held = 0;
  const auto flush = [&] { if (held != 0) append_utf8(out, held); };
  for (std::size_t at = 0; at < text.size();) {
    const auto c = character_at(text, at);
    at += c.bytes;
    const auto code = c.broken ? char32_t{0xFFFD} : lower_of(c.code);
    const auto whole = held != 0 && may_be_mark(code) ? composed(held, code) : 0;
    if (whole == 0) flush();
    held = whole == 0 ? code : whole;
    if (code == 0) out.push_back('\0');
  }
  flush();
  return out;
}

}  // namespace tipstaff::casework
