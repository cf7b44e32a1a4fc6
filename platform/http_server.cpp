#include "platform/http_server.h"

#include <signal.h>
#include <unistd.h>

#include <list>

#include "platform/http_serving.h"

namespace tipstaff::platform {
namespace serving {
namespace {

constexpr std::string_view kUnix = "unix:";

}  // namespace

Result<Protocol::endpoint> parse_address(const std::string& address, Reach reach) {
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
  if (error) return fail(Errc::bad_value, "it is no address");
  if (reach == Reach::this_machine && !ip.is_loopback()) return fail(Errc::bad_value, kNotLoopback);
  return Protocol::endpoint(asio::ip::tcp::endpoint(ip, static_cast<std::uint16_t>(port)));
}

Result<Acceptor> open_acceptor(asio::io_context& io, const Protocol::endpoint& endpoint) {
  Acceptor acceptor(io);
  error_code error;
  acceptor.open(endpoint.protocol(), error);
  if (!error && endpoint.protocol().family() != AF_UNIX)
    acceptor.set_option(asio::socket_base::reuse_address(true), error);
  if (!error) acceptor.bind(endpoint, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (error) return fail(Errc::conflict, "address in use");
  return acceptor;
}

std::uint16_t port_of(const Acceptor& acceptor) {
  error_code error;
  const auto endpoint = acceptor.local_endpoint(error);
  if (error || endpoint.protocol().family() != AF_INET) return 0;
  sockaddr_in address{};
  std::memcpy(&address, endpoint.data(), sizeof address);
  return ntohs(address.sin_port);
}

std::string peer_text(const Stream& stream) {
  error_code error;
  const auto endpoint = stream.socket().remote_endpoint(error);
  if (error) return {};
  if (endpoint.protocol().family() == AF_INET) {
    sockaddr_in address{};
    std::memcpy(&address, endpoint.data(), sizeof address);
    return asio::ip::address_v4(ntohl(address.sin_addr.s_addr)).to_string();
  }
  if (endpoint.protocol().family() != AF_INET6) return {};
  sockaddr_in6 address{};
  std::memcpy(&address, endpoint.data(), sizeof address);
  asio::ip::address_v6::bytes_type bytes{};
  std::memcpy(bytes.data(), &address.sin6_addr, bytes.size());
  const asio::ip::address_v6 whole(bytes);
  if (whole.is_v4_mapped()) return asio::ip::make_address_v4(asio::ip::v4_mapped, whole).to_string();
  std::fill(bytes.begin() + 8, bytes.end(), std::uint8_t{0});
  return asio::ip::address_v6(bytes).to_string();
}

void block_pipe_signal() {
  // sendfile() has no flag against the signal of a client that has gone.
  sigset_t gone;
  ::sigemptyset(&gone);
  ::sigaddset(&gone, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &gone, nullptr);
}

}  // namespace serving

namespace {

namespace asio = boost::asio;
using serving::kUnix;

asio::awaitable<void> serve(serving::Stream stream, serving::Door& door) {
  co_await serving::serve_requests(stream, door);
  boost::system::error_code ignored;
  stream.socket().shutdown(serving::Protocol::socket::shutdown_send, ignored);
}

}  // namespace

struct HttpServer::State {
  asio::io_context io{1};
  std::list<serving::Door> doors;
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
  TIP_CHECK(serving::parse_address(address, serving::Reach::this_machine));
  return {};
}

HttpServer::HttpServer() : state_(std::make_unique<State>()) {}
HttpServer::~HttpServer() = default;

Result<std::uint16_t> HttpServer::listen(const HttpDoor& door) {
  TIP_TRY(const auto endpoint, serving::parse_address(door.address, serving::Reach::this_machine));
  if (door.address.starts_with(kUnix)) ::unlink(door.address.c_str() + kUnix.size());
  TIP_TRY(auto acceptor, serving::open_acceptor(state_->io, endpoint));
  state_->doors.push_back({door, std::move(acceptor)});
  auto& opened = state_->doors.back();
  asio::co_spawn(state_->io, serving::accept_loop(opened, serve), asio::detached);
  return serving::port_of(opened.acceptor);
}

void HttpServer::run() {
  serving::block_pipe_signal();
  state_->io.run();
}

void HttpServer::stop() {
  asio::post(state_->io, [this] { state_->io.stop(); });
}

}  // namespace tipstaff::platform
