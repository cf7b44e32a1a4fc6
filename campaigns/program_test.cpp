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
  ASSERT_EQ(run({"find", at("posts.csv"), "--yes", "--out", at("out"), "--technique", "1:T0049", "--temp", folder_.string(), "--threads", "2"}), 0);
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

std::string wide(std::string_view text) {
  std::string out = "\xff\xfe";
  for (const char c : text) (out += c) += '\0';
  return out;
}

TEST_F(Command, Utf16IsReadAndUnreadFormsAreNamed) {
  write("a.csv", wide("account_id,content_id,timestamp,url\na,1,1600000000,example.org/a\n"));
  EXPECT_EQ(run({"find", at("a.csv"), "--yes"}), 0);
  write("a.jsonl", wide("{\"account_id\":\"a\",\"content_id\":\"1\",\"timestamp\":1600000000,\"url\":\"example.org/a\"}\n"));
  EXPECT_EQ(run({"find", at("a.jsonl")}), 0);
  write("a.zip", "PK\x03\x04 and so on");
  EXPECT_EQ(run({"find", at("a.zip")}), 1);
  write("a.parquet", "PAR1 and so on");
  EXPECT_EQ(run({"find", at("a.parquet")}), 1);
}

TEST_F(Command, RowsWithoutObjectsAreReadAndSaid) {
  write("a.csv", "account_id,content_id,timestamp,url\na,1,1600000000,\nb,2,1600000000,#\nc,3,1600000000,[]\n");
  testing::internal::CaptureStderr();
  EXPECT_EQ(run({"find", at("a.csv"), "--yes"}), 1);
  const auto said = testing::internal::GetCapturedStderr();
  EXPECT_NE(said.find("3 rows have nothing that accounts could have in common"), std::string::npos);
  EXPECT_NE(said.find("no row has anything"), std::string::npos);
}

TEST_F(Command, NetworksFromElsewhereBecomeCrews) {
  write("edges.csv", "a,b,3\nb,c,3\na,c,3\nc,d,1\n");
  EXPECT_EQ(run({"crews", at("edges.csv"), "--out", at("members.csv")}), 0);
  EXPECT_EQ(read("members.csv"), "crew,account,handle,role,ties,acts,starts,first_utc,last_utc\n1,a,,,2,,,,\n1,b,,,2,,,,\n1,c,,,2,,,,\n");
}

TEST_F(Command, WrongUseIsSaid) {
  EXPECT_EQ(run({"find", at("missing.csv"), "--technique", "magic"}), 2);
  EXPECT_EQ(run({"find", at("missing.csv"), "--temp", at("nowhere")}), 2);
  EXPECT_EQ(run({"find", at("missing.csv")}), 2);
  EXPECT_EQ(run({"find", folder_.string()}), 2);
  EXPECT_EQ(run({"find", at("missing.csv"), "--trace", "smell"}), 2);
  EXPECT_EQ(run({"find", at("missing.csv"), "--zone", "Berlin"}), 2);
  EXPECT_EQ(run({"edges", at("missing.csv"), "--like", "magic"}), 2);
  EXPECT_EQ(run({}), 2);
}

}  // namespace
}  // namespace tipstaff::campaigns
