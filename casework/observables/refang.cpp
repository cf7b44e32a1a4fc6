#include "casework/observables/refang.h"

#include <algorithm>
#include <array>

#include "casework/observables/classes.h"
#include "casework/observables/words.h"

namespace tipstaff::casework {
namespace {

// What stands between brackets, and what it means.
struct Spelling {
  std::string_view inside;
  std::string_view means;
};
constexpr std::array kInside = {
    Spelling{".", "."},       Spelling{"dot", "."},    Spelling{"d0t", "."},     Spelling{",", "."},
    Spelling{"punto", "."},   Spelling{"punkt", "."},  Spelling{"ponto", "."},   Spelling{"point", "."},
    Spelling{"nokta", "."},   Spelling{"kropka", "."}, Spelling{"точка", "."},   Spelling{"крапка", "."},
    Spelling{"点", "."},      Spelling{"@", "@"},      Spelling{"at", "@"},      Spelling{"et", "@"},
    Spelling{"arroba", "@"},  Spelling{"malpa", "@"},  Spelling{"małpa", "@"},   Spelling{"собака", "@"},
    Spelling{"klammeraffe", "@"}, Spelling{"chiocciola", "@"}, Spelling{":", ":"}, Spelling{"://", "://"},
    Spelling{":/", ":/"},     Spelling{"/", "/"},      Spelling{"//", "//"},     Spelling{"tt", "tt"},
};
constexpr std::size_t kInsideMax = 14;   // bytes between brackets: a blank, "собака", a blank
constexpr std::size_t kLabelMax = 63, kLocalMax = 64, kChainLabels = 6;
constexpr std::size_t kMailWordMax = 24; // how far before an address "mail" may stand

// Dots between the labels of a host that follows " at ", longest first.
constexpr std::array<std::string_view, 16> kDots = {
    " [dot] ", " (dot) ", "[dot]", "(dot)", "{dot}", "<dot>", " dot ", " DOT ", "-dot-", "_dot_",
    "[.]", "(.)", "{.}", "<.>", "\\.", "DOT"};

// What a browser takes for a dot or an at-sign in an address.
constexpr std::array<std::string_view, 9> kDotsAndAts = {".", "@", "\u3002", "\uFF0E", "\uFF61", "\uFE52", "\u2024", "\uFF20", "\uFE6B"};

struct Found {
  std::size_t begin = 0;
  std::size_t end = 0;      // 0: nothing found
  std::string_view to;
};

class Refanger {
 public:
  Refanger(std::string_view text, const SuffixList& suffixes, std::uint64_t& steps)
      : text_(text), suffixes_(suffixes), steps_(steps), layer_(text) {}

  Layer run() {
    std::size_t at = 0;
    while (at < text_.size()) {
      at = next_sign(at);
      if (at == text_.size()) break;
      const auto found = look(at);
      if (found.end == 0) {
        ++at;
        continue;
      }
      layer_.copy_to(found.begin);
      layer_.replace(found.end, found.to, true);
      at = found.end;
    }
    layer_.copy_to(text_.size());
    return std::move(layer_);
  }

 private:
  [[nodiscard]] char at(std::size_t i) const { return i < text_.size() ? text_[i] : '\0'; }
  [[nodiscard]] char before(std::size_t i, std::size_t back = 1) const { return i >= back ? text_[i - back] : '\0'; }
  [[nodiscard]] bool here(std::size_t i, std::string_view word) const { return text_.substr(i, word.size()) == word; }
  [[nodiscard]] bool wordy(char c) const { return is_alnum(c) || (static_cast<unsigned char>(c) >= 0x80); }

  std::size_t next_sign(std::size_t i) const {
    static constexpr auto kSigns = [] {
      std::array<bool, 256> out{};
      for (const char c : {'[', '(', '{', '<', ']', '\\', '^', '%', '.', 'd', 'D', 'a', 'A'})
        out[static_cast<std::uint8_t>(c)] = true;
      return out;
    }();
    while (i < text_.size() && !kSigns[static_cast<std::uint8_t>(text_[i])]) ++i;
    return i;
  }

