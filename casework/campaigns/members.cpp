#include "casework/campaigns/members.h"

#include <algorithm>
#include <charconv>
#include <optional>

#include "casework/campaigns/csv.h"

namespace tipstaff::campaigns {
namespace {

std::optional<std::uint64_t> crew_of(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value == 0) return std::nullopt;
  return value;
}

}  // namespace

Result<std::vector<ListedMember>> read_members(ByteSource& source, Reading& reading, const KeepAside& aside) {
  CsvReader csv(source, reading, aside);
  TIP_TRY(const auto header, csv.begin());
  const auto column = [&](std::string_view name) { return static_cast<std::size_t>(std::ranges::find(header, name) - header.begin()); };
  const auto crew_at = column("crew"), account_at = column("account"), handle_at = column("handle");
  if (crew_at == header.size() || account_at == header.size()) return fail(Errc::bad_value, "this is no table of members: it has no columns crew and account");
  std::vector<ListedMember> out;
  std::vector<std::string_view> fields;
  for (;;) {
    TIP_TRY(const bool more, csv.next(fields));
    if (!more) return out;
    const auto crew = crew_of(fields[crew_at]);
    const auto account = rearmed_field(fields[account_at]);
    const auto handle = handle_at < header.size() ? rearmed_field(fields[handle_at]) : std::string_view{};
    if (!valid_utf8(as_bytes(csv.raw()))) csv.set_aside(Fault::not_utf8);
    else if (!crew || account.empty() || account.size() > kIdBytesMax || handle.size() > kIdBytesMax) csv.set_aside(Fault::no_account);
    else if (out.size() == kMembersMax) return fail(Errc::too_large, "more than a million members");
    else out.push_back({*crew, std::string(account), std::string(handle)}), ++reading.good;
  }
}

}  // namespace tipstaff::campaigns
