// Pictures beside an export, opened in the real cage.

#include "campaigns/pictures.h"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <fstream>
#include <vector>

#include "campaigns/program.h"

namespace tipstaff::campaigns {
namespace {

// bitmap is a made-up picture as a BMP file: waves, different for each seed.
std::string bitmap(unsigned side, int seed) {
  std::string out("BM", 2);
  const auto u32 = [&](std::uint32_t value) { for (int i = 0; i < 4; ++i, value >>= 8) out += static_cast<char>(value & 0xff); };
  const auto u16 = [&](std::uint32_t value) { for (int i = 0; i < 2; ++i, value >>= 8) out += static_cast<char>(value & 0xff); };
  u32(54 + side * side * 3), u32(0), u32(54), u32(40), u32(side), u32(side), u16(1), u16(24), u32(0), u32(side * side * 3), u32(2835), u32(2835), u32(0), u32(0);
  for (unsigned y = 0; y < side; ++y)
    for (unsigned x = 0; x < side; ++x) {
      const double across = 1.0 * x / side, down = 1.0 * y / side;
      const auto shade = static_cast<char>(static_cast<unsigned char>(128 + 60 * std::sin(across * (3 + seed)) + 50 * std::cos(down * (4 + 3 * seed) + across)));
      out.append(3, shade);
    }
  return out;
}

class PicturesTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (std::filesystem::temp_directory_path() / "pictures.XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    std::filesystem::create_directories(folder_ / "photos" / "b");
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  void write(const std::string& name, const std::string& bytes) const { std::ofstream(folder_ / name, std::ios::binary) << bytes; }
  [[nodiscard]] Pictures read() const {
    auto out = Pictures::read(folder_, TIPSTAFF_PEEL, run_in_turn);
    EXPECT_TRUE(out);
    return out ? std::move(*out) : Pictures();
  }
  static std::string look(const Pictures& pictures, std::string_view image, std::string_view content = "x") {
    Post post;
    post.image = image;
    post.content = content;
    std::vector<std::string_view> looks;
    pictures.looks_of(post, looks);
    EXPECT_LE(looks.size(), 1u);
    return looks.empty() ? std::string() : std::string(looks[0]);
  }

  std::filesystem::path folder_;
};

TEST_F(PicturesTest, WhatLooksAlikeIsOneThingWhateverItsSizeAndName) {
  write("photos/a.bmp", bitmap(240, 1));
  write("photos/b/c.BMP", bitmap(120, 1));
  write("photos/d.bmp", bitmap(240, 4));
  write("77-e.bmp", bitmap(200, 4));
  const auto pictures = read();
  EXPECT_EQ(look(pictures, "photos/a.bmp").size(), 16u);
  EXPECT_EQ(look(pictures, "photos/a.bmp"), look(pictures, "photos/b/c.BMP"));
  EXPECT_EQ(look(pictures, "a.bmp"), look(pictures, "C:\\export\\c.BMP"));
  EXPECT_NE(look(pictures, "a.bmp"), look(pictures, "d.bmp"));
  EXPECT_EQ(look(pictures, "", "77"), look(pictures, "d.bmp"));
  EXPECT_EQ(look(pictures, "no.bmp", "78"), "");
}

TEST_F(PicturesTest, EveryPictureOfAPostCountsAndEachOnce) {
  write("77-a.bmp", bitmap(200, 4));
  write("77-b.bmp", bitmap(200, 1));
  write("77-c.bmp", bitmap(100, 1));
  Post post;
  post.content = "77";
  post.image = "77-b.bmp";
  std::vector<std::string_view> looks;
  const auto pictures = read();
  pictures.looks_of(post, looks);
  EXPECT_EQ(looks.size(), 2u);
}

TEST_F(PicturesTest, ANameThatTwoPicturesHaveIsNotGuessed) {
  write("photos/a.bmp", bitmap(100, 1));
  write("photos/b/a.bmp", bitmap(100, 4));
  const auto pictures = read();
  EXPECT_EQ(look(pictures, "elsewhere/a.bmp"), "");
  EXPECT_NE(look(pictures, "photos/a.bmp"), look(pictures, "photos/b/a.bmp"));
}

TEST_F(PicturesTest, HostileEmptyAndForeignFilesAreCountedAndHurtNobody) {
  write("cut.bmp", bitmap(100, 1).substr(0, 300));
  write("bomb.png", "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\x7f\xff\xff\xff\x7f\xff\xff\xff");
  write("empty.jpg", "");
  write("text.jpg", "no picture");
  write("notes.txt", "not looked at");
  std::filesystem::create_symlink("/etc/passwd", folder_ / "link.png");
  write("good.bmp", bitmap(100, 1));
  const auto pictures = read();
  EXPECT_EQ(look(pictures, "good.bmp").size(), 16u);
  EXPECT_EQ(look(pictures, "link.png"), "");
  EXPECT_TRUE(pictures.sentence().starts_with("5 files")) << pictures.sentence();
}

TEST_F(PicturesTest, PostsWithPicturesThatLookAlikeMeet) {
  write("photos/a.bmp", bitmap(240, 1));
  write("photos/b.bmp", bitmap(100, 1));
  write("posts.csv", "account_id,content_id,timestamp,image\nann,1,1600000000,a.bmp\nbea,2,1600000010,b.bmp\ncem,3,1600000020,none.bmp\n");
  std::vector<std::string> words = {"tipstaff-campaigns", "edges", folder_ / "posts.csv", "--yes", "--media", folder_ / "photos", "--trace", "image",
                                    "--like", "toolkit", "--edges", folder_ / "edges.csv"};
  std::vector<char*> argv;
  for (auto& word : words) argv.push_back(word.data());
  ASSERT_EQ(run_program(static_cast<int>(argv.size()), argv.data()), 0);
  std::ifstream edges(folder_ / "edges.csv");
  const std::string text((std::istreambuf_iterator<char>(edges)), {});
  EXPECT_NE(text.find("ann"), std::string::npos) << text;
  EXPECT_NE(text.find("bea"), std::string::npos) << text;
  EXPECT_EQ(text.find("cem"), std::string::npos) << text;
}

TEST_F(PicturesTest, WithoutFolderOrProgramItSaysSo) {
  EXPECT_EQ(Pictures::read(folder_ / "none", TIPSTAFF_PEEL, run_in_turn).error().code, Errc::not_found);
  EXPECT_EQ(Pictures::read(folder_, folder_ / "none", run_in_turn).error().code, Errc::not_found);
}

}  // namespace
}  // namespace tipstaff::campaigns
