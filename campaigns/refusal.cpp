#include "campaigns/refusal.h"

#include <algorithm>
#include <array>

namespace tipstaff::campaigns {
namespace {

struct Refusal {
  std::string_view start;  // of the words
  std::string_view code;
};
// caged_test.cpp makes a file for each.
constexpr std::array<Refusal, 18> kRefusals = {{
    {"the file is empty", "empty"},
    {"the file is UTF-16", "not_utf8"},
    {"the first row is not UTF-8", "not_utf8"},
    {"the first row does not end", "not_csv"},
    {"the first row has zero bytes", "not_text"},
    {"the first row has more than 2000 columns", "columns"},
    {"no column looks like the account", "no_account_column"},
    {"no column looks like the time", "no_time_column"},
    {"no column has this", "no_such_column"},
    {"no field has this", "no_such_column"},
    {"no memory", "no memory"},  // as the desk says it of a child that was ended
    {"the packed file is cut", "packed_cut"},
    {"the packed file is damaged", "packed_damaged"},
    {"the packed file grows more than", "bomb"},
    {"this is a ZIP archive", "zip"},
    {"this is Parquet", "parquet"},
    {kNothingInCommon, "nothing_in_common"},
    {kRestDidNotCome, "lost"},
}};

}  // namespace

std::string_view refusal_code(std::string_view words) {
  const auto found = std::ranges::find_if(kRefusals, [words](const Refusal& one) { return words.starts_with(one.start); });
  return found == kRefusals.end() ? words : found->code;
}

}  // namespace tipstaff::campaigns
