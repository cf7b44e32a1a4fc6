#include "platform/http_server.h"

#include <signal.h>
#include <sys/sendfile.h>
#include <unistd.h>

#include <boost/asio.hpp>
#include <boost/beast.hpp>
#include <list>

namespace tipstaff::platform {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using Protocol = asio::generic::stream_protocol;
using Acceptor = asio::basic_socket_acceptor<Protocol>;
using Stream = beast::basic_stream<Protocol, asio::any_io_executor>;
using Parser = http::request_parser<http::vector_body<std::uint8_t>>;
using boost::system::error_code;

constexpr std::size_t kBufferBytes = 16 * 1024;
// What the kernel may hold for one slow client (it doubles this). Left alone it grows
// to megabytes, which 512 connections a door would not bear.
constexpr int kSendBufferBytes = 208 * 1024;
// Of a file, as much goes the ordinary way: with the header, and when the kernel is full.
constexpr std::size_t kPieceBytes = 16 * 1024;
constexpr std::string_view kUnix = "unix:";
constexpr std::chrono::milliseconds kAcceptPause{100};

// Door is an open listener and how many connections it has.
struct Door {
  HttpDoor options;
  Acceptor acceptor;
  std::shared_ptr<std::size_t> connections = std::make_shared<std::size_t>(0);
};

// Answer waits for a Responder that may be called on another thread.
struct Answer {
  explicit Answer(const asio::any_io_executor& executor)
      : timer(executor, asio::steady_timer::time_point::max()) {}
  asio::steady_timer timer;
  std::optional<HttpResponse> response;
};

// status_for maps a parser's refusal to what the client is told.
unsigned status_for(const error_code& error) {
  if (error == http::error::header_limit || error == http::error::buffer_overflow) return 431;
  if (error == http::error::body_limit) return 413;
  return 400;
}

// well_formed checks what the parser leaves to us: exactly one Host, a path as
// target, and one way of telling the length.
bool well_formed(const Parser& parser) {
  const auto& message = parser.get();
  const auto hosts = message.equal_range(http::field::host);
  const bool one_host =
      hosts.first != hosts.second && std::next(hosts.first) == hosts.second;
  const bool both_lengths = message.count(http::field::content_length) > 0 &&
                            message.count(http::field::transfer_encoding) > 0;
  return message.version() == 11 && one_host && !both_lengths &&
         message.target().starts_with("/");
}

HttpRequest take_request(Parser& parser) {
  auto& message = parser.get();
  HttpRequest out;
  out.method = message.method_string();
  out.target = message.target();
  for (const auto& field : message) {
    std::string name(field.name_string());
    for (auto& c : name) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c);
    out.headers.emplace(std::move(name), field.value());
  }
  out.body = std::move(message.body());
  return out;
}

asio::awaitable<HttpResponse> ask_handler(Door& door, HttpRequest request) {
  const auto executor = co_await asio::this_coro::executor;
  auto answer = std::make_shared<Answer>(executor);
  door.options.handler->handle(std::move(request), [answer, executor](HttpResponse response) {
    asio::post(executor, [answer, response = std::move(response)]() mutable {
      if (!answer->response) answer->response = std::move(response);
      answer->timer.cancel();
    });
  });
  error_code ignored;
  if (!answer->response)
    co_await answer->timer.async_wait(asio::redirect_error(asio::use_awaitable, ignored));
  if (!answer->response) co_return empty_response(503);
  co_return std::move(*answer->response);
}

// send_file sends `body`, a whole file, from `at` on. The kernel takes what it can from
// the file's own pages; when it is full, a piece of ordinary writing waits for room,
// under the stream's deadline.
asio::awaitable<error_code> send_file(Stream& stream, int file, ByteView body, std::size_t at) {
  error_code error;
  while (!error && at < body.size()) {
    auto from = static_cast<off_t>(at);
    const auto sent = ::sendfile(stream.socket().native_handle(), file, &from, body.size() - at);
    if (sent > 0) {
      at += static_cast<std::size_t>(sent);
      continue;
    }
    const auto piece = body.subspan(at, std::min(kPieceBytes, body.size() - at));
    at += co_await stream.async_write_some(asio::buffer(piece.data(), piece.size()),
                                           asio::redirect_error(asio::use_awaitable, error));
  }
  co_return error;
}

