#include "desk/mail/save.h"

#include <gtest/gtest.h>

#include "desk/mail/file_type.h"
#include "desk/testing/desk_fixture.h"
#include "platform/file.h"

namespace tipstaff::desk {
namespace {

std::string read_all(const std::filesystem::path& path) {
  const auto bytes = platform::read_file(path, 1000);
  return bytes ? std::string(as_text(*bytes)) : std::string("(none)");
}

TEST(SaveFile, NeverWritesOverAFileNorThroughALink) {
  const Scratch scratch;
  const auto folder = scratch.path() / "saved";
  const auto first = save_file(folder, "../a.txt", as_bytes("one"));
  ASSERT_TRUE(first);
  EXPECT_EQ(*first, folder / "a.txt");
  EXPECT_EQ(*save_file(folder, "a.txt", as_bytes("two")), folder / "a (2).txt");
  std::filesystem::create_symlink(scratch.path() / "target", folder / "trap.txt");
  EXPECT_EQ(*save_file(folder, "trap.txt", as_bytes("x")), folder / "trap (2).txt");
  EXPECT_FALSE(std::filesystem::exists(scratch.path() / "target"));
  EXPECT_EQ(read_all(folder / "a.txt"), "one");
  const auto mode = std::filesystem::status(*first).permissions();
  EXPECT_EQ(mode, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(SaveFile, AFolderThatCannotBeWrittenIsAnErrorAndLeavesNothing) {
  const Scratch scratch;
  platform::write_file(scratch.path() / "file", as_bytes("x"), platform::Access::owner_only).value();
  EXPECT_FALSE(save_file(scratch.path() / "file", "a", as_bytes("x")));
}

TEST(FileType, IsSaidByTheCagedProcess) {
  const auto type_of = caged_file_typer(TIPSTAFF_DESK);
  EXPECT_EQ(type_of(as_bytes("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")), "application/pdf");
  EXPECT_EQ(type_of(as_bytes("hello, plain text\n")), "text/plain");
  EXPECT_EQ(type_of(as_bytes(std::string_view("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x02\0\0\0", 29))), "image/png");
  EXPECT_EQ(type_of({}), "inode/x-empty");
}

TEST(FileType, NoInputAndNoFailureReachesUs) {
  const auto type_of = caged_file_typer(TIPSTAFF_DESK);
  crypto::Drbg drbg{Seed32{}};
  for (const std::size_t size : {1u, 100u, 5'000u, 800'000u}) {
    Bytes bytes(size);
    drbg.fill(bytes);
    EXPECT_LE(type_of(bytes).size(), 100u);
  }
  EXPECT_EQ(caged_file_typer("/nonexistent/program")(as_bytes("x")), "");
  EXPECT_EQ(caged_file_typer("/bin/cat")(as_bytes("<script>\n")), "") << "only a type is shown";
}

}  // namespace
}  // namespace tipstaff::desk
