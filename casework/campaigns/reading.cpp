#include "casework/campaigns/reading.h"

#include <numeric>

namespace tipstaff::campaigns {
namespace {

struct Words {
  std::string_view name;
  std::string_view sentence;
};
constexpr std::array<Words, kFaults> kWords = {{
    {"columns_few", "fewer columns than the header"},
    {"columns_many", "more columns than the header"},
    {"row_long", "longer than 4 MiB"},
    {"quote_open", "a quotation mark that nothing closes"},
    {"not_utf8", "letters that are not UTF-8: save the file again as UTF-8"},
    {"no_account", "no account"},
    {"no_time", "no time"},
    {"bad_time", "a time in a form that is not known, or a date that does not exist"},
    {"future_time", "a time in the future"},
    {"bad_json", "not JSON, or not an object"},
    {"cut", "the file ends inside the row: it was cut, fetch it again"},
    {"duplicate", "a post id that was there before, and nothing new: the earlier row counts"},
    {"full", "more rows than one run can hold: cut the file in two"},
    {"no_weight", "an edge without a weight above zero"},
}};

std::string line_of(std::uint64_t count, std::string_view what) { return std::to_string(count) + " " + std::string(what) + "\n"; }

}  // namespace

std::string_view fault_name(Fault fault) { return kWords[static_cast<std::size_t>(fault)].name; }
std::string_view fault_sentence(Fault fault) { return kWords[static_cast<std::size_t>(fault)].sentence; }

std::uint64_t Reading::bad_total() const { return std::accumulate(bad.begin(), bad.end(), std::uint64_t{0}); }

std::string Reading::sentences() const {
  std::string out = line_of(good, "rows read");
  for (std::size_t i = 0; i < kFaults; ++i)
    if (bad[i] > 0) out += line_of(bad[i], "set aside: " + std::string(kWords[i].sentence));
  if (zone_unsaid > 0 && zone_said > 0)
    out += line_of(zone_unsaid, "times do not say their zone, others do: the zone given by --zone was taken for them");
  if (minutes_only > 0) out += line_of(minutes_only, "times have no seconds: windows under 60 s mean little for them");
  if (from_snowflake > 0) out += line_of(from_snowflake, "times were taken from the posts' ids, exact to a millisecond");
  if (without_objects > 0) out += line_of(without_objects, "rows have nothing that accounts could have in common: no link, tag, repost or long text");
  if (from_utf16) out += "a file was UTF-16: it was read as if it had been saved as UTF-8\n";
  if (quotes_plain) out += "quotation marks do not match in this file: from some row on they were read as letters\n";
  return out;
}

}  // namespace tipstaff::campaigns
