#pragma once
// HttpClient: one keep-alive connection to one relay door, blocking.

#include <chrono>
#include <memory>
#include <string>

#include "tipstaff/bytes/bytes.h"

namespace tipstaff::platform {

struct HttpAnswer {
  unsigned status = 0;
  Bytes body;
};

struct HttpClientOptions {
  std::string url;                     // "http://host:port"; the path is given per request
  std::string socks5;                  // "127.0.0.1:9050", or "" for a direct connection
  std::chrono::seconds time{120};      // of one request, all in all
  std::size_t body_bytes_max = 4 << 20;
};

class HttpClient {
 public:
  // Errors: bad_value (not an http URL, or a proxy address that cannot be read).
  [[nodiscard]] static Result<HttpClient> create(HttpClientOptions options);
  HttpClient(HttpClient&&) noexcept;
  HttpClient& operator=(HttpClient&&) noexcept;
  ~HttpClient();

  // request connects if needed (names are resolved by the proxy when there is
  // one) and asks once; a connection that the server closed meanwhile is opened
  // anew once. Errors: not_found (no answer), too_large.
  [[nodiscard]] Result<HttpAnswer> request(std::string_view method, std::string_view path,
                                           ByteView body);

 private:
  struct State;
  explicit HttpClient(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tipstaff::platform
