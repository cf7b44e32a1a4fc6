#include "desk/passphrase.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <cstring>

#include "desk/vault_key.h"
#include "platform/file.h"
#include "tipstaff/crypto/hash.h"

namespace tipstaff::desk {
namespace {

Result<SecretBytes> read_line(int fd) {
  SecretBytes out;
  for (std::uint8_t byte = 0;;) {
    const auto got = ::read(fd, &byte, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(Errc::not_found, "passphrase");
    if (got == 0 || byte == '\n') break;
    out.push_back(byte);
    if (out.size() > kPassphraseBytesMax) return fail(Errc::too_large, "passphrase");
  }
  while (!out.empty() && out.back() == '\r') out.pop_back();
  return out;
}

void say(int fd, const char* text) {
  if (::write(fd, text, std::strlen(text)) < 0) return;
}

// Silence turns the terminal's echo off while it lives.
class Silence {
 public:
  explicit Silence(int fd) : fd_(fd), known_(::tcgetattr(fd, &before_) == 0) {
    termios quiet = before_;
    quiet.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    if (known_) ::tcsetattr(fd_, TCSAFLUSH, &quiet);
  }
  ~Silence() {
    if (known_) ::tcsetattr(fd_, TCSAFLUSH, &before_);
  }
  Silence(const Silence&) = delete;
  Silence& operator=(const Silence&) = delete;

 private:
  int fd_;
  termios before_{};
  bool known_;
};

}  // namespace

bool has_passphrase_source(const DeskConfig& config) {
  return !config.passphrase_file.empty() || config.passphrase_fd >= 0;
}

Result<SecretBytes> ask_terminal(const char* prompt) {
  const int fd = ::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  if (fd < 0) return fail(Errc::not_found, "terminal");
  say(fd, prompt);
  auto line = [fd] {
    const Silence silence(fd);
    return read_line(fd);
  }();
  say(fd, "\n");
  ::close(fd);
  return line;
}

Result<SecretBytes> read_passphrase(const DeskConfig& config, const char* prompt) {
  if (config.passphrase_fd >= 0) return read_line(config.passphrase_fd);
  if (config.passphrase_file.empty()) return ask_terminal(prompt);
  TIP_TRY(auto text, platform::read_file(config.passphrase_file, kPassphraseBytesMax + 2));
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

Result<SecretBytes> read_new_passphrase(const DeskConfig& config) {
  TIP_TRY(auto first, read_passphrase(config, "New passphrase for the vault: "));
  if (first.size() < kPassphraseBytesMin || first.size() > kPassphraseBytesMax)
    return fail(Errc::bad_value, "passphrase length");
  if (has_passphrase_source(config)) return first;
  TIP_TRY(const auto second, ask_terminal("The same again: "));
  if (!crypto::equal_secret(first, second)) return fail(Errc::conflict, "passphrases differ");
  return first;
}

}  // namespace tipstaff::desk
