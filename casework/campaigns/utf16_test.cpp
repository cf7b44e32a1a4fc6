// Files in another encoding: converted, or set aside, never guessed.

#include "casework/campaigns/utf16.h"

#include <gtest/gtest.h>

namespace tipstaff::campaigns {
namespace {

using namespace std::string_view_literals;

std::string converted(std::string_view bytes, Utf16 order, std::size_t step = 1 << 16) {
  MemorySource memory(bytes, step);
  Utf16Source source(memory, order);
  std::string out;
  Bytes part(7);
  for (;;) {
    const auto size = source.read(part);
    if (!size || *size == 0) return out;
    out.append(as_text(ByteView(part).first(*size)));
  }
}

TEST(Utf16, BothOrdersAndAllLengths) {
  constexpr auto little = "\xff\xfe" "a\0\xe9\0\xac\x20\x3d\xd8\x00\xde"sv, big = "\xfe\xff" "\0a\0\xe9\x20\xac\xd8\x3d\xde\x00"sv;
  for (const std::size_t step : {1U, 3U, 100U}) {
    EXPECT_EQ(converted(little, Utf16::little, step), "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
    EXPECT_EQ(converted(big, Utf16::big, step), "a\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80");
  }
}

TEST(Utf16, HalvesAreNoText) {
  EXPECT_EQ(converted("\x3d\xd8" "a\0"sv, Utf16::little), "\xff" "a");
  EXPECT_EQ(converted("\x00\xde" "a\0"sv, Utf16::little), "\xff" "a");
  EXPECT_EQ(converted("\x3d\xd8\x3d\xd8\x00\xde"sv, Utf16::little), "\xff\xf0\x9f\x98\x80");
  EXPECT_EQ(converted("a\0b"sv, Utf16::little), "a\xff");
}

TEST(Utf16, IsToldFromUtf8) {
  EXPECT_EQ(utf16_of("\xff\xfe" "a\0"sv), Utf16::little);
  EXPECT_EQ(utf16_of("i\0d\0,\0"sv), Utf16::little);
  EXPECT_EQ(utf16_of("\0i\0d"sv), Utf16::big);
  EXPECT_EQ(utf16_of("id,time"sv), std::nullopt);
  EXPECT_EQ(utf16_of("\0\0\0\0"sv), std::nullopt);
  EXPECT_EQ(utf16_of(""sv), std::nullopt);
}

}  // namespace
}  // namespace tipstaff::campaigns