asio::awaitable<error_code> send(Stream& stream, const HttpResponse& response, bool keep_alive,
                                 std::chrono::seconds time) {
  const auto whole = response.body.size();
  const auto first = response.file < 0 ? whole : std::min(kPieceBytes, whole);
  http::response<http::span_body<const std::uint8_t>> message;
  message.version(11);
  message.result(response.status);
  for (const auto& [name, value] : response.headers) message.set(name, value);
  message.keep_alive(keep_alive);
  if (response.status != 204) {
    message.body() = {response.body.data(), first};
    message.content_length(whole);
  }
  stream.expires_after(time);
  error_code error;
  co_await http::async_write(stream, message, asio::redirect_error(asio::use_awaitable, error));
  if (!error && first < whole) error = co_await send_file(stream, response.file, response.body, first);
  co_return error;
}

// read_request reads one request; the status to refuse it with, 0 to close
// silently, or 200 when it is whole.
asio::awaitable<unsigned> read_request(Stream& stream, beast::flat_buffer& buffer,
                                       Parser& parser, const HttpLimits& limits, bool first) {
  parser.header_limit(static_cast<std::uint32_t>(limits.header_bytes));
  parser.body_limit(limits.body_bytes);
  error_code error;
  if (!first && buffer.size() == 0) {  // between two requests
    stream.expires_after(limits.idle_time);
    buffer.commit(co_await stream.async_read_some(
        buffer.prepare(limits.header_bytes), asio::redirect_error(asio::use_awaitable, error)));
    if (error) co_return 0;
  }
  stream.expires_after(limits.header_time);
  co_await http::async_read_header(stream, buffer, parser,
                                   asio::redirect_error(asio::use_awaitable, error));
  if (error == http::error::end_of_stream || error == beast::error::timeout) co_return 0;
  if (error) co_return error.category() == http::make_error_code({}).category() ? status_for(error) : 0;
  if (!well_formed(parser)) co_return 400;
  stream.expires_after(limits.body_time);
  co_await http::async_read(stream, buffer, parser,
                            asio::redirect_error(asio::use_awaitable, error));
  if (error == http::error::body_limit) co_return 413;
  co_return error ? 0 : 200;
}

// Place is a connection's place at its door, given back however serving it ends.
// It may outlive the door: a server that stops ends its doors before its connections.
class Place {
 public:
  explicit Place(const Door& door) : taken_(door.connections) { ++*taken_; }
  ~Place() { --*taken_; }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

 private:
  std::shared_ptr<std::size_t> taken_;
};

asio::awaitable<void> serve(Stream stream, Door& door) {
  const Place place(door);
  const HttpLimits& limits = door.options.limits;
  beast::flat_buffer buffer(kBufferBytes);
  buffer.reserve(kBufferBytes);
  bool first = true;
  for (bool keep_alive = true; keep_alive; first = false) {
    Parser parser;
    const unsigned status = co_await read_request(stream, buffer, parser, limits, first);
    if (status == 0) break;
    keep_alive = status == 200 && parser.get().keep_alive();
    // In two statements: GCC 12 destroys a temporary of a conditional co_await twice.
    HttpResponse response = empty_response(status);
    if (status == 200) response = co_await ask_handler(door, take_request(parser));
    const error_code error = co_await send(stream, response, keep_alive, limits.answer_time);
    if (error) break;
  }
  error_code ignored;
  stream.socket().shutdown(Protocol::socket::shutdown_send, ignored);
}