  Found look(std::size_t i) {
    ++steps_;
    switch (text_[i]) {
      case '[': case '(': case '{': case '<': return bracket(i);
      case ']': return scheme_bracket_end(i);
      case '\\': return backslash(i);
      case '^': return here(i, "^.") && wordy(before(i)) && wordy(at(i + 2)) ? Found{i, i + 2, "."} : Found{};
      case '.': return here(i, ".]") && wordy(before(i)) && wordy(at(i + 2)) ? Found{i, i + 2, "."} : Found{};
      case '%': return percent(i);
      default: return word(i);
    }
  }

  Found bracket(std::size_t i) {
    if (here(i, "[.") && wordy(before(i)) && wordy(at(i + 2))) return {i, i + 2, "."};
    if (text_[i] == '[')
      if (const auto found = scheme_bracket(i); found.end != 0) return found;
    const char close = text_[i] == '[' ? ']' : text_[i] == '(' ? ')' : text_[i] == '{' ? '}' : '>';
    const auto window = text_.substr(i + 1, kInsideMax + 1);
    const auto end = window.find(close);
    steps_ += window.size();
    if (end == std::string_view::npos || end == 0) return {};
    auto inside = window.substr(0, end);
    while (inside.starts_with(' ')) inside.remove_prefix(1);
    while (inside.ends_with(' ')) inside.remove_suffix(1);
    for (const auto& one : kInside)
      if (same_letters(inside, one.inside)) return joined(i, i + 1 + end + 1, one.means);
    return {};
  }

  // joined swallows one blank on each side and wants a word on both.
  Found joined(std::size_t begin, std::size_t end, std::string_view means) const {
    if (means == "://" || means == ":" || means == ":/" || means == "//") {
      const char left = before(begin);
      return is_alpha(left) || left == ':' ? Found{begin, end, means} : Found{};
    }
    if (before(begin) == ' ' && wordy(before(begin, 2)) && means != "/" && means != "tt" && begin > layer_.copied()) --begin;
    if (at(end) == ' ' && wordy(at(end + 1)) && means != "/" && means != "tt") ++end;
    if (!wordy(before(begin)) || (!wordy(at(end)) && means != "/")) return {};
    return {begin, end, means};
  }

  // "[hxxp://]": the bracket goes, and the one at its end too.
  Found scheme_bracket(std::size_t i) {
    std::size_t end = i + 1;
    while (end < i + 9 && is_alpha(at(end))) ++end;
    steps_ += end - i;
    return end > i + 2 && here(end, "://]") ? Found{i, i + 1, ""} : Found{};
  }
  Found scheme_bracket_end(std::size_t i) const {
    return i >= 3 && text_.substr(i - 3, 3) == "://" ? Found{i, i + 1, ""} : Found{};
  }

  [[nodiscard]] std::size_t letters_before(std::size_t i) const {
    std::size_t begin = i;
    while (begin > 0 && i - begin < 9 && (is_alpha(text_[begin - 1]) || text_[begin - 1] == '_')) --begin;
    return begin;
  }
  // "evil\.com", and "http:\\evil.com". Not a Windows path.
  Found backslash(std::size_t i) {
    if (here(i, "\\\\") && before(i) == ':') {
      const auto begin = letters_before(i - 1);
      steps_ += i - begin;
      return is_scheme(text_.substr(begin, i - 1 - begin)) ? Found{i, i + 2, "//"} : Found{};
    }
    if (!here(i, "\\.") || !is_alnum(before(i)) || !is_alnum(at(i + 2))) return {};
    std::size_t begin = i;
    while (begin > 0 && i - begin < kLabelMax && (is_alnum(text_[begin - 1]) || text_[begin - 1] == '-')) --begin;
    steps_ += i - begin;
    const bool path = before(begin) == '\\' || before(begin) == ':' || before(begin) == '/';
    return path ? Found{} : Found{i, i + 2, "."};
  }

