#include "casework/locating/mail_headers.h"

#include <algorithm>

#include "casework/observables/benign.h"
#include "casework/observables/classes.h"

namespace tipstaff::casework {
namespace {

// End of the "from" part: the word "by", which a server writes after it.
std::string_view from_part(std::string_view line) {
  for (std::size_t i = 0; i + 4 <= line.size(); ++i)
    if (is_space(line[i]) && begins(line.substr(i + 1), "by") && is_space(line.size() > i + 3 ? line[i + 3] : ' ')) return line.substr(0, i);
  return {};
}

bool is_address(std::string_view text) {
  if (text.size() < 2 || text.size() > 45) return false;
  const auto dots = std::ranges::count(text, '.');
  const auto colons = std::ranges::count(text, ':');
  return std::ranges::all_of(text, [](char c) { return is_hex(c) || c == '.' || c == ':'; }) && (dots == 3 || colons >= 2);
}

}  // namespace

std::optional<std::string> address_of_received(std::string_view line) {
  if (line.size() > kReceivedBytesMax) return std::nullopt;
  const auto part = from_part(line);
  const auto close = part.rfind(']');
  if (close == std::string_view::npos) return std::nullopt;
  const auto open = part.substr(0, close).rfind('[');
  if (open == std::string_view::npos) return std::nullopt;
  auto address = part.substr(open + 1, close - open - 1);
  if (begins(address, "ipv6:")) address.remove_prefix(5);
  if (!is_address(address)) return std::nullopt;
  return std::string(address);
}

// The scanner knows what an address is; its lists know which are nobody's.
bool is_inside(std::string_view address, const Scanner& scanner) {
  auto found = scanner.scan(address);
  if (!found || found->observables.empty()) return true;
  BenignLists().mark(found->observables);
  const auto& one = found->observables.front();
  return (one.type != Type::ipv4 && one.type != Type::ipv6) || !one.benign.empty();
}

std::optional<Hop> first_outside_hop(std::span<const std::string_view> received, const Scanner& scanner) {
  for (std::size_t i = 0; i < std::min(received.size(), kReceivedMax); ++i) {
    const auto address = address_of_received(received[i]);
    if (!address) return std::nullopt;
    if (!is_inside(*address, scanner)) return Hop{*address, i};
  }
  return std::nullopt;
}

}  // namespace tipstaff::casework
