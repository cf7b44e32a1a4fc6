// IP addresses and network cards.

#include <array>
#include <charconv>

#include "casework/observables/scan.h"

namespace tipstaff::casework {
namespace {

constexpr std::size_t kColonsMax = 60;      // longest IPv6 with an IPv4 in it, and air
constexpr std::size_t kGroups = 8, kMacChars = 17;
using Groups = std::array<std::uint16_t, kGroups>;

// take_octet reads 0 to 255 without leading zeros; -1 when it is none.
int take_octet(std::string_view& rest) {
  std::size_t size = 0;
  int value = 0;
  while (size < rest.size() && size < 4 && is_digit(rest[size])) value = value * 10 + (rest[size++] - '0');
  if (size == 0 || size > 3 || value > 255 || (size > 1 && rest[0] == '0')) return -1;
  rest.remove_prefix(size);
  return value;
}

// prefix_end reads "/24" after an address; `end` itself when there is none.
std::size_t prefix_end(const Scan& scan, std::size_t end, unsigned most) {
  if (scan.at(end) != '/' || !is_digit(scan.at(end + 1))) return end;
  const auto after = scan.skip_digits(end + 1, 4);
  unsigned bits = 0;
  std::from_chars(scan.text.data() + end + 1, scan.text.data() + after, bits);
  return bits <= most && !is_word(scan.at(after)) ? after : end;
}

bool is_version(Scan& scan, std::size_t begin) {
  return scan.near(begin, 10, {"version", "ver.", "ver ", "firmware", "build", "release", " v.", "versija", "wersja", "версия"});
}

int hex_value(char c) { return is_digit(c) ? c - '0' : lower(c) - 'a' + 10; }

// parse_ipv6 takes the whole text or nothing.
bool parse_ipv6(std::string_view rest, Groups& out) {
  std::size_t count = 0, gap = kGroups + 1;
  if (rest.starts_with("::")) gap = 0, rest.remove_prefix(2);
  while (!rest.empty()) {
    if (count <= kGroups - 2 && rest.find('.') != std::string_view::npos && rest.find(':') == std::string_view::npos) {
      if (!is_ipv4(rest)) return false;
      for (int half = 0; half < 2; ++half) {
        const int high = take_octet(rest);
        rest.remove_prefix(1);
        const int low = take_octet(rest);
        if (!rest.empty()) rest.remove_prefix(1);
        out[count++] = static_cast<std::uint16_t>(high << 8 | low);
      }
      break;
    }
    std::size_t size = 0;
    unsigned value = 0;
    while (size < rest.size() && is_hex(rest[size]) && size < 5) value = value << 4 | static_cast<unsigned>(hex_value(rest[size++]));
    if (size == 0 || size > 4 || count == kGroups) return false;
    out[count++] = static_cast<std::uint16_t>(value);
    rest.remove_prefix(size);
    if (rest.empty()) break;
    if (rest.front() != ':' || rest.size() == 1) return false;
    rest.remove_prefix(1);
    if (rest.front() != ':') continue;
    if (gap <= kGroups) return false;
    gap = count;
    rest.remove_prefix(1);
  }
  if (gap > kGroups) return count == kGroups;
  if (count >= kGroups) return false;
  for (std::size_t i = count; i > gap; --i) out[i - 1 + kGroups - count] = out[i - 1];
  for (std::size_t i = gap; i < gap + kGroups - count; ++i) out[i] = 0;
  return true;
}

// zeros_of finds the longest run of zero groups, at least two (RFC 5952).
std::pair<std::size_t, std::size_t> zeros_of(const Groups& groups) {
  std::pair<std::size_t, std::size_t> best{kGroups, 0};
  for (std::size_t i = 0; i < kGroups;) {
    std::size_t size = 0;
    while (i + size < kGroups && groups[i + size] == 0) ++size;
    if (size > best.second && size >= 2) best = {i, size};
    i += size + 1;
  }
  return best;
}

std::string ipv6_text(const Groups& groups) {
  const auto [zeros, count] = zeros_of(groups);
  std::string out;
  for (std::size_t i = 0; i < kGroups; ++i) {
    if (i == zeros) {
      out += "::";
      i += count - 1;
      continue;
    }
    if (!out.empty() && out.back() != ':') out.push_back(':');
    std::array<char, 8> digits{};
    const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), unsigned{groups[i]}, 16).ptr;
    out.append(digits.data(), end);
  }
  return out;
}

bool has_digit(std::string_view text) {
  for (const char c : text)
    if (is_digit(c)) return true;
  return false;
}

bool match_mac(Scan& scan, std::size_t begin, std::string_view text) {
  if (text.size() != kMacChars) return false;
  std::string value;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (i % 3 == 2 ? text[i] != ':' : !is_hex(text[i])) return false;
    value.push_back(lower(text[i]));
  }
  scan.add(Type::mac, begin, begin + kMacChars, std::move(value), "mac");
  return true;
}

}  // namespace

bool is_ipv4(std::string_view text) {
  for (int i = 0; i < 4; ++i) {
    if (take_octet(text) < 0) return false;
    if (i == 3) return text.empty();
    if (!text.starts_with('.')) return false;
    text.remove_prefix(1);
  }
  return false;
}

void match_ipv4(Scan& scan, std::size_t begin, std::size_t end) {
  const auto text = scan.slice(begin, end);
  if (text.size() > 15 || !is_ipv4(text) || begin < scan.quiet_end || begin < scan.authority_end) return;
  if (is_version(scan, begin)) return;
  const auto net = prefix_end(scan, end, 32);
  if (net == end) scan.add(Type::ipv4, begin, end, std::string(text), "ipv4");
  else scan.add(Type::ipv4_net, begin, net, std::string(scan.slice(begin, net)), "ipv4.net");
}

void match_colons(Scan& scan, std::size_t begin) {
  if (begin < scan.colon_end) return;
  auto end = begin;
  while (end < scan.text.size() && end - begin < kColonsMax &&
         (is_hex(scan.text[end]) || scan.text[end] == ':' || scan.text[end] == '.'))
    ++end;
  scan.steps += end - begin;
  scan.colon_end = end;
  if (end - begin == kColonsMax || is_alnum(scan.at(end))) return;
  while (end > begin && (scan.text[end - 1] == '.' || (scan.text[end - 1] == ':' && scan.before(end, 2) != ':'))) --end;
  const auto text = scan.slice(begin, end);
  Groups groups{};
  if (match_mac(scan, begin, text) || text.size() < 4 || !has_digit(text)) return;
  if (!parse_ipv6(text, groups)) return;
  const auto net = prefix_end(scan, end, 128);
  if (net == end) scan.add(Type::ipv6, begin, end, ipv6_text(groups), "ipv6");
  else scan.add(Type::ipv6_net, begin, net, ipv6_text(groups) + std::string(scan.slice(end, net)), "ipv6.net");
}

}  // namespace tipstaff::casework
