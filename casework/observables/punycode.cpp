#include "casework/observables/punycode.h"

#include <algorithm>
#include <cstdint>

#include "casework/observables/utf8.h"

namespace tipstaff::casework {
namespace {

// The parameters of RFC 3492 section 5.
constexpr std::uint32_t kBase = 36, kTMin = 1, kTMax = 26, kSkew = 38, kDamp = 700;
constexpr std::uint32_t kBiasFirst = 72, kFirstCode = 0x80;
constexpr std::string_view kPrefix = "xn--";

std::uint32_t adapt(std::uint32_t delta, std::uint32_t points, bool first) {
  delta = first ? delta / kDamp : delta / 2;
  delta += delta / points;
  std::uint32_t k = 0;
  for (; delta > (kBase - kTMin) * kTMax / 2; k += kBase) delta /= kBase - kTMin;
  return k + (kBase - kTMin + 1) * delta / (delta + kSkew);
}

std::uint32_t threshold(std::uint32_t k, std::uint32_t bias) {
  return k <= bias ? kTMin : std::min(kTMax, k - bias);
}

char digit(std::uint32_t value) {
  return static_cast<char>(value < 26 ? 'a' + value : '0' + value - 26);
}

int value_of(char c) {
  if (c >= 'a' && c <= 'z') return c - 'a';
  if (c >= 'A' && c <= 'Z') return c - 'A';
  return c >= '0' && c <= '9' ? c - '0' + 26 : -1;
}

void put_delta(std::string& out, std::uint32_t delta, std::uint32_t bias) {
  for (std::uint32_t k = kBase;; k += kBase) {
    const auto t = threshold(k, bias);
    if (delta < t) break;
    out.push_back(digit(t + (delta - t) % (kBase - t)));
    delta = (delta - t) / (kBase - t);
  }
  out.push_back(digit(delta));
}

std::optional<std::u32string> decode_utf8(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto c = character_at(text, at);
    if (c.broken || out.size() == kLabelBytesMax) return std::nullopt;
    out.push_back(c.code);
    at += c.bytes;
  }
  return out;
}

// encode writes what follows "xn--". At most 63 code points under 2^21: no
// intermediate value reaches 2^32.
std::string encode(const std::u32string& codes) {
  std::string out;
  for (const auto c : codes)
    if (c < kFirstCode) out.push_back(static_cast<char>(c));
  const auto basic = static_cast<std::uint32_t>(out.size());
  if (basic > 0) out.push_back('-');
  std::uint32_t done = basic, n = kFirstCode, delta = 0, bias = kBiasFirst;
  while (done < codes.size()) {
    char32_t next = 0x110000;
    for (const auto c : codes)
      if (c >= n) next = std::min(next, c);
    delta += (next - n) * (done + 1);
    n = next;
    for (const auto c : codes) {
      if (c < n) ++delta;
      if (c != n) continue;
      put_delta(out, delta, bias);
      bias = adapt(delta, done + 1, done == basic);
      delta = 0;
      ++done;
    }
    ++delta;
    ++n;
  }
  return out;
}

std::optional<std::uint32_t> take_delta(std::string_view& rest, std::uint32_t bias) {
  std::uint64_t delta = 0, weight = 1;
  for (std::uint32_t k = kBase;; k += kBase) {
    if (rest.empty()) return std::nullopt;
    const int value = value_of(rest.front());
    rest.remove_prefix(1);
    if (value < 0) return std::nullopt;
    delta += static_cast<std::uint64_t>(value) * weight;
    if (delta > UINT32_MAX) return std::nullopt;
    const auto t = threshold(k, bias);
    if (static_cast<std::uint32_t>(value) < t) return static_cast<std::uint32_t>(delta);
    weight *= kBase - t;
    if (weight > UINT32_MAX) return std::nullopt;
  }
}

std::optional<std::u32string> decode(std::string_view rest) {
  std::u32string out;
  if (const auto dash = rest.rfind('-'); dash != std::string_view::npos) {
    for (const char c : rest.substr(0, dash)) out.push_back(static_cast<unsigned char>(c));
    rest.remove_prefix(dash + 1);
  }
  std::uint64_t n = kFirstCode, i = 0;
  std::uint32_t bias = kBiasFirst;
  while (!rest.empty()) {
    const auto delta = take_delta(rest, bias);
    if (!delta) return std::nullopt;
    const auto points = static_cast<std::uint32_t>(out.size() + 1);
    bias = adapt(*delta, points, i == 0 && n == kFirstCode);
    i += *delta;
    n += i / points;
    i %= points;
    if (n > 0x10FFFF) return std::nullopt;
    out.insert(out.begin() + static_cast<std::ptrdiff_t>(i++), static_cast<char32_t>(n));
  }
  return out;
}

bool all_ascii(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

}  // namespace

std::optional<std::string> label_to_ascii(std::string_view label) {
  if (all_ascii(label)) return label.size() > kLabelBytesMax ? std::nullopt : std::optional(std::string(label));
  const auto codes = decode_utf8(label);
  if (!codes) return std::nullopt;
  auto out = std::string(kPrefix) + encode(*codes);
  if (out.size() > kLabelBytesMax) return std::nullopt;
  return out;
}

std::optional<std::string> label_to_unicode(std::string_view label) {
  if (!label.starts_with(kPrefix)) return std::string(label);
  if (label.size() > kLabelBytesMax || !all_ascii(label)) return std::nullopt;
  const auto codes = decode(label.substr(kPrefix.size()));
  if (!codes) return std::nullopt;
  std::string out;
  for (const auto c : *codes) append_utf8(out, c);
  return out;
}

}  // namespace tipstaff::casework
