#include "desk/page/page_server.h"

namespace tipstaff::desk {
namespace {

constexpr std::size_t kRequestBytesMax = 2 << 20;  // 730 KB of attachments, in base64

// names_of are those by which the page may be asked for: the address, and what the operator adds.
Result<std::vector<std::string>> names_of(const DeskConfig& config) {
  auto out = config.host_names;
  const auto ip = config.listen.substr(0, config.listen.rfind(':'));
  const bool all_networks = ip == "0.0.0.0" || ip == "::" || ip == "0";
  if (!all_networks) out.push_back(ip);
  if (out.empty()) return fail(Errc::bad_value, kNoHostName);
  return out;
}

std::vector<std::string> hosts_of(const std::vector<std::string>& names, std::uint16_t port) {
  std::vector<std::string> out;
  for (const auto& name : names) {
    const auto host = name.contains(':') ? "[" + name + "]" : name;
    if (port == 443) out.push_back(host);  // browsers leave this one away
    out.push_back(host + ":" + std::to_string(port));
  }
  return out;
}

}  // namespace

Result<std::unique_ptr<PageServer>> PageServer::open(const DeskConfig& config, WebDoor& door) {
  platform::HttpDoor options{config.listen, &door, {}};
  options.limits.body_bytes = kRequestBytesMax;
  options.limits.connections = config.tls ? 128 : 32;
  options.with_peer = config.tls;  // who guesses slows down himself
  auto out = std::make_unique<PageServer>();
  if (config.tls) {
    TIP_CHECK(out->listen_tls(config, door, options));
    return out;
  }
  TIP_TRY(out->port_, std::get<platform::HttpServer>(out->server_).listen(options));
  door.set_port(out->port_);
  return out;
}

Result<void> PageServer::listen_tls(const DeskConfig& config, WebDoor& door, const platform::HttpDoor& options) {
  TIP_TRY(const auto names, names_of(config));
  TIP_TRY(const auto files, certificate(config, names));
  TIP_TRY(port_, server_.emplace<platform::TlsServer>().listen(options, files));
  door.set_tls(hosts_of(names, port_));
  return {};
}

// The self-made one is made anew when it has run out, names something else now, or is of
// another key because the desk was killed while it was made.
Result<platform::TlsFiles> PageServer::certificate(const DeskConfig& config, const std::vector<std::string>& names) {
  if (!config.tls_cert.empty()) {
    TIP_TRY(const auto state, platform::read_certificate(config.tls_cert, {}));
    fingerprint_ = state.fingerprint;
    return platform::TlsFiles{config.tls_cert, config.tls_key};
  }
  platform::TlsFiles files{config.folder() / "tls.crt", config.folder() / "tls.key"};
  auto state = platform::read_certificate(files.certificate, names);
  if (!state || state->expired || !state->fits || !platform::is_pair(files)) {
    TIP_CHECK(platform::make_certificate(files, names));
    made_certificate_ = true;
    state = platform::read_certificate(files.certificate, names);
  }
  TIP_CHECK(state);
  fingerprint_ = state->fingerprint;
  return files;
}

void PageServer::run() {
  std::visit([](auto& server) { server.run(); }, server_);
}

void PageServer::stop() {
  std::visit([](auto& server) { server.stop(); }, server_);
}

}  // namespace tipstaff::desk
