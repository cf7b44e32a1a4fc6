#include "casework/locating/tokens.h"

#include <algorithm>

#include "casework/locating/stems.h"
#include "casework/observables/classes.h"
#include "casework/observables/tables.h"
#include "casework/observables/utf8.h"

namespace tipstaff::casework {
namespace {

constexpr char32_t kPlaneEnd = 0x10000;
// A word longer than the longest name is none; the rest of it is only skipped.
constexpr std::size_t kWordBytesMax = 96;

struct Range {
  char32_t from, to;
  std::uint16_t bit;
};
constexpr std::array<Range, 16> kRanges = {{{0x41, 0x24F, kLatinBit}, {0x250, 0x2AF, kLatinBit}, {0x1E00, 0x1EFF, kLatinBit},
    {0x370, 0x3FF, kGreekBit}, {0x1F00, 0x1FFF, kGreekBit}, {0x400, 0x52F, kCyrillicBit}, {0x590, 0x5FF, kHebrewBit},
    {0x600, 0x77F, kArabicBit}, {0x8A0, 0x8FF, kArabicBit}, {0xFB50, 0xFEFC, kArabicBit}, {0x900, 0x97F, kDevanagariBit},
    {0x3040, 0x30FF, kKanaBit}, {0x3400, 0x9FFF, kHanBit}, {0x20000, 0x3FFFF, kHanBit}, {0xAC00, 0xD7AF, kHangulBit},
    {0x1100, 0x11FF, kHangulBit}}};

bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019 || c == 0x2BC || c == 0x2018 || c == '`' || c == 0xB4; }
bool is_dash(char32_t c) { return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0xB7 || c == 0x30FB; }
bool is_blank(char32_t c) { return c == ' ' || c == '\t' || c == 0xA0 || c == 0x3000; }
bool ends_sentence(char32_t c) {
  return c == '!' || c == '?' || c == ':' || c == 0x2022 || c == 0x3002 || c == 0xFF01 || c == 0xFF1F || c == 0x61F || c == 0x964;
}

// Between collects what stands between two words.
class Between {
 public:
  void add(char32_t c) {
    ++count_;
    if (c == '.') dot_ = true;
    else if (c == '\n') ++lines_;
    else if (is_apostrophe(c)) apostrophe_ = true;
    else if (ends_sentence(c)) sentence_ = true;
    else if (is_blank(c) || c == '\r') blank_ = true;
    else if (!is_dash(c)) stop_ = true;
  }
  // A line may break inside a name; an empty line may not.
  [[nodiscard]] Gap gap(bool first) const {
    if (first || sentence_ || lines_ > 1 || (dot_ && lines_ > 0)) return Gap::sentence;
    if (dot_ && blank_) return Gap::dot;
    if (stop_ || count_ > kGapMax) return Gap::stop;
    if (apostrophe_ && !blank_) return Gap::apostrophe;
    return count_ == 0 ? Gap::none : Gap::space;
  }

 private:
  static constexpr std::size_t kGapMax = 3;
  std::size_t count_ = 0, lines_ = 0;
  bool dot_ = false, apostrophe_ = false, sentence_ = false, blank_ = false, stop_ = false;
};

// Pass is one run over a text.
class Pass {
 public:
  Pass(const Gazetteer& gazetteer, const std::vector<bool>& capitals) : gazetteer_(gazetteer), capitals_(capitals) {}

  void add(char32_t code, bool broken, std::uint32_t at, unsigned bytes) {
    ++out.steps;
    const auto folded = broken ? std::nullopt : gazetteer_.fold_of(code);
    if (folded ? folded->empty() : kind_of(code) == CharKind::strip) return void(open_ ? token_.end = at + bytes : 0);
    const bool letter = !broken && (folded ? is_letter_text(*folded) : is_letter(code));
    if (!letter) {
      close();
      between_.add(broken ? U'\x1e' : code);
      return;
    }
    const bool single = is_single(code);
    if (open_ && (single || token_.single)) close();
    if (!open_) begin(code, at, single);
    token_.end = at + bytes;
    token_.script |= script_bit(code);
    if (out.folded.size() - token_.folded < kWordBytesMax) folded ? void(out.folded += *folded) : append_utf8(out.folded, code);
  }

  void close() {
    if (!open_) return;
    open_ = false;
    token_.folded_len = static_cast<std::uint32_t>(out.folded.size() - token_.folded);
    const auto form = out.form(token_);
    token_.hash = hash_word(form);
    token_.stem = (token_.script & (kLatinBit | kCyrillicBit)) != 0 ? hash_word(stem_of(form)) : token_.hash;
    out.steps += 2 * form.size();
    out.list.push_back(token_);
  }

  Tokens out;

 private:
  static bool is_letter_text(std::string_view folded) {
    return static_cast<std::uint8_t>(folded[0]) >= 0x80 || is_alnum(folded[0]);
  }
  static bool is_letter(char32_t code) {
    return code < 0x80 ? is_alnum(static_cast<char>(code)) : kind_of(code) == CharKind::letter;
  }

  void begin(char32_t code, std::uint32_t at, bool single) {
    open_ = true;
    token_ = {};
    token_.begin = at;
    token_.folded = static_cast<std::uint32_t>(out.folded.size());
    token_.capital = code < kPlaneEnd && capitals_[code];
    token_.single = single;
    token_.gap = between_.gap(out.list.empty());
    between_ = {};
  }

  const Gazetteer& gazetteer_;
  const std::vector<bool>& capitals_;
  Token token_;
  Between between_;
  bool open_ = false;
};

}  // namespace

std::uint16_t script_bit(char32_t code) {
  for (const auto& range : kRanges)
    if (code >= range.from && code <= range.to) return range.bit;
  return code < 0x80 ? 0 : kOtherScriptBit;
}

Tokenizer::Tokenizer(const Gazetteer& gazetteer) : gazetteer_(gazetteer), capitals_(kPlaneEnd) {
  for (const auto& pair : kCasePairs)
    if (pair.upper < kPlaneEnd) capitals_[pair.upper] = true;
  for (char c = 'A'; c <= 'Z'; ++c) capitals_[static_cast<std::size_t>(c)] = true;
}

Tokens Tokenizer::run(std::string_view text, std::size_t begin, std::size_t end) const {
  Pass pass(gazetteer_, capitals_);
  for (std::size_t i = begin; i < end;) {
    const auto character = character_at(text, i);
    pass.add(character.code, character.broken, static_cast<std::uint32_t>(i), character.bytes);
    i += character.bytes;
  }
  pass.close();
  return std::move(pass.out);
}

}  // namespace tipstaff::casework
