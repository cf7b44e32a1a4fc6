#pragma once
// Mail headers: what a mail's Received lines say that can be believed.

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "casework/observables/scanner.h"

namespace tipstaff::casework {

// A header line may have any length; what is longer than this is no Received line.
inline constexpr std::size_t kReceivedBytesMax = 4000;
// Mail passes about five servers; longer chains are made up.
inline constexpr std::size_t kReceivedMax = 64;

// Hop is the address from which the mail came into the hands of servers that vouch for
// it, and which line says so.
struct Hop {
  std::string address;
  std::size_t line = 0;
};

// first_outside_hop reads Received lines from the newest on. The newest was written by
// the server that handed the mail over; a line below is believed only when the one above
// says that the mail came from inside of the same network (a private address). The
// first address outside ends it: everything below can be forged by whoever used it.
// Out: nothing when a line names no address in brackets before it is found.
[[nodiscard]] std::optional<Hop> first_outside_hop(std::span<const std::string_view> received, const Scanner& scanner);

// address_of_received returns the address in brackets of a line's "from" part.
[[nodiscard]] std::optional<std::string> address_of_received(std::string_view line);

// is_inside tells whether an address is private, local or no address of the Internet.
[[nodiscard]] bool is_inside(std::string_view address, const Scanner& scanner);

}  // namespace tipstaff::casework