asio::awaitable<void> accept_loop(Door& door) {
  const auto executor = co_await asio::this_coro::executor;
  while (door.acceptor.is_open()) {
    Protocol::socket socket(executor);
    error_code error;
    co_await door.acceptor.async_accept(socket, asio::redirect_error(asio::use_awaitable, error));
    if (error == asio::error::operation_aborted) co_return;
    if (error) {  // no descriptor is free: asking at once again would only burn time
      asio::steady_timer pause(executor, kAcceptPause);
      co_await pause.async_wait(asio::redirect_error(asio::use_awaitable, error));
      continue;
    }
    if (*door.connections >= door.options.limits.connections) continue;
    error_code ignored;  // hints; a Unix socket has no delay
    socket.set_option(asio::socket_base::send_buffer_size(kSendBufferBytes), ignored);
    socket.set_option(asio::ip::tcp::no_delay(true), ignored);  // the last piece of a file does not wait
    asio::co_spawn(executor, serve(Stream(std::move(socket)), door), asio::detached);
  }
}

Result<Protocol::endpoint> parse_address(const std::string& address) {
  if (address.starts_with(kUnix)) {
    const auto path = address.substr(kUnix.size());
    if (path.empty() || path.size() > 100) return fail(Errc::bad_value, "a path of 1 to 100 bytes is needed");
    return Protocol::endpoint(asio::local::stream_protocol::endpoint(path));
  }
  const auto colon = address.rfind(':');
  if (colon == std::string::npos) return fail(Errc::bad_value, "it has no port");
  error_code error;
  const auto ip = asio::ip::make_address(address.substr(0, colon), error);
  const auto digits = std::string_view(address).substr(colon + 1);
  if (digits.empty() || digits.size() > 5 || digits.find_first_not_of("0123456789") != std::string_view::npos)
    return fail(Errc::bad_value, "the port is no number");
  const auto port = std::strtoul(address.c_str() + colon + 1, nullptr, 10);
  if (port > 65535) return fail(Errc::bad_value, "no port is so high");
  if (error || !ip.is_loopback()) return fail(Errc::bad_value, "it is not loopback");
  return Protocol::endpoint(asio::ip::tcp::endpoint(ip, static_cast<std::uint16_t>(port)));
}

std::uint16_t port_of(const Acceptor& acceptor) {
  error_code error;
  const auto endpoint = acceptor.local_endpoint(error);
  if (error || endpoint.protocol().family() != AF_INET) return 0;
  sockaddr_in address{};
  std::memcpy(&address, endpoint.data(), sizeof address);
  return ntohs(address.sin_port);
}

}  // namespace

struct HttpServer::State {
  asio::io_context io{1};
  std::list<Door> doors;
};

std::string_view HttpRequest::header(const std::string& lower_case_name) const {
  const auto at = headers.find(lower_case_name);
  return at == headers.end() ? std::string_view() : std::string_view(at->second);
}

HttpResponse empty_response(unsigned status) {
  HttpResponse out;
  out.status = status;
  return out;
}

HttpResponse bytes_response(unsigned status, Bytes body, std::string_view type) {
  auto owner = std::make_shared<const Bytes>(std::move(body));
  return {status, {{"Content-Type", std::string(type)}}, owner, *owner, -1};
}

Result<void> check_address(const std::string& address) {
  TIP_CHECK(parse_address(address));
  return {};
}

HttpServer::HttpServer() : state_(std::make_unique<State>()) {}
HttpServer::~HttpServer() = default;

Result<std::uint16_t> HttpServer::listen(const HttpDoor& door) {
  TIP_TRY(const auto endpoint, parse_address(door.address));
  if (door.address.starts_with(kUnix)) ::unlink(door.address.c_str() + kUnix.size());
  Acceptor acceptor(state_->io);
  error_code error;
  acceptor.open(endpoint.protocol(), error);
  if (!error && endpoint.protocol().family() != AF_UNIX)
    acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) return fail(Errc::conflict, "address in use");
  state_->doors.push_back({door, std::move(acceptor)});
  auto& opened = state_->doors.back();
  asio::co_spawn(state_->io, accept_loop(opened), asio::detached);
  return port_of(opened.acceptor);
}

void HttpServer::run() {
  // sendfile() has no flag against the signal of a client that has gone.
  sigset_t gone;
  ::sigemptyset(&gone);
  ::sigaddset(&gone, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &gone, nullptr);
  state_->io.run();
}

void HttpServer::stop() {
  asio::post(state_->io, [this] { state_->io.stop(); });
}

}  // namespace tipstaff::platform