  // "http%3A%2F%2Fevil.com%2Fa", up to the next blank.
  Found percent(std::size_t i) {
    if (i < percent_end_) {
      const auto code = text_.substr(i, 3);
      if (same_letters(code, "%2f")) return {i, i + 3, "/"};
      if (same_letters(code, "%2e")) return {i, i + 3, "."};
      if (same_letters(code, "%3a")) return {i, i + 3, ":"};
      return {};
    }
    if (!same_letters(text_.substr(i, 9), "%3a%2f%2f")) return {};
    const auto begin = letters_before(i);
    if (!is_scheme(text_.substr(begin, i - begin))) return {};
    percent_end_ = i + 9;
    while (percent_end_ < text_.size() && !is_space(text_[percent_end_])) ++percent_end_;
    steps_ += percent_end_ - i;
    return {i, i + 9, "://"};
  }

  Found word(std::size_t i) {
    const auto three = text_.substr(i, 3);
    if (three == "dot" || three == "Dot" || three == "DOT") return dot_word(i);
    const auto two = three.substr(0, 2);
    if (two == "at" || two == "AT" || two == "At") return at_word(i);
    return {};
  }

  // between says which sign stands on both sides of [i, i + size): ' ', '-', '_',
  // 'g' (glued: capitals between lower case), or 0.
  [[nodiscard]] char between(std::size_t i, std::size_t size) const {
    const char left = before(i), right = at(i + size);
    if (left == right && (left == ' ' || left == '-' || left == '_'))
      return wordy(before(i, 2)) && wordy(at(i + size + 1)) ? left : '\0';
    const bool glued = i + 1 < text_.size() && is_upper(text_[i]) && is_upper(text_[i + 1]) &&
                       (is_lower(left) || is_digit(left)) &&
                       (is_lower(right) || is_digit(right));
    return glued ? 'g' : '\0';
  }

  Found dot_word(std::size_t i) {
    const char sign = between(i, 3);
    if (sign == '\0') return {};
    const std::size_t outside = sign == 'g' ? 0 : 1;
    const Found found{i - outside, i + 3 + outside, "."};
    if (found.begin < layer_.copied()) return {};
    if (is_number(label_before(found.begin)) && is_number(label_at(found.end))) return found;
    const auto chain = host_chain(found.end);
    if (chain.end == 0) return {};
    const auto left = label_before(found.begin);
    if (sign != ' ') return has_dot_before(found.begin) ? Found{} : found;
    const char ahead = before(found.begin - left.size());
    const bool more = chain.spelled || ahead == '@' || ahead == '/' || same_letters(left, "www");
    return more || (!is_stop_word(left) && !is_word_domain(chain.top)) ? found : Found{};
  }

  Found at_word(std::size_t i) {
    const char sign = between(i, 2);
    if (sign == '\0') return {};
    const std::size_t outside = sign == 'g' ? 0 : 1;
    const Found found{i - outside, i + 2 + outside, "@"};
    if (found.begin < layer_.copied()) return {};
    const auto chain = host_chain(found.end);
    if (chain.end == 0 || chain.dots == 0) return {};
    if (sign != ' ' || chain.spelled) return found;
    return address_like(found.begin) ? found : Found{};
  }

  // address_like: the local part has a sign in it, or "mail" stands before it.
  bool address_like(std::size_t end) {
    std::size_t begin = end;
    bool sign = false;
    while (begin > 0 && end - begin < kLocalMax && (is_alnum(text_[begin - 1]) || is_local_sign(text_[begin - 1]))) {
      --begin;
      sign = sign || !is_alpha(text_[begin]);
    }
    const auto from = begin > kMailWordMax ? begin - kMailWordMax : 0;
    steps_ += end - from;
    for (auto at = from; !sign && at + 4 <= begin; ++at) sign = same_letters(text_.substr(at, 4), "mail");
    return sign;
  }
  static bool is_local_sign(char c) { return c == '.' || c == '_' || c == '-' || c == '+'; }
  static bool is_number(std::string_view label) {
    if (label.empty() || label.size() > 3) return false;
    for (const char c : label)
      if (!is_digit(c)) return false;
    return true;
  }

