#pragma once
// Scan: one pass over one text, and what the matchers share. Not for users of the
// library; they have scanner.h.
//
// Positions are those of the refanged text; scanner.cpp turns them into positions
// of the original. Each matcher looks at a bounded number of bytes around a sign,
// or moves a guard so that no byte is looked at again: that makes the pass linear.

#include <initializer_list>
#include <string>
#include <vector>

#include "casework/observables/classes.h"
#include "casework/observables/observable.h"
#include "casework/observables/suffixes.h"

namespace tipstaff::casework {

// Caps of the expansion around a sign (RFC 1035, 5321; browsers for URLs).
inline constexpr std::size_t kHostMax = 253, kLocalPartMax = 64, kUrlMax = 2048, kPhoneMax = 32;
inline constexpr std::size_t kPathMax = 1024, kNumberMax = 64, kAgentMax = 512;

// Word is a run of letters, digits, dots, dashes and underscores: [begin, end).
struct Word {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::uint8_t bits = 0;   // what is in it, by classes.h
};

// HostName is a host found in the text, checked against the suffix list.
struct HostName {
  std::string ascii;            // lower case, A-labels
  std::string_view warning;
  bool known = false;           // the top-level domain exists
  SuffixMatch suffix;
};

struct Scan {
  Scan(std::string_view view, const SuffixList& list) : text(view), suffixes(list) {}

  std::string_view text;
  const SuffixList& suffixes;
  std::vector<Observable> hits;
  std::uint64_t steps = 0;
  std::size_t url_end = 0;        // inside of a URL up to here
  std::size_t url_seen = 0;       // up to here the end of a URL was looked for already
  std::size_t authority_end = 0;  // inside of its host up to here
  std::size_t quiet_end = 0;      // inside of a path: no names up to here
  std::size_t number_end = 0;     // digits that were tried already
  std::size_t colon_end = 0;      // hexadecimal and colons that were tried already

  [[nodiscard]] char at(std::size_t i) const { return i < text.size() ? text[i] : '\0'; }
  [[nodiscard]] char before(std::size_t i, std::size_t back = 1) const { return i >= back ? text[i - back] : '\0'; }
  [[nodiscard]] std::string_view slice(std::size_t begin, std::size_t end) const {
    return text.substr(begin, end - begin);
  }
  [[nodiscard]] bool here(std::size_t i, std::string_view what) const { return text.substr(i, what.size()) == what; }
  // near tells whether one of the words stands in the bytes before `at`.
  [[nodiscard]] bool near(std::size_t at, std::size_t bytes, std::initializer_list<std::string_view> words);
  // skip_digits returns where the digits from `i` on end, after at most `most`.
  [[nodiscard]] std::size_t skip_digits(std::size_t i, std::size_t most) const;

  Observable& add(Type type, std::size_t begin, std::size_t end, std::string value, std::string_view rule,
                  Confidence confidence = Confidence::high);
};

// hosts.cpp
[[nodiscard]] bool read_host(Scan& scan, std::string_view name, HostName& out);
void match_dotted(Scan& scan, const Word& word);
void match_after_at(Scan& scan, const Word& word);
// addresses.cpp
[[nodiscard]] bool is_ipv4(std::string_view text);
void match_ipv4(Scan& scan, std::size_t begin, std::size_t end);
void match_colons(Scan& scan, std::size_t begin);
// urls.cpp
void match_url(Scan& scan, const Word& word);
void match_bare_url(Scan& scan, std::size_t begin, std::size_t host_end, const HostName& host);
// accounts.cpp
void match_account(Scan& scan, std::string_view host, std::size_t begin, std::size_t path, std::size_t end);
void match_handle(Scan& scan, const Word& word);
// marks.cpp
void match_mark(Scan& scan, const Word& word);
void match_prefixed(Scan& scan, const Word& word);
// strings.cpp
void match_string(Scan& scan, const Word& word);
// numbers.cpp
void match_number(Scan& scan, const Word& word);
void match_iban(Scan& scan, const Word& word);
void match_plus(Scan& scan, std::size_t at);
// places.cpp
void match_coordinates(Scan& scan, std::size_t begin);
// paths.cpp
void match_drive(Scan& scan, const Word& word);
void match_registry(Scan& scan, const Word& word);
void match_slash(Scan& scan, std::size_t at);
void match_backslash(Scan& scan, std::size_t at);
void match_agent(Scan& scan, const Word& word);

}  // namespace tipstaff::casework
