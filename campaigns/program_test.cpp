// The command from arguments to files.

#include "campaigns/program.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

namespace tipstaff::campaigns {
namespace {

class Command : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "campaigns.XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  static int run(std::vector<std::string> words) {
    words.insert(words.begin(), "tipstaff-campaigns");
    std::vector<char*> argv;
    for (auto& word : words) argv.push_back(word.data());
    return run_program(static_cast<int>(argv.size()), argv.data());
  }
  [[nodiscard]] std::string at(const std::string& name) const { return (folder_ / name).string(); }
  [[nodiscard]] std::string read(const std::string& name) const {
    std::ifstream file(folder_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  void write(const std::string& name, const std::string& text) const { std::ofstream(folder_ / name, std::ios::binary) << text; }

  std::filesystem::path folder_;
};

TEST_F(Command, FindsWhatItPlantedAndWritesExhibits) {
  ASSERT_EQ(run({"generate", "--organic", "20000", "--crews", "3", "--dilute", "--csv", at("posts.csv"), "--truth", at("truth.csv")}), 0);
  ASSERT_EQ(run({"find", at("posts.csv"), "--yes", "--out", at("out"), "--disarm", "T0049", "--threads", "2"}), 0);
  const auto members = read("out/members.csv");
  EXPECT_EQ(std::count(members.begin(), members.end(), '\n'), 1 + 60);
  for (const auto* name : {"edges.csv", "evidence.csv", "crews.graphml", "crews.gexf", "crews.stix.json", "report.html"})
    EXPECT_FALSE(read(std::string("out/") + name).empty()) << name;
}

TEST_F(Command, GuessedColumnsWantAConfirmation) {
  write("a.csv", "author,when,link,date\nann,x,example.org/a,1600000000\n");
  EXPECT_EQ(run({"find", at("a.csv")}), 2);
  EXPECT_EQ(run({"find", at("a.csv"), "--yes"}), 0);
  EXPECT_EQ(run({"find", at("a.csv"), "--map", "time=nowhere"}), 2);
  EXPECT_EQ(run({"columns", at("a.csv")}), 0);
}

TEST_F(Command, BadRowsAreKeptAside) {
  write("a.csv", "account_id,content_id,timestamp,url\na,1,1600000000,example.org/a\nb,2,never,example.org/a\n");
  EXPECT_EQ(run({"find", at("a.csv"), "--yes", "--rejected", at("bad.csv")}), 0);
  EXPECT_EQ(read("bad.csv"), "line,reason,row\n3,bad_time,\"b,2,never,example.org/a\"\n");
  EXPECT_EQ(run({"find", at("a.csv"), "--yes", "--rejected", at("bad.csv")}), 1);  // nothing is overwritten
}

TEST_F(Command, WrongUseIsSaid) {
  EXPECT_EQ(run({"find", at("missing.csv")}), 2);
  EXPECT_EQ(run({"find", folder_.string()}), 2);
  EXPECT_EQ(run({"find", at("missing.csv"), "--trace", "smell"}), 2);
  EXPECT_EQ(run({"find", at("missing.csv"), "--zone", "Berlin"}), 2);
  EXPECT_EQ(run({"edges", at("missing.csv"), "--like", "magic"}), 2);
  EXPECT_EQ(run({}), 2);
}

}  // namespace
}  // namespace tipstaff::campaigns
