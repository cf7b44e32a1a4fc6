#include "casework/peeled/look_alikes.h"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <vector>

namespace tipstaff::casework {
namespace {

// Drawing is a made-up picture: a few waves and a disc, different for each seed.
struct Drawing {
  std::size_t width, height;
  std::vector<std::uint8_t> rgb;
  [[nodiscard]] Pixels pixels() const { return {rgb.data(), width, height, width * 3}; }
};

Drawing draw(std::size_t width, std::size_t height, int seed, double brighter = 0, int grain = 0) {
  Drawing out{width, height, std::vector<std::uint8_t>(width * height * 3)};
  std::uint32_t noise = 1;
  for (std::size_t y = 0; y < height; ++y)
    for (std::size_t x = 0; x < width; ++x) {
      const double across = static_cast<double>(x) / static_cast<double>(width), down = static_cast<double>(y) / static_cast<double>(height);
      double shade = 128 + 50 * std::sin(across * (3 + seed)) + 40 * std::cos(down * (5 + 2 * seed) + across * seed);
      if (std::hypot(across - 0.3 - 0.1 * (seed % 3), down - 0.6) < 0.2) shade = 230;
      noise = noise * 1'664'525 + 1'013'904'223;
      shade += brighter + (grain > 0 ? static_cast<double>(noise >> 16) / 65536.0 * grain - grain / 2.0 : 0);
      for (std::size_t c = 0; c < 3; ++c) out.rgb[(y * width + x) * 3 + c] = static_cast<std::uint8_t>(std::clamp(shade, 0.0, 255.0));
    }
  return out;
}

int apart(const Drawing& a, const Drawing& b) { return std::popcount(*picture_hash(a.pixels()) ^ *picture_hash(b.pixels())); }

TEST(PictureHash, TheSamePictureSmallerBrighterAndGrainyLooksAlike) {
  for (int seed = 1; seed < 10; ++seed) {
    const auto one = draw(640, 480, seed);
    EXPECT_LE(apart(one, draw(320, 240, seed)), kLookAlikeBits) << seed;
    EXPECT_LE(apart(one, draw(640, 480, seed, 12)), kLookAlikeBits) << seed;
    EXPECT_LE(apart(one, draw(500, 375, seed, 0, 12)), kLookAlikeBits) << seed;
  }
}

TEST(PictureHash, OtherPicturesDoNot) {
  for (int a = 1; a < 10; ++a)
    for (int b = a + 1; b < 10; ++b) EXPECT_GT(apart(draw(640, 480, a), draw(640, 480, b)), kLookAlikeBits) << a << " " << b;
}

TEST(PictureHash, APictureThatShowsNothingHasNone) {
  std::vector<std::uint8_t> white(100 * 100 * 3, 255);
  EXPECT_FALSE(picture_hash({white.data(), 100, 100, 300}));
  EXPECT_FALSE(picture_hash({white.data(), 0, 100, 0}));
}

TEST(PictureHash, TinyAndNarrowPicturesAreReadInsideTheirBounds) {
  for (const auto& [width, height] : {std::pair<std::size_t, std::size_t>{1, 1}, {1, 4096}, {4096, 1}, {31, 33}, {2, 2}}) {
    const auto one = draw(width, height, 3);
    (void)picture_hash(one.pixels());  // the sanitizers watch
  }
}

TEST(LookAlikes, SevenBitsApartIsOnePictureAndEightAreTwo) {
  LookAlikes pictures;
  EXPECT_EQ(pictures.leader_of(0), 0U);
  EXPECT_EQ(pictures.leader_of(0x0101010101010100), 0U);
  EXPECT_EQ(pictures.leader_of(0x0101010101010101), 0x0101010101010101U);
  EXPECT_EQ(pictures.leader_of(0x0101010101010101), 0x0101010101010101U);
  EXPECT_EQ(pictures.leader_of(0x7f), 0U);
}

TEST(PictureHash, ItsTextIsSixteenDigits) {
  EXPECT_EQ(picture_hash_text(0xab), "00000000000000ab");
  EXPECT_EQ(parse_picture_hash("00000000000000ab"), 0xabU);
  for (const auto* bad : {"", "ab", "00000000000000ag", "+0000000000000ab", "00000000000000ab0"}) EXPECT_FALSE(parse_picture_hash(bad)) << bad;
}

}  // namespace
}  // namespace tipstaff::casework
