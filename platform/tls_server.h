#pragma once
// TlsServer: an HttpServer that speaks TLS 1.3 only, and so may listen where others can
// hear. One door. A library of its own, because only the desk needs OpenSSL's.

#include <filesystem>

#include "platform/http_server.h"

namespace tipstaff::platform {

// TlsFiles: a certificate chain and its key, in PEM.
struct TlsFiles {
  std::filesystem::path certificate, key;
};

// make_certificate writes a self-made certificate for names and addresses (P-256, two years).
// Errors: wrong_state (not written, or OpenSSL refused).
[[nodiscard]] Result<void> make_certificate(const TlsFiles& files, const std::vector<std::string>& names);

// is_pair: the key is that of the certificate. A kill between writing the two leaves files that
// are none.
[[nodiscard]] bool is_pair(const TlsFiles& files);

// CertificateState: its SHA-256, "AB:CD:...", as browsers show it, and whether it has run out.
struct CertificateState {
  std::string fingerprint;
  bool expired = false;
  bool fits = false;             // it names each of the names that were asked about
};
// Errors: not_found, bad_text.
[[nodiscard]] Result<CertificateState> read_certificate(const std::filesystem::path& path, const std::vector<std::string>& names);

class TlsServer {
 public:
  TlsServer();
  ~TlsServer();

  // listen opens the door; returns the port in use. Errors: bad_value (address), conflict (in
  // use), bad_text (certificate or key cannot be used).
  [[nodiscard]] Result<std::uint16_t> listen(const HttpDoor& door, const TlsFiles& files);
  void run();
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace tipstaff::platform
