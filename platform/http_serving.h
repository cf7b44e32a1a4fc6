#pragma once
// What HttpServer and TlsServer have in common, below their headers: a connection is read,
// its handler asked and answered, with every limit. For these two alone.

#include <sys/sendfile.h>

#include <boost/asio.hpp>
#include <boost/beast.hpp>

#include "platform/http_server.h"

namespace tipstaff::platform::serving {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using Protocol = asio::generic::stream_protocol;
using Acceptor = asio::basic_socket_acceptor<Protocol>;
using Stream = beast::basic_stream<Protocol, asio::any_io_executor>;
using Parser = http::request_parser<http::vector_body<std::uint8_t>>;
using boost::system::error_code;

inline constexpr std::size_t kBufferBytes = 16 * 1024;
// What the kernel may hold for one slow client (it doubles this). Left alone it grows
// to megabytes, which 512 connections a door would not bear.
inline constexpr int kSendBufferBytes = 208 * 1024;
// Of a file, as much goes the ordinary way: with the header, and when the kernel is full.
inline constexpr std::size_t kPieceBytes = 16 * 1024;
inline constexpr std::chrono::milliseconds kAcceptPause{100};

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
inline unsigned status_for(const error_code& error) {
  if (error == http::error::header_limit || error == http::error::buffer_overflow) return 431;
  if (error == http::error::body_limit) return 413;
  return 400;
}

// well_formed checks what the parser leaves to us: exactly one Host, a path as
// target, and one way of telling the length.
inline bool well_formed(const Parser& parser) {
  const auto& message = parser.get();
  const auto hosts = message.equal_range(http::field::host);
  const bool one_host =
      hosts.first != hosts.second && std::next(hosts.first) == hosts.second;
  const bool both_lengths = message.count(http::field::content_length) > 0 &&
                            message.count(http::field::transfer_encoding) > 0;
  return message.version() == 11 && one_host && !both_lengths &&
         message.target().starts_with("/");
}

inline HttpRequest take_request(Parser& parser) {
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

// peer_text writes an address; of IPv6 the network alone (64 bits), which one household has.
[[nodiscard]] std::string peer_text(const Stream& stream);

inline asio::awaitable<HttpResponse> ask_handler(Door& door, HttpRequest request) {
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
inline asio::awaitable<error_code> send_file(Stream& stream, int file, ByteView body, std::size_t at) {
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

template <class S>
asio::awaitable<error_code> send(S& stream, const HttpResponse& response, bool keep_alive,
                                 std::chrono::seconds time) {
  const auto whole = response.body.size();
  constexpr bool kPlain = std::is_same_v<S, Stream>;   // else the kernel cannot send a file by itself
  const auto first = !kPlain || response.file < 0 ? whole : std::min(kPieceBytes, whole);
  http::response<http::span_body<const std::uint8_t>> message;
  message.version(11);
  message.result(response.status);
  for (const auto& [name, value] : response.headers) name == "Set-Cookie" ? message.insert(name, value) : message.set(name, value);
  message.keep_alive(keep_alive);
  if (response.status != 204) {
    message.body() = {response.body.data(), first};
    message.content_length(whole);
  }
  beast::get_lowest_layer(stream).expires_after(time);
  error_code error;
  co_await http::async_write(stream, message, asio::redirect_error(asio::use_awaitable, error));
  if constexpr (kPlain)
    if (!error && first < whole) error = co_await send_file(stream, response.file, response.body, first);
  co_return error;
}

// read_request reads one request; the status to refuse it with, 0 to close
// silently, or 200 when it is whole.
template <class S>
asio::awaitable<unsigned> read_request(S& stream, beast::flat_buffer& buffer,
                                       Parser& parser, const HttpLimits& limits, bool first) {
  parser.header_limit(static_cast<std::uint32_t>(limits.header_bytes));
  parser.body_limit(limits.body_bytes);
  error_code error;
  if (!first && buffer.size() == 0) {  // between two requests
    beast::get_lowest_layer(stream).expires_after(limits.idle_time);
    buffer.commit(co_await stream.async_read_some(
        buffer.prepare(limits.header_bytes), asio::redirect_error(asio::use_awaitable, error)));
    if (error) co_return 0;
  }
  beast::get_lowest_layer(stream).expires_after(limits.header_time);
  co_await http::async_read_header(stream, buffer, parser,
                                   asio::redirect_error(asio::use_awaitable, error));
  if (error == http::error::end_of_stream || error == beast::error::timeout) co_return 0;
  if (error) co_return error.category() == http::make_error_code({}).category() ? status_for(error) : 0;
  if (!well_formed(parser)) co_return 400;
  beast::get_lowest_layer(stream).expires_after(limits.body_time);
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

// serve_requests answers until the client or a fault ends it.
template <class S>
asio::awaitable<void> serve_requests(S& stream, Door& door) {
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
    if (status == 200) {
      auto request = take_request(parser);
      if (door.options.with_peer) request.peer = peer_text(beast::get_lowest_layer(stream));
      response = co_await ask_handler(door, std::move(request));
    }
    const error_code error = co_await send(stream, response, keep_alive, limits.answer_time);
    if (error) break;
  }
}

// accept_loop gives each connection to `serve`, as long as the door is open.
template <class Serve>
asio::awaitable<void> accept_loop(Door& door, Serve serve) {
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

// Reach: from where a door may be knocked at.
enum class Reach : std::uint8_t { this_machine, anywhere };
[[nodiscard]] Result<Protocol::endpoint> parse_address(const std::string& address, Reach reach);
// open_door listens. Errors: conflict (in use).
[[nodiscard]] Result<Acceptor> open_acceptor(asio::io_context& io, const Protocol::endpoint& endpoint);
[[nodiscard]] std::uint16_t port_of(const Acceptor& acceptor);
// block_pipe_signal: a client that has gone is an error code, not a signal.
void block_pipe_signal();

}  // namespace tipstaff::platform::serving
