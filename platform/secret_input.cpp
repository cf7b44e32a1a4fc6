#include "platform/secret_input.h"

#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

#include <cstring>

#include "platform/file.h"
#include "tipstaff/crypto/hash.h"

namespace tipstaff::platform {
namespace {

constexpr std::string_view kNoTerminal = "there is no terminal to ask on";
constexpr std::string_view kNoFile = "its file cannot be read";
constexpr std::string_view kNoDescriptor = "its descriptor cannot be read";
constexpr std::string_view kTooLong = "what was given is too long";
constexpr std::string_view kDiffer = "the two that were typed differ";

Result<SecretBytes> read_line(int fd) {
  SecretBytes out;
  for (std::uint8_t byte = 0;;) {
    const auto got = ::read(fd, &byte, 1);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return fail(Errc::not_found, kNoDescriptor);
    if (got == 0 || byte == '\n') break;
    out.push_back(byte);
    if (out.size() > kSecretLineMax) return fail(Errc::too_large, kTooLong);
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

std::string_view secret_fault(const Error& error) {
  for (const auto fault : {kNoTerminal, kNoFile, kNoDescriptor, kTooLong, kDiffer})
    if (error.where == fault) return fault;
  return {};
}

Result<SecretBytes> ask_terminal(const char* prompt) {
  const int fd = ::open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY);
  if (fd < 0) return fail(Errc::not_found, kNoTerminal);
  say(fd, prompt);
  auto line = [fd] {
    const Silence silence(fd);
    return read_line(fd);
  }();
  say(fd, "\n");
  ::close(fd);
  return line;
}

Result<SecretBytes> read_secret(const SecretInput& input, const char* prompt) {
  if (input.fd >= 0) return read_line(input.fd);
  if (input.file.empty()) return ask_terminal(prompt);
  auto read = read_file(input.file, kSecretLineMax + 2);
  if (!read) return fail(read.error().code, read.error().code == Errc::too_large ? kTooLong : kNoFile);
  auto text = std::move(*read);
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text;
}

Result<SecretBytes> read_new_secret(const SecretInput& input, const char* prompt) {
  TIP_TRY(auto first, read_secret(input, prompt));
  if (input.given()) return first;
  TIP_TRY(const auto second, ask_terminal("The same again: "));
  if (!crypto::equal_secret(first, second)) return fail(Errc::conflict, kDiffer);
  return first;
}

}  // namespace tipstaff::platform
