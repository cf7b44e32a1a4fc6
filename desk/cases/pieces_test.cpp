#include "desk/cases/pieces.h"

#include <gtest/gtest.h>

namespace tipstaff::desk {
namespace {

const casework::Scanner& scanner() {
  static const casework::Scanner kScanner;
  return kScanner;
}

std::vector<Piece> pieces(std::string_view text) { return pieces_of(text, scanner().scan(text)->observables); }

void expect_covered(std::string_view text) {
  std::size_t done = 0;
  for (const auto& piece : pieces(text)) {
    EXPECT_EQ(piece.begin, done);
    EXPECT_GT(piece.length, 0u);
    if (piece.as_sent) {
      EXPECT_EQ(piece.shown, text.substr(piece.begin, piece.length));
    }
    done += piece.length;
  }
  EXPECT_EQ(done, text.size());
}

TEST(Pieces, EveryByteHasItsPlace) {
  for (const std::string_view text :
       {"", "plain", "see http://evil.test-place.com/a and pay 1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "Zażółć 10.9.8.7 gęślą",
        "\xff\xfe broken \xc3", "bidi \u202Egnp.exe \u202C", "\xf0\x9f\x98\x80 boss@evil-place.com \xf0\x9f\x98", "\r\n\r\n"})
    expect_covered(text);
}

TEST(Pieces, EveryByteHasItsPlaceInRandomBytes) {
  std::uint32_t state = 1;
  for (int round = 0; round < 200; ++round) {
    std::string text;
    for (int i = 0; i < 200; ++i) {
      state = state * 1664525u + 1013904223u;
      text.push_back("ab.@:/ \xc5\x82\xe2\x80\xae\xff\r0"[(state >> 24) % 16]);
    }
    expect_covered(text);
  }
}

TEST(Pieces, AnAddressIsShownSoThatNothingFollowsIt) {
  const auto all = pieces("a http://evil-place.com/x b");
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[1].shown, "hxxp://evil-place[.]com/x");
  EXPECT_EQ(all[1].begin, 2u);
  EXPECT_FALSE(all[1].as_sent);
  EXPECT_EQ(all[2].observable, kNoObservable);
}

TEST(Pieces, WhatWasDefangedStaysAsItWasWritten) {
  EXPECT_EQ(pieces("hxxp://evil-place[.]com").at(0).shown, "hxxp://evil-place[.]com");
}

TEST(Pieces, ASpelledSignInAnAddressDoesNotKeepTheRestAlive) {
  EXPECT_EQ(pieces("http://evil-place.com/x[.]y").at(0).shown, "hxxp://evil-place[.]com/x[.]y");
  EXPECT_EQ(pieces("boss@evil-place[.]com").at(0).shown, "boss[@]evil-place[.]com");
  EXPECT_EQ(pieces("boss@evil-place\u3002com").at(0).shown, "boss[@]evil-place[\u3002]com");
}

TEST(Pieces, ATurnedTextIsSpelledOutAndPointsAtItsBytes) {
  const auto all = pieces("a\u202Eb");
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[1].shown, "<U+202E>");
  EXPECT_EQ(all[1].length, 3u);
  EXPECT_FALSE(all[1].as_sent);
  EXPECT_EQ(all[2].begin, 4u);
}

TEST(Pieces, DefangedTextHasNothingLive) {
  EXPECT_EQ(defanged_text(scanner(), "see http://evil-place.com now"), "see hxxp://evil-place[.]com now");
}

}  // namespace
}  // namespace tipstaff::desk
