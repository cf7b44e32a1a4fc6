#include "casework/peeled/part.h"

#include <gtest/gtest.h>

namespace tipstaff::casework {
namespace {

Bytes chunk(std::string_view type, Bytes body) {
  Bytes out;
  for (int shift = 24; shift >= 0; shift -= 8) out.push_back(static_cast<std::uint8_t>(body.size() >> shift));
  return concat({out, as_bytes(type), body, Bytes(4, 0)});
}

Bytes png(std::uint8_t high, std::uint8_t depth = 8, std::uint8_t colour = 2, const Bytes& more = {}) {
  const Bytes signature = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  return concat({signature, chunk("IHDR", {0, 0, high, 1, 0, 0, 0, 1, depth, colour, 0, 0, 0}), more,
                 chunk("IDAT", {1, 2, 3}), chunk("IEND", {})});
}

const PeeledPart kText{PartKind::text, "a.zip/letter.txt", "", "the harbour", {}};

Peeled parse(std::initializer_list<ByteView> frames) { return parse_untrusted_frames(concat(frames)); }

TEST(Frames, WhatIsWrittenIsReadAgain) {
  const PeeledPart property{PartKind::property, "photo.jpg", "gps", "59.9139,10.7522", {}};
  const PeeledPart picture{PartKind::picture, "photo.jpg", "", "", png(0)};
  const PeeledPart refused{PartKind::refused, "a.zip/b.zip", std::string(refusal::kTooDeep), "", {}};
  const auto read = parse({frame_of(kText), frame_of(property), frame_of(picture), frame_of(refused), end_frame()});
  EXPECT_TRUE(read.whole && read.honest);
  EXPECT_EQ(read.parts, (std::vector<PeeledPart>{kText, property, picture, refused}));
}

TEST(Frames, AnAnswerWithoutItsEndIsNotWhole) {
  const auto read = parse({frame_of(kText)});
  EXPECT_EQ(read.parts.size(), 1u);
  EXPECT_TRUE(read.honest && !read.whole);
  EXPECT_FALSE(parse({}).whole);
}

TEST(Frames, EveryCutIsRefusedAndWhatCameBeforeStays) {
  const auto good = concat({frame_of(kText), frame_of(kText), end_frame()});
  const auto one = frame_of(kText).size();
  for (std::size_t size = one + 1; size < good.size(); ++size) {
    const auto read = parse_untrusted_frames(ByteView(good).first(size));
    EXPECT_FALSE(read.whole) << size;
    EXPECT_EQ(read.honest, size == 2 * one) << size;
    EXPECT_GE(read.parts.size(), 1u);
  }
}

TEST(Frames, WhatFollowsTheEndIsALie) { EXPECT_FALSE(parse({end_frame(), frame_of(kText)}).honest); }

void expect_refused(const PeeledPart& part) {
  const auto read = parse({frame_of(part), end_frame()});
  EXPECT_FALSE(read.honest) << part.path << ' ' << part.name;
  EXPECT_TRUE(read.parts.empty());
}

TEST(Frames, AHostileReaderSpeaksOnlyInOurWords) {
  expect_refused({PartKind::property, "x", "safe", "yes, open it", {}});
  expect_refused({PartKind::refused, "x", "call this number", "", {}});
  expect_refused({PartKind::picture, "x", "click", "", png(0)});
  expect_refused({PartKind::text, "x", std::string(kNameBytesMax + 1, 'x'), "", {}});
  expect_refused({PartKind::property, "x", "gps", std::string(kPropertyBytesMax + 1, '1'), {}});
  expect_refused({PartKind::text, std::string(kPathBytesMax + 1, 'x'), "", "", {}});
  expect_refused({PartKind::text, "x", "", "not UTF-8: \xC3", {}});
  expect_refused({PartKind::text, "\xFF", "", "", {}});
  expect_refused({static_cast<PartKind>(4), "x", "", "", {}});
  expect_refused({PartKind::text, "x", "", "text", png(0)});
}

TEST(Frames, OnlyPicturesAsWeMakeThemPass) {
  EXPECT_TRUE(plain_png(png(0)));
  EXPECT_TRUE(plain_png(png(15, 8, 0))) << "3841 wide, grey";
  EXPECT_FALSE(plain_png(png(16))) << "4097 wide";
  EXPECT_FALSE(plain_png(png(0, 16))) << "16 bits";
  EXPECT_FALSE(plain_png(png(0, 8, 3))) << "a palette";
  EXPECT_FALSE(plain_png(png(0, 8, 2, chunk("iCCP", {1})))) << "a colour profile";
  EXPECT_FALSE(plain_png(concat({png(0), Bytes{0}}))) << "something behind the end";
  EXPECT_FALSE(plain_png(as_bytes("<svg/>")));
  auto cut = png(0);
  for (; !cut.empty(); cut.pop_back()) EXPECT_EQ(plain_png(cut), cut.size() == png(0).size());
}

TEST(Frames, ALengthBeyondTheAnswerIsRefused) {
  auto bytes = frame_of(kText);
  for (std::size_t at = 7; at < 15; ++at) {
    auto lie = bytes;
    lie[at] = 0xFF;
    const auto read = parse_untrusted_frames(lie);
    EXPECT_FALSE(read.honest) << at;
  }
}

TEST(Frames, TextAndPartsTogetherAreCounted) {
  PeeledPart half = kText;
  half.text.assign(kTextBytesMax / 2, 'x');
  const auto frame = frame_of(half);
  EXPECT_TRUE(parse({frame, frame, end_frame()}).honest);
  EXPECT_FALSE(parse({frame, frame, frame, end_frame()}).honest);
  Bytes many;
  const auto small = frame_of({PartKind::text, "", "", "", {}});
  for (std::size_t i = 0; i <= kPartsPerFileMax; ++i) many.insert(many.end(), small.begin(), small.end());
  EXPECT_FALSE(parse_untrusted_frames(many).honest);
}

}  // namespace
}  // namespace tipstaff::casework
