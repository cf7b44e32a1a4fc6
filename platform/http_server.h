#pragma once
// HttpServer: HTTP/1.1 for a few doors, one network thread, limits everywhere.

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "tipstaff/bytes/bytes.h"

namespace tipstaff::platform {

// HttpLimits bound what one client can take; each has its reason.
struct HttpLimits {
  std::size_t header_bytes = 8192;         // a browser sends less than 2 KB
  std::size_t body_bytes = 32768;          // a lodging is 16 464
  std::size_t connections = 512;           // of one door; more are closed at once
  std::chrono::seconds header_time{10};    // absolute: a drip of bytes does not extend it
  std::chrono::seconds body_time{120};     // 16 KB over a slow circuit
  std::chrono::seconds answer_time{120};   // 512 KB over a slow circuit
  std::chrono::seconds idle_time{30};      // between two requests of a connection
};

struct HttpRequest {
  std::string method;
  std::string target;                                // path and query, as sent
  std::map<std::string, std::string> headers;        // names in lower case
  Bytes body;
  std::string peer = {};                             // whose address; "" unless the door asks for it

  // header returns a header's value, or "".
  [[nodiscard]] std::string_view header(const std::string& lower_case_name) const;
};

// HttpResponse: `body` views bytes that `owner` keeps alive. When they are a whole file,
// `file` may be its descriptor, which `owner` keeps open: big ones are then not copied.
struct HttpResponse {
  unsigned status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::shared_ptr<const void> owner;
  ByteView body;
  int file = -1;
};
[[nodiscard]] HttpResponse empty_response(unsigned status);
[[nodiscard]] HttpResponse bytes_response(unsigned status, Bytes body, std::string_view type);

// Responder answers one request, once, from any thread.
using Responder = std::function<void(HttpResponse)>;

class HttpHandler {
 public:
  virtual ~HttpHandler() = default;
  // handle runs on the network thread and must not wait.
  virtual void handle(HttpRequest request, Responder respond) = 0;
};

// HttpDoor: one listener. address: "127.0.0.1:8080" (port 0: any free one) or
// "unix:/path/to.sock". Only loopback and Unix sockets are accepted.
struct HttpDoor {
  std::string address;
  HttpHandler* handler = nullptr;
  HttpLimits limits;
  bool with_peer = false;      // tell the handler whose address a request comes from
};

// Where the error comes from when an address is not this machine's own.
inline constexpr std::string_view kNotLoopback = "it is not loopback";

// check_address tells whether a door can have this address. Errors: bad_value.
[[nodiscard]] Result<void> check_address(const std::string& address);

class HttpServer {
 public:
  HttpServer();
  ~HttpServer();

  // listen opens a door; returns the port in use (0 for a Unix socket).
  // Errors: bad_value (address), conflict (in use).
  [[nodiscard]] Result<std::uint16_t> listen(const HttpDoor& door);
  // run serves until stop(); stop may be called from any thread.
  void run();
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tipstaff::platform
