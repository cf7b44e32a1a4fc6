#include "source/visit.h"

namespace tipstaff::source {

Result<Doors> Doors::open(const std::string& read_url, const std::string& lodge_url,
                          const std::string& socks5) {
  TIP_TRY(auto read, platform::HttpClient::create({.url = read_url, .socks5 = socks5}));
  TIP_TRY(auto lodge, platform::HttpClient::create({.url = lodge_url, .socks5 = socks5}));
  return Doors{std::move(read), std::move(lodge)};
}

Result<void> visit(protocol::SourceSession& session, Doors& doors) {
  std::optional<protocol::Request> next = session.begin_visit();
  while (next) {
    auto& door = next->door == protocol::Door::read ? doors.read : doors.lodge;
    TIP_TRY(const auto answer,
            door.request(next->method == protocol::Method::get ? "GET" : "POST", next->path,
                         next->body));
    TIP_TRY(next, session.answer(answer.status, answer.body));
  }
  return {};
}

}  // namespace tipstaff::source
