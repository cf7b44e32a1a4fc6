// Host names, file names, e-mail addresses.

#include <algorithm>

#include "casework/observables/checks.h"
#include "casework/observables/fold.h"
#include "casework/observables/punycode.h"
#include "casework/observables/scan.h"
#include "casework/observables/utf8.h"
#include "casework/observables/words.h"

namespace tipstaff::casework {
namespace {

constexpr std::string_view kTwoScripts = "letters of two scripts in one name: a look-alike?";
constexpr std::size_t kOnionV2 = 16, kOnionV3 = 56, kI2pMin = 52;

bool all_ascii(std::string_view text) {
  return std::none_of(text.begin(), text.end(), [](char c) { return (class_of(c) & kHigh) != 0; });
}

// is_mixed: Latin letters beside Greek or Cyrillic ones in one label.
bool is_mixed(std::string_view label) {
  bool latin = false, other = false;
  for (std::size_t at = 0; at < label.size();) {
    const auto c = character_at(label, at);
    at += c.bytes;
    latin = latin || (c.code < 0x80 && is_alpha(static_cast<char>(c.code)));
    other = other || (c.code >= 0x370 && c.code <= 0x52F);
  }
  return latin && other;
}

bool label_ok(std::string_view label) {
  if (label.empty() || label.size() > kLabelBytesMax) return false;
  return label.front() != '-' && label.back() != '-';
}

bool append_label(std::string_view label, HostName& out) {
  if (all_ascii(label)) {
    if (!label_ok(label)) return false;
    for (const char c : label) out.ascii.push_back(lower(c));
    return true;
  }
  const auto ascii = label_to_ascii(fold_case(label));
  if (!ascii || !label_ok(label)) return false;
  if (is_mixed(label)) out.warning = kTwoScripts;
  out.ascii += *ascii;
  return true;
}

// read_labels writes the ASCII form; false when it cannot be a host.
bool read_labels(std::string_view name, HostName& out) {
  while (true) {
    const auto dot = name.find('.');
    if (!append_label(name.substr(0, dot), out)) return false;
    if (dot == std::string_view::npos) return out.ascii.size() <= kHostMax;
    out.ascii.push_back('.');
    name.remove_prefix(dot + 1);
  }
}

std::string_view last_label(std::string_view host) { return host.substr(host.rfind('.') + 1); }

std::size_t labels(std::string_view host) {
  return static_cast<std::size_t>(std::count(host.begin(), host.end(), '.')) + 1;
}

// Words that touch: "We met on monday.In the morning". A capital after the dot while
// the word before it has none.
bool is_sentence_end(std::string_view raw) {
  const auto dot = raw.rfind('.');
  const auto top = raw.substr(dot + 1);
  if (top.size() < 2 || !is_upper(top[0]) || !is_lower(top[1])) return false;
  const auto before = raw.substr(0, dot);
  const auto word = before.substr(before.rfind('.') + 1);
  return !is_upper(word[0]) || is_word_domain(top);
}

bool is_package_name(std::string_view host) {
  const auto first = host.substr(0, host.find('.'));
  return labels(host) >= 3 && (first == "com" || first == "org" || first == "net" || first == "io") &&
         !same_letters(last_label(host), "com");
}

bool is_top_of_words(const HostName& host) {
  return labels(host.ascii) == 2 && is_word_domain(last_label(host.ascii));
}

void add_onion(Scan& scan, std::size_t begin, std::size_t end, const HostName& host) {
  auto name = std::string_view(host.ascii).substr(0, host.ascii.size() - 6);
  name = name.substr(name.rfind('.') + 1);
  if (name.size() == kOnionV3 && onion_holds(name)) {
    scan.add(Type::onion, begin, end, host.ascii, "onion.v3");
  } else if (name.size() == kOnionV2 && base32(name)) {
    scan.add(Type::onion, begin, end, host.ascii, "onion.v2", Confidence::medium).warning =
        "onion name of the old kind, which Tor no longer serves";
  }
}

void add_host(Scan& scan, std::size_t begin, std::size_t end, const HostName& host) {
  if (host.ascii.ends_with(".onion")) return add_onion(scan, begin, end, host);
  auto& hit = scan.add(Type::host, begin, end, host.ascii, "host.suffix");
  hit.warning = host.warning;
  if (!is_top_of_words(host)) return;
  hit.confidence = Confidence::low;
  hit.warning = "may be two words of a sentence";
}

bool match_i2p(Scan& scan, std::size_t begin, std::size_t end, std::string_view name) {
  if (name.size() < 5 || !same_letters(name.substr(name.size() - 4), ".i2p")) return false;
  std::string value;
  for (const char c : name) value.push_back(lower(c));
  const bool hashed = value.size() >= kI2pMin && value.ends_with(".b32.i2p");
  scan.add(Type::i2p, begin, end, value, "i2p", hashed ? Confidence::high : Confidence::medium);
  return true;
}

bool match_file(Scan& scan, std::size_t begin, std::size_t end, std::string_view name) {
  const auto ending = last_label(name);
  const bool twin = is_file_domain(ending) && labels(name) == 2 && !begins(name, "www.");
  if (!twin && (!is_file_ending(ending) || name.find('.') == 0)) return false;
  if (scan.before(begin) == '@' || scan.before(begin) == '/') return false;
  scan.add(Type::file_name, begin, end, std::string(name), "file.ending", Confidence::medium);
  return true;
}

bool may_be_host(Scan& scan, std::size_t begin, std::size_t end, std::string_view name) {
  const char previous = scan.before(begin);
  if (begin < scan.url_end || begin < scan.quiet_end) return false;
  if (previous == '/' || previous == '\\' || previous == '@' || previous == '$') return false;
  return scan.at(end) != '(' && !is_sentence_end(name) && !is_package_name(name);
}

void match_name(Scan& scan, std::size_t begin, std::size_t end) {
  const auto name = scan.slice(begin, end);
  if (name.size() > kHostMax * 4 || name.find('.') == std::string_view::npos) return;
  if (!may_be_host(scan, begin, end, name)) return;
  if (match_i2p(scan, begin, end, name) || match_file(scan, begin, end, name)) return;
  HostName host;
  if (!read_host(scan, name, host) || !host.known) return;
  add_host(scan, begin, end, host);
  const char next = scan.at(end);
  if (next == '/' || (next == ':' && is_digit(scan.at(end + 1)))) match_bare_url(scan, begin, end, host);
}

bool is_local(char c) {
  return is_alnum(c) || c == '.' || c == '_' || c == '-' || c == '+' || c == '%' || c == '\'';
}

// local_begin reads the local part backwards from the "@".
std::size_t local_begin(Scan& scan, std::size_t at) {
  std::size_t begin = at;
  while (begin > 0 && at - begin <= kLocalPartMax && is_local(scan.text[begin - 1])) --begin;
  scan.steps += at - begin;
  while (begin < at && !is_alnum(scan.text[begin]) && scan.text[begin] != '_') ++begin;
  return begin;
}

bool local_ok(std::string_view local) {
  return !local.empty() && local.size() <= kLocalPartMax && local.back() != '.' &&
         local.find("..") == std::string_view::npos;
}

// A trailing ".py" after "@" is no file: only the suffix list decides here.
void add_email(Scan& scan, std::size_t begin, const Word& domain, const HostName& host) {
  const auto local = scan.slice(begin, domain.begin - 1);
  std::string value(local);
  value += "@" + host.ascii;
  const bool fediverse = scan.before(begin) == '@' && !is_word(scan.before(begin, 2));
  auto& hit = fediverse ? scan.add(Type::mastodon, begin - 1, domain.end, "@" + value, "account.mastodon")
                        : scan.add(Type::email, begin, domain.end, std::move(value), "email");
  hit.warning = host.warning;
  add_host(scan, domain.begin, domain.end, host);
}

}  // namespace

bool read_host(Scan& scan, std::string_view name, HostName& out) {
  scan.steps += name.size();
  // Most runs with a dot are no hosts; their end says so at once.
  const auto top = last_label(name);
  if (all_ascii(top)) {
    std::string small;
    for (const char c : top.substr(0, kLabelBytesMax + 1)) small.push_back(lower(c));
    out.known = scan.suffixes.known_top(small);
    if (!out.known && name.size() > kHostMax) return false;
  }
  if (!read_labels(name, out)) return false;
  out.known = scan.suffixes.match(out.ascii, out.suffix);
  return true;
}

void match_dotted(Scan& scan, const Word& word) {
  auto begin = word.begin;
  while (begin < word.end) {
    while (begin < word.end && (scan.text[begin] == '.' || scan.text[begin] == '-')) ++begin;
    auto end = scan.text.substr(0, word.end).find("..", begin);
    if (end == std::string_view::npos) end = word.end;
    const auto next = end + 1;
    while (end > begin && (scan.text[end - 1] == '.' || scan.text[end - 1] == '-' || scan.text[end - 1] == '_')) --end;
    if (begin < end) {
      const bool numeric = (word.bits & ~(kDigit | kDot | kJoin)) == 0;
      if (numeric) match_ipv4(scan, begin, end);
      else match_name(scan, begin, end);
    }
    begin = next;
  }
}

void match_after_at(Scan& scan, const Word& word) {
  const auto at = word.begin - 1;
  if (word.begin < scan.authority_end) return;
  auto domain = word;
  while (domain.end > domain.begin && !is_alnum(scan.text[domain.end - 1]) &&
         (class_of(scan.text[domain.end - 1]) & kHigh) == 0)
    --domain.end;
  const auto name = scan.slice(domain.begin, domain.end);
  const auto begin = local_begin(scan, at);
  if (begin == at) return match_handle(scan, domain);
  HostName host;
  if ((word.bits & kDot) == 0 || name.size() > kHostMax * 4 || !local_ok(scan.slice(begin, at))) return;
  if (read_host(scan, name, host) && host.known) add_email(scan, begin, domain, host);
}

}  // namespace tipstaff::casework
