#include "council/picture.h"

#include <gtest/gtest.h>

#include "council/limits.h"
#include "council/testing/pictures.h"

namespace tipstaff::council {
namespace {

using testing::chunk;
using testing::jpeg;
using testing::png;
using testing::segment;

constexpr std::string_view kPlace = "51.5 N 0.1 W";

bool contains(ByteView bytes, std::string_view text) { return as_text(bytes).find(text) != std::string_view::npos; }

TEST(Pictures, OfBothKindsAreRead) {
  const auto one = strip_untrusted_picture(png(64, 48));
  ASSERT_TRUE(one);
  EXPECT_EQ(one->ref.kind, PictureKind::png);
  EXPECT_EQ(one->ref.width, 64);
  EXPECT_EQ(one->ref.height, 48);
  EXPECT_TRUE(one->ref.file_name().ends_with(".png"));
  const auto two = strip_untrusted_picture(jpeg(64, 48));
  ASSERT_TRUE(two) << two.error().where;
  EXPECT_EQ(two->ref.kind, PictureKind::jpeg);
  EXPECT_EQ(two->ref.width, 64);
  EXPECT_TRUE(parse_untrusted_picture(two->bytes, two->ref));
}

TEST(Pictures, LoseWhereAndByWhomTheyWereTaken) {
  const auto clean = *strip_untrusted_picture(png(64, 48));
  const auto told = png(64, 48, chunk("tEXt", as_bytes(kPlace)));
  ASSERT_TRUE(contains(told, kPlace));
  const auto stripped = strip_untrusted_picture(told);
  ASSERT_TRUE(stripped);
  EXPECT_EQ(stripped->bytes, clean.bytes);
  const auto photo = jpeg(64, 48, concat({segment(0xE1, as_bytes(kPlace)), segment(0xFE, as_bytes(kPlace))}));
  const auto plain = strip_untrusted_picture(photo);
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->bytes, strip_untrusted_picture(jpeg(64, 48))->bytes);
  EXPECT_EQ(parse_untrusted_picture(photo, plain->ref).error().code, Errc::bad_value);
}

TEST(Pictures, LoseWhatStandsBehindTheirEnd) {
  for (const auto& good : {png(64, 48), jpeg(64, 48)}) {
    const auto longer = concat({good, as_bytes(kPlace)});
    EXPECT_FALSE(contains(strip_untrusted_picture(longer)->bytes, kPlace));
  }
}

TEST(Pictures, GiantOnesAreRefused) {
  EXPECT_EQ(strip_untrusted_picture(png(2001, 48)).error().code, Errc::too_large);
  EXPECT_EQ(strip_untrusted_picture(png(48, 0x7FFF'FFFF)).error().code, Errc::too_large);
  EXPECT_EQ(strip_untrusted_picture(jpeg(65'535, 65'535)).error().code, Errc::too_large);
  EXPECT_EQ(strip_untrusted_picture(png(64, 64, {}, kPictureBytesMax + 1)).error().code, Errc::too_large);
  EXPECT_EQ(strip_untrusted_picture(png(1, 1)).error().code, Errc::bad_value);
}

TEST(Pictures, DamagedOnesAreRefused) {
  const auto good = png(64, 48);
  for (std::size_t i = 0; i < good.size(); ++i) {
    auto changed = good;
    changed[i] ^= 1;
    EXPECT_FALSE(strip_untrusted_picture(changed)) << i;
  }
  for (const auto& whole : {png(64, 48), jpeg(64, 48)})
    for (std::size_t size = 0; size < whole.size(); ++size)
      EXPECT_FALSE(strip_untrusted_picture(ByteView(whole).first(size))) << size;
}

TEST(Pictures, OtherFormsAreRefused) {
  EXPECT_EQ(strip_untrusted_picture(as_bytes("GIF89a")).error().code, Errc::bad_magic);
  EXPECT_EQ(strip_untrusted_picture(as_bytes("<svg onload=alert(1)>")).error().code, Errc::bad_magic);
  EXPECT_EQ(strip_untrusted_picture({}).error().code, Errc::bad_magic);
  EXPECT_EQ(strip_untrusted_picture(png(64, 48, chunk("ABCD", {}))).error().code, Errc::bad_value);
}

TEST(Pictures, AnExchangedOneIsRefused) {
  const auto one = *strip_untrusted_picture(png(64, 48));
  const auto two = *strip_untrusted_picture(png(64, 49));
  EXPECT_EQ(parse_untrusted_picture(two.bytes, one.ref).error().code, Errc::wrong_hash);
}

}  // namespace
}  // namespace tipstaff::council
