#include "tipstaff/protocol/words.h"

#include <gtest/gtest.h>

#include "tipstaff/crypto/hash.h"
#include "tipstaff/protocol/key_set.h"

namespace tipstaff::protocol {
namespace {

constexpr std::string_view kAbandon =
    "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";

TEST(Words, ListIsTheOneOfBip39) {
  std::string text;
  for (const auto word : word_list()) text += std::string(word) + "\n";
  EXPECT_EQ(to_hex(crypto::sha256(as_bytes(text)).view()),
            "2f5eed53a4727b4bf8880d8f3f199efc90e58503646d9ff8eff3a2ed3b24dbda");
}

TEST(Words, SpellAndReadBack) {
  crypto::Drbg drbg(Seed32{});
  for (int i = 0; i < 200; ++i) {
    const auto mk = drbg.draw<MailboxKey>();
    const auto parsed = parse_words(words_of(mk));
    ASSERT_TRUE(parsed);
    EXPECT_EQ(to_hex(parsed->expose()), to_hex(mk.expose()));
  }
}

TEST(Words, AnyCaseAndSpacingIsRead) {
  const auto parsed = parse_words(
      as_bytes("  Abandon ABANDON\tabandon\nabandon abandon abandon abandon abandon abandon "
               "abandon abandon about\r\n"));
  ASSERT_TRUE(parsed);
  EXPECT_TRUE(all_zero(parsed->expose()));
}

TEST(Words, TypoNamesTheWord) {
  const auto parsed = parse_words(as_bytes("abandon abandon abandom abandon"));
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().error.code, Errc::bad_word);
  EXPECT_EQ(parsed.error().position, 2u);
}

TEST(Words, CountAndOrderAreTold) {
  const auto few = parse_words(as_bytes("abandon about"));
  ASSERT_FALSE(few);
  EXPECT_EQ(few.error().error.code, Errc::bad_word_count);
  EXPECT_EQ(few.error().position, 2u);
  const auto wrong = parse_words(as_bytes(
      "about abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon "
      "abandon"));
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().error.code, Errc::bad_checksum);
}

TEST(Words, RowHasOneSpelling) {
  crypto::Drbg drbg(Seed32{});
  const auto row = draw_row(drbg);
  const auto parsed = parse_row(as_bytes("  " + std::string(as_text(row)) + " "));
  ASSERT_TRUE(parsed);
  EXPECT_EQ(as_text(*parsed), as_text(row));
  EXPECT_TRUE(parse_row(as_bytes(" \n"))->empty());
  EXPECT_FALSE(parse_row(as_bytes("about about about")));
}

// Known answers, computed from the specification of SDP 0.4 for mk = 0^16.
TEST(SourceKeys, KnownAnswersOfTheZeroMailbox) {
  const auto mk = parse_words(as_bytes(kAbandon));
  ASSERT_TRUE(mk);
  const auto keys = source_key_set(*mk);
  EXPECT_EQ(to_hex(keys.fetch.expose()),
            "4b6bcc31a36b155a6c552db525aa89f2ff81cc026d3fa71e8fe72220ae8c5205");
  EXPECT_EQ(to_hex(keys.pub.fetch.view()),
            "806db396b82f156be1e12b3c32ddad99a2d62d1180dcee6025325bfbf0fea639");
  EXPECT_EQ(to_hex(wire::apke_x25519(keys.pub.apke).view()),
            "2e59330289558e54d3d7061eddea1cfc8f682ab5ff4f9df6ef44d63fb32dc86f");
  EXPECT_EQ(to_hex(crypto::sha256(wire::apke_mlkem(keys.pub.apke).view()).view()),
            "685ab8005f89bf7a1862921b323b38307c81ffc999cde44c17f09607669d56ae");
  EXPECT_EQ(to_hex(crypto::sha256(keys.pub.pke.view()).view()),
            "41083170c9f45e2b7072d803618e11c6d8267c66bb07121bdcfaeec4f3c51921");
}

}  // namespace
}  // namespace tipstaff::protocol