  std::string_view label_before(std::size_t end) {
    std::size_t begin = end;
    const auto floor = layer_.copied();  // behind it stands a dot that was spelled
    while (begin > floor && end - begin < kLabelMax && (is_alnum(text_[begin - 1]) || text_[begin - 1] == '-')) --begin;
    steps_ += end - begin;
    return text_.substr(begin, end - begin);
  }
  [[nodiscard]] bool has_dot_before(std::size_t end) {
    const auto label = label_before(end);
    return before(end - label.size()) == '.';
  }
  // label_at ends where a spelled dot begins: "evilDOTcom", "evil-dot-com".
  std::string_view label_at(std::size_t begin) {
    std::size_t end = begin;
    while (end - begin < kLabelMax && (is_alnum(at(end)) || at(end) == '-')) {
      if (here(end, "-dot-") || (here(end, "DOT") && end > begin && (is_lower(at(end + 3)) || is_digit(at(end + 3))))) break;
      ++end;
    }
    steps_ += end - begin;
    return text_.substr(begin, end - begin);
  }

  struct Chain {
    std::size_t end = 0;       // 0: no host
    std::size_t dots = 0;
    bool spelled = false;      // a dot that is not "."
    std::string_view top;
  };
  // host_chain reads label, dot, label ... and wants a known end.
  Chain host_chain(std::size_t begin) {
    Chain out;
    std::string last;
    for (std::size_t count = 0; count < kChainLabels; ++count) {
      const auto label = label_at(begin);
      if (label.empty()) break;
      out.end = begin + label.size();
      out.top = label;
      const auto dot = dot_at(out.end);
      if (dot == 0 || !is_alnum(at(out.end + dot))) break;
      out.spelled = out.spelled || text_[out.end] != '.';
      ++out.dots;
      begin = out.end + dot;
    }
    for (const char c : out.top) last.push_back(lower(c));
    if (last.empty() || !suffixes_.known_top(last)) out.end = 0;
    return out;
  }
  [[nodiscard]] std::size_t dot_at(std::size_t i) const {
    if (at(i) == '.') return 1;
    for (const auto dot : kDots)
      if (here(i, dot)) return dot.size();
    return 0;
  }

  std::string_view text_;
  const SuffixList& suffixes_;
  std::uint64_t& steps_;
  Layer layer_;
  std::size_t percent_end_ = 0;
};

}  // namespace

Layer refang(std::string_view folded, const SuffixList& suffixes, std::uint64_t& steps) {
  steps += folded.size();
  return Refanger(folded, suffixes, steps).run();
}

std::string defang(std::string_view value) {
  std::string out;
  if (begins(value, "http")) {
    out = "hxxp";
    value.remove_prefix(4);
  }
  for (const char c : value) {
    if (c == '.') out += "[.]";
    else if (c == '@') out += "[@]";
    else out.push_back(c);
  }
  return out;
}

std::string defang_written(std::string_view text) {
  const auto among = [text](std::size_t i, std::string_view signs) { return i < text.size() && signs.find(text[i]) != std::string_view::npos; };
  std::string out = begins(text, "http") ? "hxxp" : "";
  for (std::size_t i = out.size(); i < text.size();) {
    const auto sign = std::find_if(kDotsAndAts.begin(), kDotsAndAts.end(), [&](auto one) { return text.substr(i).starts_with(one); });
    const auto size = sign == kDotsAndAts.end() ? 1 : sign->size();
    const bool spelled = (i > 0 && among(i - 1, "[({<\\^")) || among(i + size, "])}>");
    const auto written = text.substr(i, size);
    if (sign == kDotsAndAts.end() || spelled) out += written;
    else ((out += '[') += written) += ']';
    i += size;
  }
  return out;
}

}  // namespace tipstaff::casework
