#include "desk/cases/case_audit.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace tipstaff::desk {

bool names_case(std::string_view action) {
  constexpr std::array<std::string_view, 21> kActions = {
      "link", "unlink", "merge", "unmerge", "statement", "export", "suspect", "change suspect", "remove suspect",
      "hypothesis", "change hypothesis", "remove hypothesis", "mark", "import crew", "refer case", "referred case", "ask to refer case",
      "ask for export", "approve export", "refuse export", "export expired"};
  return std::ranges::find(kActions, action) != kActions.end();
}

std::vector<std::int64_t> numbers_of(std::string_view detail) {
  std::vector<std::int64_t> out;
  for (std::int64_t value = 0; !detail.empty();) {
    const auto read = std::from_chars(detail.data(), detail.data() + detail.size(), value);
    if (read.ec != std::errc()) break;
    out.push_back(value);
    detail.remove_prefix(static_cast<std::size_t>(read.ptr - detail.data()));
    if (!detail.starts_with(' ')) break;
    detail.remove_prefix(1);
  }
  return out;
}

}  // namespace tipstaff::desk
