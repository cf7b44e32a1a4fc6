#include "platform/http_client.h"

#include <boost/asio.hpp>
#include <boost/beast.hpp>

#include "platform/entropy.h"

namespace tipstaff::platform {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::ip::tcp;
using boost::system::error_code;

struct HostPort {
  std::string host;
  std::uint16_t port = 80;
};

Result<HostPort> parse_host_port(std::string_view text, std::uint16_t default_port) {
  HostPort out{std::string(text), default_port};
  const auto colon = text.rfind(':');
  if (colon != std::string_view::npos) {
    out.host = text.substr(0, colon);
    const auto port = std::strtoul(std::string(text.substr(colon + 1)).c_str(), nullptr, 10);
    if (port == 0 || port > 65535) return fail(Errc::bad_value, "port");
    out.port = static_cast<std::uint16_t>(port);
  }
  if (out.host.empty() || out.host.size() > 255) return fail(Errc::bad_value, "host");
  return out;
}

// A boost error leaves a coroutine as this; it is caught once, in run().
[[noreturn]] void refuse(Errc code) { throw code; }

asio::awaitable<void> socks5(beast::tcp_stream& stream, const HostPort& to) {
  // RFC 1928 and 1929. A random name and password ask Tor for a circuit of its own.
  auto drbg = fresh_drbg();
  std::array<std::uint8_t, 8> random{};
  drbg.fill(random);
  const auto name = to_hex(random);
  const auto write = [&stream](const Bytes& bytes) {
    return asio::async_write(stream, asio::buffer(bytes), asio::use_awaitable);
  };
  const auto read = [&stream](std::size_t size) -> asio::awaitable<Bytes> {
    Bytes bytes(size);
    co_await asio::async_read(stream, asio::buffer(bytes), asio::use_awaitable);
    co_return bytes;
  };
  const Bytes hello{5, 2, 0, 2};
  co_await write(hello);
  const auto chosen = co_await read(2);
  if (chosen[0] != 5 || (chosen[1] != 0 && chosen[1] != 2)) refuse(Errc::not_found);
  if (chosen[1] == 2) {
    const auto size = static_cast<std::uint8_t>(name.size());
    const Bytes login = concat({Bytes{1, size}, as_bytes(name), Bytes{size}, as_bytes(name)});
    co_await write(login);
    if ((co_await read(2))[1] != 0) refuse(Errc::not_found);
  }
  const Bytes port{static_cast<std::uint8_t>(to.port >> 8), static_cast<std::uint8_t>(to.port)};
  const Bytes connect = concat({Bytes{5, 1, 0, 3, static_cast<std::uint8_t>(to.host.size())},
                                as_bytes(to.host), port});
  co_await write(connect);
  const auto head = co_await read(4);
  if (head[1] != 0) refuse(Errc::not_found);
  const std::size_t address = head[3] == 1 ? 4 : head[3] == 4 ? 16 : (co_await read(1))[0];
  co_await read(address + 2);
}

}  // namespace

struct HttpClient::State {
  HttpClientOptions options;
  HostPort to;
  std::optional<HostPort> proxy;
  asio::io_context io{1};
  std::optional<beast::tcp_stream> stream;
  beast::flat_buffer buffer;

  asio::awaitable<void> connect() {
    stream.emplace(io);
    buffer.clear();
    stream->expires_after(options.time);
    const auto& first = proxy ? *proxy : to;
    tcp::resolver resolver(io);
    const auto found = co_await resolver.async_resolve(first.host, std::to_string(first.port),
                                                       asio::use_awaitable);
    co_await stream->async_connect(found, asio::use_awaitable);
    if (proxy) co_await socks5(*stream, to);
  }

  asio::awaitable<HttpAnswer> exchange(std::string_view method, std::string_view path,
                                       ByteView body) {
    http::request<http::span_body<const std::uint8_t>> request;
    request.version(11);
    request.method_string({method.data(), method.size()});
    request.target({path.data(), path.size()});
    request.set(http::field::host, to.host);
    request.body() = {body.data(), body.size()};
    if (!body.empty()) request.content_length(body.size());
    stream->expires_after(options.time);
    co_await http::async_write(*stream, request, asio::use_awaitable);
    http::response_parser<http::vector_body<std::uint8_t>> parser;
    parser.body_limit(options.body_bytes_max);
    co_await http::async_read(*stream, buffer, parser, asio::use_awaitable);
    auto response = parser.release();
    if (!response.keep_alive()) stream.reset();
    co_return HttpAnswer{response.result_int(), std::move(response.body())};
  }

  // run drives a coroutine to its end and catches what it throws.
  template <class T>
  Result<T> run(asio::awaitable<T> work) {
    std::exception_ptr thrown;
    std::optional<T> out;
    asio::co_spawn(io, std::move(work), [&](std::exception_ptr error, T value) {
      thrown = error;
      out = std::move(value);
    });
    io.restart();
    io.run();
    if (!thrown) return std::move(*out);
    stream.reset();
    try {
      std::rethrow_exception(thrown);
    } catch (const boost::system::system_error& error) {
      if (error.code() == http::error::body_limit) return fail(Errc::too_large, "answer");
    } catch (...) {
    }
    return fail(Errc::not_found, "no answer");
  }
};

HttpClient::HttpClient(std::unique_ptr<State> state) : state_(std::move(state)) {}
HttpClient::HttpClient(HttpClient&&) noexcept = default;
HttpClient& HttpClient::operator=(HttpClient&&) noexcept = default;
HttpClient::~HttpClient() = default;

Result<HttpClient> HttpClient::create(HttpClientOptions options) {
  constexpr std::string_view kScheme = "http://";
  std::string_view url = options.url;
  if (!url.starts_with(kScheme)) return fail(Errc::bad_value, "URL");
  url.remove_prefix(kScheme.size());
  while (url.ends_with('/')) url.remove_suffix(1);
  auto state = std::make_unique<State>();
  TIP_TRY(state->to, parse_host_port(url, 80));
  if (!options.socks5.empty()) {
    TIP_TRY(state->proxy, parse_host_port(options.socks5, 9050));
  }
  state->options = std::move(options);
  return HttpClient(std::move(state));
}

Result<HttpAnswer> HttpClient::request(std::string_view method, std::string_view path,
                                       ByteView body) {
  const bool had_connection = state_->stream.has_value();
  const auto once = [&] {
    return state_->run([](State& state, std::string_view m, std::string_view p,
                          ByteView b) -> asio::awaitable<HttpAnswer> {
      if (!state.stream) co_await state.connect();
      co_return co_await state.exchange(m, p, b);
    }(*state_, method, path, body));
  };
  auto answer = once();
  if (!answer && had_connection) answer = once();
  return answer;
}

}  // namespace tipstaff::platform
