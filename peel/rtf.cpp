// The grammar is small: { opens a group and } closes it, \word123 is a command with a
// number, \'e4 a byte, \u1234 a character; all else is text.

#include "peel/rtf.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "peel/charset.h"

namespace tipstaff::peel {
namespace {

constexpr std::size_t kGroupsMax = 1000;   // programs write some dozens; deeper is passed over
constexpr int kNumberMax = 1 << 28;
constexpr int kStandInsMax = 16;           // what stands behind a \u for old readers

// Groups whose content nobody reads.
constexpr std::array<std::string_view, 19> kUnread = {
    "fonttbl",  "colortbl", "stylesheet", "info",       "filetbl",  "listtable", "listoverridetable", "rsidtbl",  "generator",
    "themedata", "latentstyles", "datastore", "xmlnstbl", "revtbl", "pgptbl", "colorschememapping", "mmathPr", "panose", "falt"};
constexpr std::array<std::string_view, 5> kObjects = {"pict", "object", "objdata", "nonshppict", "shppict"};

struct Sign {
  std::string_view word, text;
};
constexpr std::array<Sign, 15> kSigns = {{
    {"par", "\n"}, {"line", "\n"}, {"row", "\n"}, {"sect", "\n"}, {"page", "\n"}, {"cell", "\t"}, {"tab", "\t"},
    {"emdash", "—"}, {"endash", "–"}, {"bullet", "•"}, {"lquote", "‘"}, {"rquote", "’"}, {"ldblquote", "“"}, {"rdblquote", "”"},
    {"emspace", " "},
}};

enum class Reads : std::uint8_t { text, instructions, nothing };

struct Group {
  Reads reads = Reads::text;
  int stand_ins = 1;   // \uc
};

bool is_small(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

int hex_of(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

void put_utf8(char32_t code, std::string& out) {
  if (code < 0x80) return out.push_back(static_cast<char>(code));
  const int tails = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
  constexpr std::array<unsigned, 4> kHeads = {0, 0xC0, 0xE0, 0xF0};
  out.push_back(static_cast<char>(kHeads[static_cast<std::size_t>(tails)] | (code >> (6 * tails))));
  for (int i = tails - 1; i >= 0; --i) out.push_back(static_cast<char>(0x80 | ((code >> (6 * i)) & 0x3F)));
}

class Reading {
 public:
  explicit Reading(ByteView bytes) : in_(as_text(bytes)) {}

  RtfText run() {
    while (at_ < in_.size() && !ended_) one();
    flush();
    out_.whole = ended_;
    return std::move(out_);
  }

 private:
  void one() {
    switch (const char c = in_[at_++]) {
      case '{': return open();
      case '}': return close();
      case '\\': return command();
      case '\r': case '\n': return;
      default: return byte(c);
    }
  }

  void open() {
    flush();
    if (groups_.size() < kGroupsMax) return groups_.push_back(groups_.back());
    ++deeper_;
  }
  void close() {
    flush();
    pending_skip_ = 0;
    if (deeper_ > 0) return void(--deeper_);
    if (groups_.back().reads == Reads::instructions) line();
    groups_.pop_back();
    ended_ = groups_.size() <= 1;
    if (groups_.empty()) groups_.emplace_back();
  }
  void line() {
    if (!out_.instructions.empty() && !out_.instructions.ends_with('\n')) out_.instructions += '\n';
  }

  void command() {
    if (at_ >= in_.size()) return;
    const char c = in_[at_];
    if (is_small(c)) return word();
    ++at_;
    if (c == '\'') return hex_byte();
    if (c == '*') return reads(Reads::nothing);
    if (c == '~') return sign(" ");
    if (c == '_') return sign("-");
    if (c == '\\' || c == '{' || c == '}') return byte(c);
    if (c == '\n' || c == '\r') return sign("\n");
  }
  void hex_byte() {
    if (in_.size() - at_ < 2) return;
    const int high = hex_of(in_[at_]), low = hex_of(in_[at_ + 1]);
    if (high < 0 || low < 0) return;
    at_ += 2;
    byte(static_cast<char>(high * 16 + low));
  }
  void word() {
    const auto from = at_;
    while (at_ < in_.size() && is_small(in_[at_])) ++at_;
    const auto name = in_.substr(from, at_ - from);
    const bool minus = at_ < in_.size() && in_[at_] == '-';
    if (minus) ++at_;
    bool has = false;
    int number = 0;
    for (; at_ < in_.size() && is_digit(in_[at_]); ++at_, has = true)
      if (number < kNumberMax / 10) number = number * 10 + (in_[at_] - '0');
    if (at_ < in_.size() && in_[at_] == ' ') ++at_;
    obey(name, has, minus ? -number : number);
  }

  void obey(std::string_view name, bool has, int number) {
    const auto is = [name](const auto& list) { return std::find(list.begin(), list.end(), name) != list.end(); };
    if (name == "u" && has) return character(number);
    if (name == "uc") return void(groups_.back().stand_ins = std::clamp(number, 0, kStandInsMax));
    if (name == "bin") return void(at_ += std::min<std::size_t>(static_cast<std::size_t>(std::max(number, 0)), in_.size() - at_));
    if (name == "ansicpg") return void(charset_ = charset_of(number));
    if (name == "fldinst") return reads(Reads::instructions);
    if (is(kObjects)) return out_.objects = true, reads(Reads::nothing);
    if (is(kUnread)) return reads(Reads::nothing);
    for (const auto& one : kSigns)
      if (one.word == name) return sign(one.text);
  }
  static std::string charset_of(int page) {
    if (page == 932) return "SHIFT_JIS";
    if (page == 936) return "GBK";
    if (page == 949) return "EUC-KR";
    if (page == 950) return "BIG5";
    if (page == 65001) return "UTF-8";
    return (page >= 1250 && page <= 1257 ? "WINDOWS-" : "CP") + std::to_string(page);
  }

  void reads(Reads what) {
    flush();
    if (deeper_ == 0) groups_.back().reads = what;
  }
  // An old reader would show so many bytes instead of the character before.
  bool stands_in() { return pending_skip_ > 0 && pending_skip_-- > 0; }
  void byte(char c) {
    if (!stands_in() && to() != nullptr) bytes_.push_back(static_cast<std::uint8_t>(c));
  }
  void sign(std::string_view text) {
    flush();
    if (auto* out = to()) *out += text;
  }
  // A character over U+FFFF comes as two halves.
  void character(int number) {
    flush();
    pending_skip_ = groups_.back().stand_ins;
    const auto unit = static_cast<char32_t>(number) & 0xFFFF;
    if (unit >= 0xD800 && unit < 0xDC00) return void(half_ = unit);
    const auto high = std::exchange(half_, 0);
    auto* out = to();
    if (out == nullptr) return;
    if (unit < 0xDC00 || unit > 0xDFFF) return put_utf8(unit == 0 ? 0xFFFD : unit, *out);
    put_utf8(high == 0 ? 0xFFFD : 0x10000 + ((high - 0xD800) << 10) + (unit - 0xDC00), *out);
  }

  std::string* to() {
    if (deeper_ > 0 || groups_.back().reads == Reads::nothing) return nullptr;
    return groups_.back().reads == Reads::text ? &out_.text : &out_.instructions;
  }
  // Bytes wait, because a character may have two.
  void flush() {
    if (bytes_.empty()) return;
    if (auto* out = to()) *out += valid_ascii() ? std::string(as_text(bytes_)) : from_charset(bytes_, charset_);
    bytes_.clear();
  }
  [[nodiscard]] bool valid_ascii() const {
    return std::all_of(bytes_.begin(), bytes_.end(), [](auto one) { return one < 0x80; });
  }

  std::string_view in_;
  std::size_t at_ = 0, deeper_ = 0;
  std::vector<Group> groups_ = {Group{}};   // the first is outside of all
  Bytes bytes_;
  std::string charset_ = "WINDOWS-1252";
  char32_t half_ = 0;
  int pending_skip_ = 0;
  bool ended_ = false;
  RtfText out_;
};

}  // namespace

bool begins_like_rtf(ByteView bytes) { return as_text(bytes).starts_with("{\\rt"); }

RtfText rtf_text(ByteView bytes) { return Reading(bytes).run(); }

}  // namespace tipstaff::peel
