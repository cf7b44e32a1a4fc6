#include "platform/tls_server.h"

#include <boost/asio/ssl.hpp>

#include "platform/http_serving.h"

namespace tipstaff::platform {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using serving::Protocol;
using TlsStream = asio::ssl::stream<serving::Stream>;
using boost::system::error_code;

asio::awaitable<void> serve(serving::Stream plain, serving::Door& door, asio::ssl::context& context) {
  TlsStream stream(std::move(plain), context);
  error_code error;
  beast::get_lowest_layer(stream).expires_after(door.options.limits.header_time);
  co_await stream.async_handshake(asio::ssl::stream_base::server, asio::redirect_error(asio::use_awaitable, error));
  if (error) co_return;
  co_await serving::serve_requests(stream, door);
  beast::get_lowest_layer(stream).expires_after(door.options.limits.header_time);
  co_await stream.async_shutdown(asio::redirect_error(asio::use_awaitable, error));
}

// TLS 1.3 alone: its suites are all good ones. No tickets, so that no key outlives a connection.
Result<void> set_up(asio::ssl::context& context, const TlsFiles& files) {
  auto* const handle = context.native_handle();
  SSL_CTX_set_min_proto_version(handle, TLS1_3_VERSION);
  SSL_CTX_set_num_tickets(handle, 0);
  SSL_CTX_set_session_cache_mode(handle, SSL_SESS_CACHE_OFF);
  error_code error;
  context.use_certificate_chain_file(files.certificate, error);
  if (!error) context.use_private_key_file(files.key, asio::ssl::context::pem, error);
  if (error || SSL_CTX_check_private_key(handle) != 1) return fail(Errc::bad_text, "certificate or key");
  return {};
}

}  // namespace

struct TlsServer::State {
  asio::io_context io{1};
  asio::ssl::context context{asio::ssl::context::tls_server};
  std::optional<serving::Door> door;
};

TlsServer::TlsServer() : state_(std::make_unique<State>()) {}
TlsServer::~TlsServer() = default;

Result<std::uint16_t> TlsServer::listen(const HttpDoor& door, const TlsFiles& files) {
  TIP_TRY(const auto endpoint, serving::parse_address(door.address, serving::Reach::anywhere));
  TIP_CHECK(set_up(state_->context, files));
  TIP_TRY(auto acceptor, serving::open_acceptor(state_->io, endpoint));
  state_->door.emplace(serving::Door{door, std::move(acceptor)});
  asio::co_spawn(state_->io, serving::accept_loop(*state_->door, [this](serving::Stream stream, serving::Door& at) {
    return serve(std::move(stream), at, state_->context);
  }), asio::detached);
  return serving::port_of(state_->door->acceptor);
}

void TlsServer::run() {
  serving::block_pipe_signal();
  state_->io.run();
}

void TlsServer::stop() {
  asio::post(state_->io, [this] { state_->io.stop(); });
}

}  // namespace tipstaff::platform
