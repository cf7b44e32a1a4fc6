#include "platform/caged_child.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <utility>

#include "platform/descriptor.h"

namespace tipstaff::platform {
namespace {

constexpr int kPipeBytes = 1 << 20;

// sealed_file is in memory, holds the bytes, and can never change again: the child can
// read it at leisure and at any place, and nobody drips into it.
int sealed_file(ByteView bytes) {
  const int fd = ::memfd_create("input", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (fd < 0) return -1;
  constexpr int kSeals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL;
  if (write_all(fd, bytes) && ::lseek(fd, 0, SEEK_SET) == 0 && ::fcntl(fd, F_ADD_SEALS, kSeals) == 0) return fd;
  ::close(fd);
  return -1;
}

pid_t start(const std::string& program, const std::vector<std::string>& arguments, int in, int out) {
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  sigset_t none, all;
  ::sigemptyset(&none);
  ::sigfillset(&all);
  ::posix_spawnattr_setsigmask(&attributes, &none);
  ::posix_spawnattr_setsigdefault(&attributes, &all);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  auto words = arguments;
  words.insert(words.begin(), "caged");
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  argv.push_back(nullptr);
  std::string one_thread = "OMP_THREAD_LIMIT=1";  // libraries that would use more read this
  char* environment[] = {one_thread.data(), nullptr};
  pid_t child = -1;
  const int failed = ::posix_spawn(&child, program.c_str(), &actions, &attributes, argv.data(), environment);
  ::posix_spawn_file_actions_destroy(&actions);
  ::posix_spawnattr_destroy(&attributes);
  return failed == 0 ? child : -1;
}

// listen takes what comes until the end (done), too much, or too late.
ChildEnd listen(int from, const ChildLimits& limits, SecretBytes& answer) {
  const auto until = std::chrono::steady_clock::now() + limits.time_max;
  std::vector<std::uint8_t> piece(std::size_t{1} << 16);
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        until - std::chrono::steady_clock::now()).count();
    if (left <= 0) return ChildEnd::too_slow;
    pollfd wait{from, POLLIN, 0};
    if (::poll(&wait, 1, static_cast<int>(left)) <= 0) continue;
    const auto got = ::read(from, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return ChildEnd::done;
    const auto size = static_cast<std::size_t>(got);
    if (size > limits.answer_bytes_max - answer.size()) return ChildEnd::too_much;
    answer.insert(answer.end(), piece.begin(), piece.begin() + got);
    wipe(piece.data(), size);
  }
}

// A child may close its stdout and stay: it has the rest of its time, not more.
bool ended_by_itself(pid_t child, std::chrono::steady_clock::time_point until, int& status) {
  for (auto pause = std::chrono::microseconds(50);; pause = std::min(pause * 2, std::chrono::microseconds(5000))) {
    if (const auto ended = ::waitpid(child, &status, WNOHANG); ended == child) return true;
    if (std::chrono::steady_clock::now() >= until) return false;
    ::usleep(static_cast<useconds_t>(pause.count()));
  }
}

ChildEnd end_of(int status) {
  if (WIFEXITED(status)) return WEXITSTATUS(status) == 0 ? ChildEnd::done : ChildEnd::gave_up;
  switch (WTERMSIG(status)) {
    case SIGSYS: return ChildEnd::forbidden;
    case SIGKILL: case SIGXCPU: return ChildEnd::worn_out;
    default: return ChildEnd::crashed;
  }
}

}  // namespace

ChildAnswer run_caged_child(const std::string& program, const std::vector<std::string>& arguments,
                            ByteView input, const ChildLimits& limits) {
  ChildAnswer out;
  const auto until = std::chrono::steady_clock::now() + limits.time_max;
  const Descriptor file(sealed_file(input));
  int ends[2] = {-1, -1};
  if (file.get() < 0 || ::pipe2(ends, O_CLOEXEC) != 0) return out;
  const Descriptor from(ends[0]);
  (void)::fcntl(from.get(), F_SETPIPE_SZ, kPipeBytes);  // or a large answer waits for us often
  Descriptor to(ends[1]);
  const pid_t child = start(program, arguments, file.get(), to.get());
  to.reset();
  if (child < 0) return out;
  out.end = listen(from.get(), limits, out.bytes);
  int status = 0;
  if (out.end == ChildEnd::done) {
    out.end = ended_by_itself(child, until, status) ? end_of(status) : ChildEnd::too_slow;
    if (out.end == ChildEnd::gave_up) out.status = WEXITSTATUS(status);
    if (out.end != ChildEnd::too_slow) return out;
  }
  ::kill(child, SIGKILL);
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
  return out;
}

}  // namespace tipstaff::platform
