#include "platform/walls.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <functional>

#include "platform/cage.h"
#include "platform/caged_child.h"

namespace tipstaff::platform {
namespace {

// walled does `work` behind the walls asked for and without the cage, so that a wall is
// seen alone; it leaves with the work's status.
void walled(const WallsAsked& asked, const std::function<int()>& work) {
  (void)raise_walls(asked);
  leave(work());
}

int opening(const char* path) { return ::open(path, O_RDONLY) < 0 ? errno : 0; }

int connecting(const sockaddr_in& to) {
  const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
  return fd < 0 || ::connect(fd, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0 ? errno : 0;
}

// Listener is a port on this machine that takes connections.
class Listener {
 public:
  Listener() {
    at_.sin_family = AF_INET;
    at_.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof at_;
    if (::bind(fd_, reinterpret_cast<sockaddr*>(&at_), size) == 0 && ::listen(fd_, 1) == 0)
      (void)::getsockname(fd_, reinterpret_cast<sockaddr*>(&at_), &size);
  }
  ~Listener() { ::close(fd_); }
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;
  [[nodiscard]] const sockaddr_in& address() const { return at_; }

 private:
  int fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in at_{};
};

void expect_status(const WallsAsked& asked, const std::function<int()>& work, int status) {
  EXPECT_EXIT(walled(asked, work), ::testing::ExitedWithCode(status), "");
}

TEST(WallsDeathTest, LandlockAsDebian12HasItOpensNoFile) {
  if (landlock_abi() < 2) GTEST_SKIP() << "this kernel has no Landlock";
  expect_status({.landlock_abi_max = 2, .namespaces = false}, [] { return opening("/etc/passwd"); }, EACCES);
  expect_status({.landlock_abi_max = 1, .namespaces = false}, [] { return opening("/etc/passwd"); }, EACCES);
}

TEST(WallsDeathTest, LandlockLeavesReadableWhatWasNamedAndNothingElse) {
  if (landlock_abi() < 1) GTEST_SKIP() << "this kernel has no Landlock";
  const WallsAsked fonts{.namespaces = false, .readable = {"/usr/share", "/nonexistent"}};
  expect_status(fonts, [] { return opening("/usr/share"); }, 0);
  expect_status(fonts, [] { return opening("/etc/passwd"); }, EACCES);
  expect_status(fonts, [] { return ::open("/usr/share/x", O_WRONLY | O_CREAT, 0600) < 0 ? errno : 0; }, EACCES);
}

TEST(WallsDeathTest, NewerLandlockConnectsToNothing) {
  if (landlock_abi() < 4) GTEST_SKIP() << "this kernel's Landlock knows no network";
  const Listener listener;
  const auto work = [&] { return connecting(listener.address()); };
  expect_status({.namespaces = false}, work, EACCES);
  expect_status({.landlock_abi_max = 2, .namespaces = false}, work, 0);  // the old one does not, hence the others
}

TEST(WallsDeathTest, NamespacesAloneKeepFilesAndNetworkAway) {
  const pid_t child = ::fork();
  if (child == 0) {
    for (const auto& wall : raise_walls({.landlock_abi_max = 0}))
      if (wall.name != "Landlock" && !wall.stands) leave(1);
    leave(0);
  }
  int refused = 0;
  ::waitpid(child, &refused, 0);
  if (refused != 0) GTEST_SKIP() << "this user may not make namespaces";
  const Listener listener;
  expect_status({.landlock_abi_max = 0}, [] { return opening("/etc/passwd"); }, ENOENT);
  expect_status({.landlock_abi_max = 0}, [] { return opening("/../../etc/passwd"); }, ENOENT);
  expect_status({.landlock_abi_max = 0}, [&] { return connecting(listener.address()); }, ENETUNREACH);
}

TEST(WallsTest, EachVersionOfLandlockTakesWhatItKnows) {
  EXPECT_EQ(landlock_rights(0), LandlockRights{});
  EXPECT_EQ(landlock_rights(1).files, 0x1FFFu);
  EXPECT_EQ(landlock_rights(2).files, 0x3FFFu);
  EXPECT_EQ(landlock_rights(2).network, 0u);
  EXPECT_EQ(landlock_rights(4).network, 3u);
  EXPECT_EQ(landlock_rights(6).scopes, 3u);
  EXPECT_EQ(landlock_rights(99), landlock_rights(6));
}

ChildAnswer run(const std::string& program, const std::vector<std::string>& arguments, std::string_view input,
                ChildLimits limits = {}) {
  return run_caged_child(program, arguments, as_bytes(input), limits);
}

TEST(CagedChildTest, AnswersWithWhatItWasGiven) {
  const auto answer = run("/bin/cat", {}, "the harbour");
  EXPECT_EQ(answer.end, ChildEnd::done);
  EXPECT_EQ(as_text(answer.bytes), "the harbour");
}

TEST(CagedChildTest, HasNoEnvironmentAndNoOtherDescriptor) {
  const int open_here = ::open("/dev/null", O_RDONLY);  // on purpose without CLOEXEC
  const auto answer = run("/bin/sh", {"-c", "ls /proc/self/fd | wc -l; env | grep -c HOME"}, "",
                          {.answer_bytes_max = 1000});
  EXPECT_EQ(as_text(answer.bytes), "4\n0\n") << "stdin, stdout, stderr, and the folder that ls reads";
  ::close(open_here);
}

TEST(CagedChildTest, EndlessAnswersAreCutOff) {
  const auto answer = run("/bin/sh", {"-c", "while :; do echo yes; done"}, "", {.answer_bytes_max = 1000});
  EXPECT_EQ(answer.end, ChildEnd::too_much);
  EXPECT_LE(answer.bytes.size(), 1000u);
}

TEST(CagedChildTest, SilenceIsEnded) {
  constexpr ChildLimits kShort{.time_max = std::chrono::milliseconds(100)};
  EXPECT_EQ(run("/bin/sleep", {"60"}, "", kShort).end, ChildEnd::too_slow);
  EXPECT_EQ(run("/bin/sh", {"-c", "exec >&-; exec sleep 60"}, "", kShort).end, ChildEnd::too_slow);
}

TEST(CagedChildTest, EachEndIsTold) {
  EXPECT_EQ(run("/nonexistent/program", {}, "").end, ChildEnd::not_started);
  EXPECT_EQ(run("/bin/false", {}, "").end, ChildEnd::gave_up);
  EXPECT_EQ(run("/bin/sh", {"-c", "kill -SEGV $$"}, "").end, ChildEnd::crashed);
  EXPECT_EQ(run("/bin/sh", {"-c", "kill -SYS $$"}, "").end, ChildEnd::forbidden);
  EXPECT_EQ(run("/bin/sh", {"-c", "kill -KILL $$"}, "").end, ChildEnd::worn_out);
}

TEST(CagedChildTest, TheInputCannotBeChanged) {
  EXPECT_EQ(run("/bin/sh", {"-c", "echo x >/proc/self/fd/0"}, "the harbour").end, ChildEnd::gave_up);
}

}  // namespace
}  // namespace tipstaff::platform
