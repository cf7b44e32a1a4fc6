#include "tipstaff/protocol/envelope.h"

#include <gtest/gtest.h>

#include "tipstaff/wire/message.h"

namespace tipstaff::protocol {
namespace {

class Envelope : public ::testing::Test {
 protected:
  wire::EnvelopeBytes seal(const wire::Block& block) {
    auto sealed = seal_envelope(nr_, post_.pub, source_.apke,
                                {source_.pub.fetch, source_.pub.pke}, block, drbg_);
    EXPECT_TRUE(sealed);
    return *sealed;
  }
  static wire::Block block_of(std::string_view text) {
    wire::Block block;
    block.type = wire::BlockType::text;
    block.data.assign(text.begin(), text.end());
    return block;
  }

  crypto::Drbg drbg_{Seed32{}};
  Hash32 nr_;
  KeySet post_ = draw_key_set(drbg_);
  KeySet source_ = draw_key_set(drbg_);
};

TEST_F(Envelope, OpensForItsRecipientAndNamesItsSender) {
  const auto opened = open_envelope(nr_, post_, seal(block_of("the harbour at night")).view());
  ASSERT_TRUE(opened) << errc_name(opened.error().code);
  EXPECT_EQ(as_text(opened->block.data), "the harbour at night");
  const auto answer = opened->answer_keys();
  ASSERT_TRUE(answer);
  EXPECT_EQ(*answer, source_.pub);
}

TEST_F(Envelope, IsNotForAnybodyElse) {
  const auto other = draw_key_set(drbg_);
  const auto opened = open_envelope(nr_, other, seal(block_of("x")).view());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Errc::not_for_us);
}

TEST_F(Envelope, EveryFieldIsAuthenticated) {
  const auto sealed = seal(block_of("x"));
  // One byte in each of the six fields: X, Z, c2, c1, cp, CT_PKE.
  for (const std::size_t at : {3u, 40u, 70u, 1160u, 5000u, 14100u, 16300u}) {
    auto bytes = sealed;
    bytes.fill()[at] ^= 1;
    EXPECT_FALSE(open_envelope(nr_, post_, bytes.view())) << at;
  }
}

TEST_F(Envelope, OfAnotherProgrammeDoesNotOpen) {
  Hash32 other;
  other.fill()[0] = 1;
  const auto opened = open_envelope(other, post_, seal(block_of("x")).view());
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Errc::bad_ciphertext);
}

TEST_F(Envelope, JunkBehindAValidHintIsRefused) {
  auto bytes = seal(block_of("x"));
  drbg_.fill(bytes.fill().subspan(64));
  EXPECT_TRUE(hint_matches(post_.fetch, bytes.view()));
  EXPECT_FALSE(open_envelope(nr_, post_, bytes.view()));
}

TEST_F(Envelope, EveryTruncationIsRefused) {
  const auto sealed = seal(block_of("x"));
  for (std::size_t size = 0; size < wire::kEnvelopeBytes; size += 97)
    EXPECT_FALSE(open_envelope(nr_, post_, sealed.view().first(size)));
}

TEST_F(Envelope, DummyOpensForNobody) {
  const auto dummy = draw_dummy(drbg_);
  EXPECT_FALSE(open_envelope(nr_, post_, dummy.view()));
  EXPECT_TRUE(crypto::Point::parse(dummy.view().first(32)));
  EXPECT_TRUE(crypto::Point::parse(dummy.view().subspan(32, 32)));
}

TEST(Block, RefusesWhatIsNotCanonical) {
  wire::Block block;
  block.type = wire::BlockType::text;
  block.data = {1, 2, 3};
  const auto good = wire::encode_block(block);
  ASSERT_TRUE(wire::parse_untrusted_block(good));
  const auto with = [&good](std::size_t at, std::uint8_t value) {
    auto bytes = good;
    bytes[at] = value;
    const auto parsed = wire::parse_untrusted_block(bytes);
    return parsed ? std::string_view("fine") : errc_name(parsed.error().code);
  };
  EXPECT_EQ(with(0, 2), "bad_version");
  EXPECT_EQ(with(1, 6), "bad_value");
  EXPECT_EQ(with(2, 1), "bad_value");       // part 1 of 1
  EXPECT_EQ(with(3, 65), "bad_value");      // 65 parts
  EXPECT_EQ(with(4, 0xFF), "too_large");    // a length of 4 GB
  EXPECT_EQ(with(wire::kBlockBytes - 1, 1), "bad_padding");
}

wire::Message message_of(std::size_t text_bytes, std::size_t file_bytes) {
  wire::Message message;
  message.text.assign(text_bytes, 'a');
  if (file_bytes > 0) message.files.push_back({"one.bin", SecretBytes(file_bytes, 7)});
  return message;
}

TEST(Message, SplitsAndJoinsAtEverySizeClass) {
  for (const std::size_t text : {0u, 1u, 11480u, 11491u, 11492u, 30000u})
    for (const std::size_t file : {0u, 1u, 11512u, 300000u}) {
      const auto message = message_of(text, file);
      const auto parts = wire::split_message(message);
      ASSERT_TRUE(parts);
      for (const auto& part : *parts) EXPECT_LE(part.size(), wire::kBlockDataBytesMax);
      const auto joined = wire::join_message(*parts);
      ASSERT_TRUE(joined) << errc_name(joined.error().code) << text << " " << file;
      EXPECT_EQ(joined->text, message.text);
      ASSERT_EQ(joined->files.size(), message.files.size());
      if (file > 0) {
        EXPECT_EQ(joined->files[0].bytes, message.files[0].bytes);
      }
    }
}

TEST(Message, TooLargeIsSaidNotCut) {
  const auto parts = wire::split_message(message_of(10, 760000));
  ASSERT_FALSE(parts);
  EXPECT_EQ(parts.error().code, Errc::too_large);
}

TEST(Message, AnExchangedPartIsSeen) {
  auto parts = wire::split_message(message_of(10, 30000));
  ASSERT_TRUE(parts);
  (*parts)[1][0] ^= 1;
  const auto joined = wire::join_message(*parts);
  ASSERT_FALSE(joined);
  EXPECT_EQ(joined.error().code, Errc::wrong_hash);
}

TEST(Message, HostileHeadsAreRefused) {
  auto parts = wire::split_message(message_of(10, 100));
  ASSERT_TRUE(parts);
  for (std::size_t size = 0; size < 33; ++size)
    EXPECT_FALSE(wire::parse_untrusted_message_head(ByteView((*parts)[0]).first(size), 1));
  auto huge = (*parts)[0];
  huge[12] = 0xFF;  // total
  EXPECT_FALSE(wire::parse_untrusted_message_head(huge, 1));
}

}  // namespace
}  // namespace tipstaff::protocol
