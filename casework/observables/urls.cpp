// URLs, with a scheme or without one.

#include <algorithm>

#include "casework/observables/scan.h"
#include "casework/observables/words.h"

namespace tipstaff::casework {
namespace {

constexpr std::size_t kSchemeMax = 8, kPortDigits = 5;

bool ends_url(char c) {
  constexpr std::string_view kEnds = "\"<>`{}|^\\";
  return static_cast<std::uint8_t>(c) <= 0x20 || c == 0x7F || kEnds.find(c) != std::string_view::npos;
}

// A list without blanks: "http://a.example,http://b.example".
bool begins_next(const Scan& scan, std::size_t i) {
  if (scan.text[i] != ',' && scan.text[i] != ';') return false;
  const auto colon = scan.text.substr(i + 1, kSchemeMax + 3).find("://");
  return colon != std::string_view::npos && is_scheme(scan.text.substr(i + 1, colon));
}

// trim_end takes off what belongs to the sentence, and brackets that open outside.
std::size_t trim_end(const Scan& scan, std::size_t begin, std::size_t end) {
  const auto text = scan.slice(begin, end);
  auto round = std::count(text.begin(), text.end(), ')') - std::count(text.begin(), text.end(), '(');
  auto square = std::count(text.begin(), text.end(), ']') - std::count(text.begin(), text.end(), '[');
  while (end > begin) {
    const char c = scan.text[end - 1];
    if (c == ')' && round > 0) --round;
    else if (c == ']' && square > 0) --square;
    else if (std::string_view(".,;:!?'*").find(c) == std::string_view::npos) break;
    --end;
  }
  return end;
}

// url_end finds where a URL ends. Inside of another one it ends with that, so that
// a URL full of URLs is walked once.
std::size_t url_end(Scan& scan, std::size_t begin) {
  if (begin < scan.url_seen) return scan.url_seen;
  auto end = begin;
  while (end < scan.text.size() && end - begin < kUrlMax && !ends_url(scan.text[end]) && !begins_next(scan, end)) ++end;
  scan.steps += (end - begin) * 2;
  scan.url_seen = trim_end(scan, begin, end);
  return scan.url_seen;
}

struct Authority {
  std::size_t host = 0;
  std::size_t host_end = 0;
  std::size_t end = 0;
  bool user = false;
};

Authority read_authority(const Scan& scan, std::size_t begin, std::size_t end) {
  Authority out{begin, begin, begin, false};
  const auto limit = std::min(end, begin + kHostMax * 2);
  while (out.end < limit && std::string_view("/?#").find(scan.text[out.end]) == std::string_view::npos) ++out.end;
  const auto part = scan.slice(begin, out.end);
  if (const auto sign = part.rfind('@'); sign != std::string_view::npos) {
    out.host = begin + sign + 1;
    out.user = true;
  }
  out.host_end = out.end;
  const auto host = scan.slice(out.host, out.end);
  if (host.starts_with('[')) {
    out.host_end = out.host + std::min(host.find(']'), host.size());
    return out;
  }
  if (const auto colon = host.find(':'); colon != std::string_view::npos) out.host_end = out.host + colon;
  while (out.host_end > out.host && scan.text[out.host_end - 1] == '.') --out.host_end;
  return out;
}

// scheme_begin finds the scheme that ends at `end`: the longest that is known.
std::size_t scheme_begin(const Scan& scan, std::size_t word, std::size_t end) {
  const auto from = end - word > kSchemeMax ? end - kSchemeMax : word;
  for (auto begin = from; begin < end; ++begin)
    if (is_scheme(scan.slice(begin, end))) return begin;
  return end;
}

bool host_fits(std::string_view host) {
  return host.find('.') != std::string_view::npos || host == "localhost";
}

void add_url(Scan& scan, std::size_t begin, std::string value, std::size_t end, const HostName& host, bool user) {
  auto& hit = scan.add(Type::url, begin, end, std::move(value), "url",
                       host.known ? Confidence::high : Confidence::low);
  hit.warning = !host.warning.empty() ? host.warning
                : user                ? "a user name stands before the host, which hides it"
                : !host.known         ? "the top-level domain does not exist"
                                      : "";
}

void match_named(Scan& scan, std::size_t begin, std::string_view scheme, const Authority& part, std::size_t end) {
  const auto raw = scan.slice(part.host, part.host_end);
  HostName host;
  const bool address = is_ipv4(raw) || raw.starts_with('[');
  if (address) {
    host.ascii = raw;
    host.known = true;
  } else if (raw.empty() || !read_host(scan, raw, host) || !host_fits(host.ascii)) {
    return;
  }
  const bool special = host.ascii.ends_with(".onion") || host.ascii.ends_with(".i2p");
  host.known = host.known || special;
  std::string value(scheme);
  value += "://" + std::string(scan.slice(begin, part.host)) + host.ascii + std::string(scan.slice(part.host_end, end));
  // `begin` is behind the scheme; the hit begins where its spelling begins.
  add_url(scan, begin, std::move(value), end, host, part.user);
  if (is_ipv4(raw)) scan.add(Type::ipv4, part.host, part.host_end, host.ascii, "url.ipv4");
  else if (!address && host.known && !special) scan.add(Type::host, part.host, part.host_end, host.ascii, "url.host").warning = host.warning;
  match_account(scan, host.ascii, part.host, part.end, end);
}

}  // namespace

void match_url(Scan& scan, const Word& word) {
  const auto begin = scheme_begin(scan, word.begin, word.end);
  if (begin == word.end) return;
  const auto after = word.end + 3;
  const auto end = url_end(scan, after);
  if (end <= after) return;
  const auto scheme = scheme_of(scan.slice(begin, word.end));
  const auto part = read_authority(scan, after, end);
  scan.steps += part.end - after;
  const auto known = scan.hits.size();
  match_named(scan, after, scheme, part, end);
  if (scan.hits.size() == known) return;
  auto& hit = scan.hits[known];
  hit.offset = static_cast<std::uint32_t>(begin);
  hit.length = static_cast<std::uint32_t>(end - begin);
  // A hidden service's name is worth a line of its own; match_dotted finds it.
  const bool own_line = hit.value.find(".onion") != std::string::npos || hit.value.find(".i2p") != std::string::npos;
  scan.url_end = std::max(scan.url_end, end);
  scan.authority_end = part.end;
  if (!own_line) return;
  HostName host;
  const auto raw = scan.slice(part.host, part.host_end);
  if (!read_host(scan, raw, host)) return;
  const bool onion = host.ascii.ends_with(".onion");
  if (onion || host.ascii.ends_with(".i2p"))
    scan.add(onion ? Type::onion : Type::i2p, part.host, part.host_end, host.ascii, "url.host", Confidence::medium);
}

void match_bare_url(Scan& scan, std::size_t begin, std::size_t host_end, const HostName& host) {
  if (begin < scan.url_end) return;
  const auto port = scan.at(host_end) == ':' ? scan.skip_digits(host_end + 1, kPortDigits) : host_end;
  if (scan.at(port) != '/') return;
  const auto end = url_end(scan, begin);
  if (end <= port + 1) return;
  auto& hit = scan.add(Type::url, begin, end, host.ascii + std::string(scan.slice(host_end, end)), "url.bare", Confidence::medium);
  hit.warning = host.warning;
  scan.url_end = end;
  scan.authority_end = port;
  match_account(scan, host.ascii, begin, port, end);
}

}  // namespace tipstaff::casework
