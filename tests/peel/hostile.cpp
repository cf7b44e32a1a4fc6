// Stands in for a desk-peel that a file has taken over: it is in the cage already, and
// does what the name of the file says.

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <string>

#include "casework/peeled/part.h"
#include "peel/lock_down.h"
#include "platform/cage.h"

namespace tipstaff::testing {
namespace {

using casework::PartKind;

void say(ByteView bytes) {
  while (!bytes.empty()) {
    const auto wrote = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (wrote <= 0) platform::leave(3);
    bytes = bytes.subspan(static_cast<std::size_t>(wrote));
  }
}

void connect_to(const std::string& port) {
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  to.sin_port = htons(static_cast<std::uint16_t>(std::stoi(port)));
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  (void)::connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to);
}

void endless() {
  Bytes many;
  while (many.size() < 60'000) {
    const auto one = casework::frame_of({PartKind::property, "x", "type", "x", {}});
    many.insert(many.end(), one.begin(), one.end());
  }
  for (;;) say(many);
}

[[noreturn]] void hang() {
  volatile bool forever = true;
  while (forever) {}
  platform::leave(0);
}

// Each of these would be seen outside if the cage let it through.
void attack(const std::string& what, const std::string& detail) {
  if (what == "fork") while (::fork() >= 0) {}
  if (what == "exec") ::execl("/bin/touch", "touch", detail.c_str(), nullptr);
  if (what == "connect") connect_to(detail);
  if (what == "read") (void)::open("/etc/passwd", O_RDONLY);
  if (what == "write") (void)::open(detail.c_str(), O_WRONLY | O_TRUNC);
  if (what == "kill") (void)::kill(::getppid(), SIGKILL);
  if (what == "code") (void)::mmap(nullptr, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (what == "stderr" && ::write(STDERR_FILENO, "x", 1) != -1) platform::leave(3);
  if (what == "endless") endless();
  if (what == "noise") say(Bytes(1000, 0xA5));
  if (what == "lie") say(casework::frame_of({PartKind::property, "x", "safe", "open it", {}}));
  if (what == "no-end") platform::leave(0);
  if (what == "hang") hang();
  if (what == "crash") __builtin_trap();  // what no sanitizer catches
}

}  // namespace
}  // namespace tipstaff::testing

int main() {
  using namespace tipstaff;
  const auto request = peel::parse_untrusted_request(peel::input());
  peel::lock_down();
  testing::say(casework::frame_of({casework::PartKind::text, "x", "", "said before", {}}));
  testing::attack(request.name, std::string(as_text(request.bytes)));
  testing::say(casework::end_frame());
  platform::leave(0);
}
