#include "tipstaff/wire/enrolment.h"

#include <gtest/gtest.h>

#include "tipstaff/crypto/drbg.h"

namespace tipstaff::wire {
namespace {

class Enrolments : public ::testing::Test {
 protected:
  Enrolments() {
    record_.id = 12;
    record_.country = {'A', 'V'};
    record_.lat = 5'000'000;
    record_.lon = -1'200'000;
    record_.vk = post_.verify_key();
    record_.name = "Ambasada Awarii";
    bytes_ = *sign_enrolment(record_, post_);
  }
  crypto::Drbg drbg_{Seed32{}};
  crypto::SignKey post_{drbg_.draw<crypto::SignSeed>()};
  crypto::SignKey other_{drbg_.draw<crypto::SignSeed>()};
  PostRecord record_;
  Bytes bytes_;
};

TEST_F(Enrolments, TextRoundTrip) {
  const auto text = encode_enrolment_text(bytes_);
  const auto parsed = parse_untrusted_enrolment_text(text);
  ASSERT_TRUE(parsed) << parsed.error().where;
  EXPECT_EQ(**parsed, record_);
  EXPECT_EQ(parsed->hash(), parse_untrusted_enrolment(bytes_)->hash());
}

TEST_F(Enrolments, LineEndsOfOtherSystemsAreRead) {
  const auto text = "tipstaff-enrolment-v1\r\n" + to_base64(bytes_) + "\r\n";
  EXPECT_TRUE(parse_untrusted_enrolment_text(text));
}

TEST_F(Enrolments, EveryByteCounts) {
  for (std::size_t at = 0; at < bytes_.size(); ++at) {
    auto changed = bytes_;
    changed[at] ^= 0x01;
    EXPECT_FALSE(parse_untrusted_enrolment(changed)) << at;
  }
}

TEST_F(Enrolments, TruncatedOrLongerIsRefused) {
  EXPECT_EQ(parse_untrusted_enrolment(ByteView(bytes_).first(319)).error().code,
            Errc::wrong_length);
  auto longer = bytes_;
  longer.push_back(0);
  EXPECT_EQ(parse_untrusted_enrolment(longer).error().code, Errc::wrong_length);
}

TEST_F(Enrolments, NobodyEnrolsAnothersKey) {
  EXPECT_EQ(sign_enrolment(record_, other_).error().code, Errc::bad_value);
  auto forged = encode_post_record(record_);
  const auto signature = other_.sign(kEnrolmentTag, forged);
  EXPECT_EQ(parse_untrusted_enrolment(concat({forged, signature.view()})).error().code,
            Errc::bad_signature);
}

TEST_F(Enrolments, ASignatureUnderAnotherTagIsRefused) {
  const auto record = encode_post_record(record_);
  const auto signature = post_.sign("tipstaff-epoch-v1", record);
  EXPECT_EQ(parse_untrusted_enrolment(concat({record, signature.view()})).error().code,
            Errc::bad_signature);
}

TEST_F(Enrolments, OtherTextIsRefused) {
  const auto good = encode_enrolment_text(bytes_);
  for (const auto& text : {std::string(), std::string("tipstaff-enrolment-v1"),
                           "tipstaff-enrolment-v2" + good.substr(21), good + "more\n",
                           good.substr(0, good.size() - 3), std::string(5000, 'A')})
    EXPECT_FALSE(parse_untrusted_enrolment_text(text));
}

}  // namespace
}  // namespace tipstaff::wire
