#include <gtest/gtest.h>

#include <thread>

#include "platform/caged_child.h"

namespace tipstaff::platform {
namespace {

MemoryFile sealed(std::string_view text) {
  auto file = MemoryFile::create();
  EXPECT_TRUE(file && file->append(as_bytes(text)) && file->seal());
  return std::move(*file);
}

TEST(WatchedChild, AFileIsReadTwiceAndHeardAsItComes) {
  const auto file = sealed("two words");
  for (int i = 0; i < 2; ++i) {
    std::string heard;
    const auto answer = run_watched_child("/bin/cat", {}, file, {}, {.heard = [&](ByteView piece) { heard += as_text(piece); }});
    EXPECT_EQ(answer.end, ChildEnd::done);
    EXPECT_EQ(heard, "two words");
  }
}

TEST(WatchedChild, OneThatNobodyWantsIsEnded) {
  std::atomic<bool> called_off = false;
  const std::jthread caller([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
    called_off = true;
  });
  const auto answer = run_watched_child("/bin/sleep", {"60"}, sealed(""), {.time_max = std::chrono::seconds(50)}, {.heard = {}, .called_off = &called_off});
  EXPECT_EQ(answer.end, ChildEnd::called_off);
}

TEST(WatchedChild, ASealedFileNeverChanges) {
  auto file = sealed("a");
  EXPECT_FALSE(file.append(as_bytes("b")));
}

}  // namespace
}  // namespace tipstaff::platform
