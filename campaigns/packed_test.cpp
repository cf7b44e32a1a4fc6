#include "campaigns/packed.h"

#include <gtest/gtest.h>
#include <zstd.h>

#include "campaigns/testing/gzip.h"

namespace tipstaff::campaigns {
namespace {

std::string zstd(const std::string& text) {
  std::string out(ZSTD_compressBound(text.size()), '\0');
  out.resize(ZSTD_compress(out.data(), out.size(), text.data(), text.size(), 3));
  return out;
}

Result<std::string> unpack(const std::string& packed, std::size_t step = 1 << 16) {
  MemorySource memory(packed, step);
  TIP_TRY(const auto source, open_packed(memory));
  std::string out;
  Bytes part(1 << 16);
  for (;;) {
    TIP_TRY(const auto size, source->read(part));
    if (size == 0) return out;
    out.append(as_text(ByteView(part).first(size)));
  }
}

std::string sample() {
  std::string text;
  for (int i = 0; i < 50'000; ++i) text += std::to_string(i * 7919 % 100'003) + ",row\n";
  return text;
}

TEST(Packed, EveryFormGivesTheSameBytes) {
  const auto text = sample();
  for (const std::size_t step : {1UL, 1000UL, 1UL << 20}) {
    EXPECT_EQ(unpack(text, step), text);
    EXPECT_EQ(unpack(gzip(text), step), text);
    EXPECT_EQ(unpack(zstd(text), step), text);
  }
  EXPECT_EQ(unpack(""), "");
  EXPECT_EQ(unpack("a"), "a");
}

TEST(Packed, SeveralMembersAreOneStream) {
  EXPECT_EQ(unpack(gzip("one ") + gzip("two")), "one two");
  EXPECT_EQ(unpack(gzip("one ") + gzip("two") + std::string(512, '\0')), "one two");
  EXPECT_EQ(unpack(zstd("one ") + zstd("two")), "one two");
}

TEST(Packed, BombsAreRefused) {
  const std::string zeros(80 << 20, '\0');
  EXPECT_EQ(unpack(gzip(zeros)).error().code, Errc::too_large);
  EXPECT_EQ(unpack(zstd(zeros)).error().code, Errc::too_large);
}

TEST(Packed, CutAndDamagedAreSaid) {
  const auto text = sample();
  for (auto packed : {gzip(text), zstd(text)}) {
    EXPECT_EQ(unpack(packed.substr(0, packed.size() / 2)).error().code, Errc::wrong_length);
    for (std::size_t i = 100; i < 200; ++i) packed[i] = static_cast<char>(packed[i] ^ 0x55);
    const auto damaged = unpack(packed);
    EXPECT_TRUE(!damaged || *damaged != text);
  }
}

}  // namespace
}  // namespace tipstaff::campaigns
