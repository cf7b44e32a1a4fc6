#include "platform/cage.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace tipstaff::platform {
namespace {

constexpr std::size_t kMegabyte = std::size_t{1} << 20;

// caged does `work` in the cage and leaves with its status; 99 when there is no cage.
void caged(const std::function<int()>& work) {
  if (!lock_in({.cpu_seconds_max = 1, .heap_bytes_max = 64 * kMegabyte})) leave(99);
  leave(work());
}

void expect_killed(const std::function<int()>& work) {
  EXPECT_EXIT(caged(work), ::testing::KilledBySignal(SIGSYS), "");
}

TEST(CageDeathTest, ReadsWritesAllocatesAndLeaves) {
  const auto work = [] {
    std::vector<char> much(16 * kMegabyte, '\n');
    return ::write(STDOUT_FILENO, much.data(), 1) == 1 ? 7 : 8;
  };
  const int sink = ::open("/dev/null", O_WRONLY);  // a regular file may not grow in there
  EXPECT_EXIT({ ::dup2(sink, STDOUT_FILENO); caged(work); }, ::testing::ExitedWithCode(7), "");
  ::close(sink);
}

TEST(CageDeathTest, NoFileIsOpened) {
  expect_killed([] { return ::open("/etc/passwd", O_RDONLY); });
}

// What draws PDFs may open fonts and start threads, and no more.
void reading(const std::function<int()>& work) {
  if (!lock_in({.cpu_seconds_max = 1, .heap_bytes_max = 64 * kMegabyte, .calls = Calls::reading})) leave(99);
  leave(work());
}

TEST(CageDeathTest, AReaderReadsAndHasThreads) {
  EXPECT_EXIT(reading([] {
    char first = 0;
    const int fd = ::open("/etc/passwd", O_RDONLY);
    std::thread([&] { first = ::read(fd, &first, 1) == 1 ? first : '\0'; }).join();
    return first != '\0' ? 7 : 8;
  }), ::testing::ExitedWithCode(7), "");
}

TEST(CageDeathTest, AReaderWritesConnectsAndStartsNothing) {
  const std::vector<std::function<int()>> forbidden = {
      [] { return ::open("/tmp/tipstaff-cage", O_WRONLY | O_CREAT, 0600); },
      [] { return ::open("/etc/hostname", O_RDWR); },
      [] { return ::unlink("/tmp/tipstaff-cage"); },
      [] { return ::socket(AF_INET, SOCK_STREAM, 0); },
      [] { return static_cast<int>(::fork()); },
      [] { return ::execl("/bin/true", "true", nullptr); },
      [] { return ::kill(::getppid(), 0); },
      [] { return ::fcntl(STDOUT_FILENO, F_SETOWN, ::getppid()); },  // it could be sent any signal then
  };
  for (const auto& one : forbidden) EXPECT_EXIT(reading(one), ::testing::KilledBySignal(SIGSYS), "");
}

TEST(CageDeathTest, NoSocketIsMade) {
  expect_killed([] { return ::socket(AF_INET, SOCK_STREAM, 0); });
  expect_killed([] { return ::socket(AF_UNIX, SOCK_STREAM, 0); });
}

TEST(CageDeathTest, NoProcessIsStarted) {
  expect_killed([] { return static_cast<int>(::fork()); });
  expect_killed([] { return ::execl("/bin/true", "true", nullptr); });
}

TEST(CageDeathTest, NoOtherProcessIsTouched) {
  expect_killed([] { return ::kill(::getppid(), 0); });
}

TEST(CageDeathTest, NothingButStdoutIsWritten) {
  expect_killed([] { return static_cast<int>(::write(STDERR_FILENO, "x", 1)); });
}

TEST(CageDeathTest, NoMemoryIsExecutable) {
  expect_killed([] {
    return ::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) == MAP_FAILED;
  });
  expect_killed([] {
    alignas(4096) static char page[4096];
    return ::mprotect(page, sizeof page, PROT_READ | PROT_EXEC);
  });
}

TEST(CageDeathTest, EndlessWorkIsEnded) {
  EXPECT_EXIT(caged([] {
    volatile bool forever = true;
    while (forever) {}
    return 0;
  }), ::testing::KilledBySignal(SIGKILL), "");
}

#ifndef __SANITIZE_ADDRESS__
TEST(CageDeathTest, MemoryIsBounded) {
  EXPECT_EXIT(caged([] {
    return std::unique_ptr<char, decltype(&std::free)>(
               static_cast<char*>(std::malloc(128 * kMegabyte)), &std::free) == nullptr ? 7 : 8;
  }), ::testing::ExitedWithCode(7), "");
}
#endif

}  // namespace
}  // namespace tipstaff::platform
