#include "platform/caged_child.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <utility>

#include "platform/descriptor.h"

namespace tipstaff::platform {
namespace {

constexpr int kPipeBytes = 1 << 20;
constexpr int kLookMs = 100;  // between two looks whether anybody still waits

// sealed_file is in memory, holds the bytes, and can never change again: the child can
// read it at leisure and at any place, and nobody drips into it.
Result<MemoryFile> sealed_file(ByteView bytes) {
  TIP_TRY(auto file, MemoryFile::create());
  TIP_CHECK(file.append(bytes));
  TIP_CHECK(file.seal());
  return file;
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
ChildEnd listen(int from, const ChildLimits& limits, const ChildWatch& watch, SecretBytes& answer) {
  const auto until = std::chrono::steady_clock::now() + limits.time_max;
  std::vector<std::uint8_t> piece(std::size_t{1} << 16);
  for (;;) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        until - std::chrono::steady_clock::now()).count();
    if (left <= 0) return ChildEnd::too_slow;
    if (watch.called_off != nullptr && *watch.called_off) return ChildEnd::called_off;
    pollfd wait{from, POLLIN, 0};
    if (::poll(&wait, 1, static_cast<int>(watch.called_off != nullptr ? std::min<decltype(left)>(left, kLookMs) : left)) <= 0) continue;
    const auto got = ::read(from, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return ChildEnd::done;
    const auto size = static_cast<std::size_t>(got);
    if (size > limits.answer_bytes_max - answer.size()) return ChildEnd::too_much;
    answer.insert(answer.end(), piece.begin(), piece.begin() + got);
    if (watch.heard) watch.heard(ByteView(piece).first(size));
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
  const auto file = sealed_file(input);
  return file ? run_watched_child(program, arguments, *file, limits, {}) : ChildAnswer();
}

ChildAnswer run_watched_child(const std::string& program, const std::vector<std::string>& arguments,
                              const MemoryFile& input, const ChildLimits& limits, const ChildWatch& watch) {
  ChildAnswer out;
  const auto until = std::chrono::steady_clock::now() + limits.time_max;
  const int file = input.rewound();
  int ends[2] = {-1, -1};
  if (file < 0 || ::pipe2(ends, O_CLOEXEC) != 0) return out;
  const Descriptor from(ends[0]);
  (void)::fcntl(from.get(), F_SETPIPE_SZ, kPipeBytes);  // or a large answer waits for us often
  Descriptor to(ends[1]);
  const pid_t child = start(program, arguments, file, to.get());
  to.reset();
  if (child < 0) return out;
  out.end = listen(from.get(), limits, watch, out.bytes);
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
