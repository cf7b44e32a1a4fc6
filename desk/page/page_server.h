#pragma once
// PageServer: serves the page, in the clear to this machine or over TLS to any.

#include <variant>

#include "desk/config.h"
#include "desk/page/web_door.h"
#include "platform/tls_server.h"

namespace tipstaff::desk {

class PageServer {
 public:
  // open begins to listen and tells the door its names. Errors: those of HttpServer and
  // TlsServer; bad_value with kNotLoopback (another machine could listen in: TLS is needed)
  // or kNoHostName (an address for all networks, and no name for the page).
  [[nodiscard]] static Result<std::unique_ptr<PageServer>> open(const DeskConfig& config, WebDoor& door);

  [[nodiscard]] std::uint16_t port() const { return port_; }
  // fingerprint is the certificate's SHA-256; empty without TLS.
  [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }
  [[nodiscard]] bool made_certificate() const { return made_certificate_; }
  void run();
  void stop();

 private:
  [[nodiscard]] Result<void> listen_tls(const DeskConfig& config, WebDoor& door, const platform::HttpDoor& options);
  [[nodiscard]] Result<platform::TlsFiles> certificate(const DeskConfig& config, const std::vector<std::string>& names);

  std::variant<platform::HttpServer, platform::TlsServer> server_;
  std::uint16_t port_ = 0;
  std::string fingerprint_;
  bool made_certificate_ = false;
};

inline constexpr std::string_view kNoHostName = "no host name";

}  // namespace tipstaff::desk
