#include "desk/file_type.h"

#include <fcntl.h>
#include <magic.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstring>

#include "platform/cage.h"
#include "tipstaff/wire/limits.h"

namespace tipstaff::desk {
namespace {

// All of a message's files together are smaller; the first bytes tell the type.
constexpr std::size_t kBytesLooked = 256 * 1024;
constexpr std::size_t kTypeBytesMax = 100;
constexpr auto kTimeMax = std::chrono::milliseconds(2000);

// A pair of sockets, not a pipe: a write to a process that left is then an error, where
// a pipe would send us a signal.
class Pipe {
 public:
  Pipe() {
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends_) != 0) ends_[0] = ends_[1] = -1;
  }
  ~Pipe() { close_end(0), close_end(1); }
  Pipe(const Pipe&) = delete;
  Pipe& operator=(const Pipe&) = delete;
  [[nodiscard]] int end(int which) const { return ends_[which]; }
  void close_end(int which) {
    if (ends_[which] >= 0) ::close(ends_[which]);
    ends_[which] = -1;
  }

 private:
  int ends_[2];
};

// start runs the caged process with two pipes as stdin and stdout, nothing in its
// environment; -1 when it cannot be started.
pid_t start(const std::string& program, const Pipe& in, const Pipe& out) {
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, in.end(0), STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, out.end(1), STDOUT_FILENO);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  std::string name = "tipstaff-desk", command = kTypeCommand;
  char* arguments[] = {name.data(), command.data(), nullptr};
  char* environment[] = {nullptr};
  pid_t child = -1;
  const int failed = ::posix_spawn(&child, program.c_str(), &actions, nullptr, arguments, environment);
  ::posix_spawn_file_actions_destroy(&actions);
  return failed == 0 ? child : -1;
}

// exchange writes `bytes` and reads the answer, until the end or the time is over.
std::string exchange(Pipe& in, Pipe& out, ByteView bytes) {
  const auto until = std::chrono::steady_clock::now() + kTimeMax;
  ::fcntl(in.end(1), F_SETFL, O_NONBLOCK);
  std::string answer;
  for (char piece[128];;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        until - std::chrono::steady_clock::now()).count();
    pollfd waits[2] = {{out.end(0), POLLIN, 0}, {in.end(1), POLLOUT, 0}};
    if (left <= 0 || ::poll(waits, 2, static_cast<int>(left)) <= 0) return {};
    if (waits[1].revents != 0) {
      const auto wrote = ::send(in.end(1), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (wrote > 0) bytes = bytes.subspan(static_cast<std::size_t>(wrote));
      if (bytes.empty() || (wrote < 0 && errno != EAGAIN)) in.close_end(1);
    }
    if (waits[0].revents == 0) continue;
    const auto got = ::read(out.end(0), piece, sizeof piece);
    if (got <= 0 || answer.size() > kTypeBytesMax) return answer;
    answer.append(piece, static_cast<std::size_t>(got));
  }
}

// A type is "word/word"; anything else is not shown.
std::string checked(std::string_view type) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '/' || c == '-' || c == '.' || c == '+' || c == '_';
  };
  if (type.empty() || type.size() > kTypeBytesMax) return {};
  for (const char c : type)
    if (!plain(c)) return {};
  return std::string(type);
}

}  // namespace

FileTyper caged_file_typer(std::string program) {
  return [program = std::move(program)](ByteView bytes) -> std::string {
    if (bytes.empty()) return "inode/x-empty";
    Pipe in, out;
    if (in.end(0) < 0 || out.end(0) < 0) return {};
    const pid_t child = start(program, in, out);
    if (child < 0) return {};
    in.close_end(0);
    out.close_end(1);
    const auto answer = exchange(in, out, bytes.first(std::min(bytes.size(), kBytesLooked)));
    ::kill(child, SIGKILL);
    int status = 0;
    while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
    return checked(answer);
  };
}

void type_of_stdin() {
  const magic_t magic = ::magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_CDF);
  if (magic == nullptr || ::magic_load(magic, nullptr) != 0) platform::leave(1);
  (void)::magic_buffer(magic, "warm", 4);  // what is set up once needs calls of its own
  static char bytes[kBytesLooked];
  std::size_t size = 0;
  if (!platform::lock_in({})) platform::leave(1);
  for (;;) {
    const auto got = ::read(STDIN_FILENO, bytes + size, sizeof bytes - size);
    if (got <= 0) break;
    size += static_cast<std::size_t>(got);
  }
  const char* type = ::magic_buffer(magic, bytes, size);
  if (type != nullptr && ::write(STDOUT_FILENO, type, std::strlen(type)) < 0) platform::leave(1);
  platform::leave(0);
}

}  // namespace tipstaff::desk
