// What mails and documents say about themselves: lines as Received, each also as a Date
// and as a text that says dates.
// Input: text; a line each.

#include "casework/locating/dates.h"
#include "casework/locating/mail_headers.h"
#include "fuzz/fuzz.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  static const casework::Scanner kScanner;
  const auto text = as_text(input);
  std::vector<std::string_view> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
    begin = end + 1;
  }
  const auto hop = casework::first_outside_hop(lines, kScanner);
  if (hop) FUZZ_HOLDS(hop->line < lines.size() && lines[hop->line].find(hop->address) != std::string_view::npos);
  for (const auto line : lines) {
    const auto stamp = casework::parse_untrusted_stamp(line);
    if (stamp && stamp->offset_minutes) FUZZ_HOLDS(*stamp->offset_minutes >= -840 && *stamp->offset_minutes <= 840);
  }
  std::size_t free_from = 0;
  for (const auto& date : casework::dates_of(text)) {
    FUZZ_HOLDS(date.begin >= free_from && date.length > 0 && date.length <= text.size() - date.begin);
    free_from = std::size_t{date.begin} + date.length;
  }
}

}  // namespace tipstaff::fuzz
