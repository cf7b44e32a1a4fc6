// Memory in a file: nobody finds it, nothing stays, a full disk is said in time.

#include "campaigns/spill.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "casework/campaigns/names.h"

namespace tipstaff::campaigns {
namespace {

class Spill : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "spill.XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    auto made = SpillMemory::create(folder_);
    ASSERT_TRUE(made);
    memory_ = std::move(*made);
  }
  void TearDown() override {
    memory_.reset();
    std::filesystem::remove_all(folder_);
  }
  std::filesystem::path folder_;
  std::unique_ptr<SpillMemory> memory_;
};

TEST_F(Spill, ColumnsGrowAndTheFileHasNoName) {
  std::pmr::vector<std::uint32_t> column(memory_.get());
  for (std::uint32_t i = 0; i < 1'000'000; ++i) column.push_back(i);
  for (std::uint32_t i = 0; i < column.size(); i += 9'973) ASSERT_EQ(column[i], i);
  EXPECT_TRUE(std::filesystem::is_empty(folder_));
}

TEST_F(Spill, NamesLiveThereAndStopFinding) {
  Names names(1, memory_.get());
  for (std::uint32_t i = 0; i < 200'000; ++i) ASSERT_EQ(names.intern("post " + std::to_string(i)).id, i);
  EXPECT_EQ(names.find("post 123"), 123U);
  names.stop_finding();
  EXPECT_EQ(names.find("post 123"), Names::kNone);
  EXPECT_EQ(names[199'999], "post 199999");
}

TEST_F(Spill, FullDiskIsNoCrash) {
  EXPECT_THROW((void)memory_->allocate(std::size_t{1} << 62, 8), std::bad_alloc);
}

TEST_F(Spill, NoFolderIsSaid) { EXPECT_EQ(SpillMemory::create(folder_ / "nowhere").error().code, Errc::not_found); }

}  // namespace
}  // namespace tipstaff::campaigns
