#pragma once
// A visit over the network: the session says what to ask, this asks it.

#include "platform/http_client.h"
#include "tipstaff/protocol/source.h"

namespace tipstaff::source {

// Doors are the connections to a relay's read and lodge doors.
struct Doors {
  platform::HttpClient read;
  platform::HttpClient lodge;

  // Errors: those of HttpClient::create.
  [[nodiscard]] static Result<Doors> open(const std::string& read_url,
                                          const std::string& lodge_url,
                                          const std::string& socks5);
};

// visit makes one whole visit. On an error nothing that was queued is lost.
// Errors: not_found (no answer), and those of SourceSession::answer.
[[nodiscard]] Result<void> visit(protocol::SourceSession& session, Doors& doors);

}  // namespace tipstaff::source
