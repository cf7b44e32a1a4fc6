#include <gtest/gtest.h>

#include "tipstaff/crypto/drbg.h"
#include "tipstaff/crypto/hash.h"
#include "tipstaff/protocol/key_set.h"
#include "tipstaff/wire/key_record.h"
#include "tipstaff/wire/languages.h"
#include "tipstaff/wire/lodging.h"
#include "tipstaff/wire/post_kinds.h"

namespace tipstaff::wire {
namespace {

class Objects : public ::testing::Test {
 protected:
  Objects() {
    roster_.serial = 3;
    roster_.not_before = 100;
    roster_.not_after = 200;
    roster_.tick_seconds = 5;
    roster_.origin = "relay.test";
    roster_.relay_vk = post_.verify_key();
    PostRecord post;
    post.id = 7;
    post.country = {'A', 'V'};
    post.lat = -3'350'000;
    post.lon = 17'999'999;
    post.vk = post_.verify_key();
    post.name = "Embassy of Arvenia";
    post.kind = *parse_post_kind("embassy");
    post.hours = *parse_hours("Mo-Fr 09:00-16:30");
    post.address = "Quay Street 1, Port Sel";
    roster_.posts = {post};
  }
  crypto::Drbg drbg_{Seed32{}};
  crypto::SignKey authority_{drbg_.draw<crypto::SignSeed>()};
  crypto::SignKey post_{drbg_.draw<crypto::SignSeed>()};
  Programme programme_{authority_.verify_key(), "relay.test"};
  Roster roster_;
};

TEST_F(Objects, RosterRoundTrip) {
  const auto bytes = sign_roster(roster_, authority_);
  ASSERT_TRUE(bytes);
  EXPECT_EQ(bytes->size(), 17472u);
  const auto parsed = parse_untrusted_roster(*bytes, programme_);
  ASSERT_TRUE(parsed) << parsed.error().where;
  EXPECT_EQ(**parsed, roster_);
  EXPECT_EQ(parsed->hash(), crypto::sha256(*bytes));
}

TEST_F(Objects, RosterOfAnybodyElseIsRefused) {
  const auto forged = sign_roster(roster_, post_);
  EXPECT_EQ(parse_untrusted_roster(*forged, programme_).error().code, Errc::bad_signature);
  roster_.origin = "other.test";
  const auto elsewhere = sign_roster(roster_, authority_);
  EXPECT_EQ(parse_untrusted_roster(*elsewhere, programme_).error().code, Errc::bad_value);
}

TEST_F(Objects, EveryByteOfARosterCounts) {
  const auto good = *sign_roster(roster_, authority_);
  for (std::size_t at = 0; at < good.size(); at += 41) {
    auto bytes = good;
    bytes[at] ^= 0x20;
    EXPECT_FALSE(parse_untrusted_roster(bytes, programme_)) << at;
  }
  for (std::size_t size = 0; size < good.size(); size += 173)
    EXPECT_FALSE(parse_untrusted_roster(ByteView(good).first(size), programme_));
}

TEST_F(Objects, RosterValidity) {
  EXPECT_EQ(check_validity(roster_, 99).error().code, Errc::not_yet_valid);
  EXPECT_TRUE(check_validity(roster_, 100));
  EXPECT_EQ(check_validity(roster_, 200).error().code, Errc::expired);
}

TEST_F(Objects, APostRecordOfTheOlderLayoutIsReadWholeOrRefused) {
  PostRecord post = roster_.posts.front();
  post.kind = 0;
  post.hours = {};
  post.address.clear();
  for (std::size_t bytes = 1; bytes <= 174; ++bytes) {
    post.name = "n";
    auto older = encode_post_record(post);
    for (std::size_t i = 0; i < bytes; ++i) older[82 + i] = i % 2 == 0 ? 0xC2 : 0xA0;  // not one of them a letter
    if (bytes % 2 == 1) older[82 + bytes - 1] = ' ';
    const auto read = parse_untrusted_post_record(older);
    EXPECT_EQ(read.has_value(), bytes <= kPostNameBytesMax) << bytes;
    if (read) EXPECT_EQ(read->name.size(), bytes);
    else EXPECT_EQ(read.error(), (Error{Errc::bad_value, "post kind, or a record of an older layout"})) << bytes;
  }
}

TEST_F(Objects, ImpossibleRostersCannotBeSigned) {
  auto twice = roster_;
  twice.posts.push_back(twice.posts[0]);
  EXPECT_FALSE(sign_roster(twice, authority_));
  auto beyond = roster_;
  beyond.posts[0].lat = 9'000'001;
  EXPECT_FALSE(sign_roster(beyond, authority_));
  auto control = roster_;
  control.posts[0].name = "a\nb";
  EXPECT_FALSE(sign_roster(control, authority_));
  const auto refused = [&](auto change) {
    auto roster = roster_;
    change(roster.posts[0]);
    return !sign_roster(roster, authority_);
  };
  EXPECT_TRUE(refused([](PostRecord& post) { post.name = std::string(97, 'n'); }));
  EXPECT_TRUE(refused([](PostRecord& post) { post.name = ""; }));
  EXPECT_TRUE(refused([](PostRecord& post) { post.name = "Embassy \u202e of Arvenia"; }));
  EXPECT_TRUE(refused([](PostRecord& post) { post.address = std::string(64, 'a'); }));
  EXPECT_TRUE(refused([](PostRecord& post) { post.address = "Quay\u2066 Street"; }));
  EXPECT_TRUE(refused([](PostRecord& post) { post.address = "\xff"; }));
  EXPECT_TRUE(refused([](PostRecord& post) { post.hours[0] = 80; }));
  EXPECT_FALSE(refused([](PostRecord& post) { post.kind = 31; }));  // of a later version
  EXPECT_TRUE(refused([](PostRecord& post) { post.kind = 32; }));
}

TEST_F(Objects, KeysComeOnlyFromSignedBytesOfThisEpoch) {
  const auto set = protocol::draw_key_set(drbg_);
  const auto record = sign_key_record({7, 0, 12, set.pub}, "relay.test", post_);
  ASSERT_EQ(record.size(), kKeyRecordBytes);
  Bytes file(kKeyRecordBytes * 64);
  std::copy(record.begin(), record.end(), file.begin());
  const auto hash = crypto::sha256(file);
  const auto found = find_keys(file, hash, roster_, 12, 7);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->keys, set.pub);
  EXPECT_EQ(find_keys(file, hash, roster_, 13, 7).error().code, Errc::wrong_epoch);
  EXPECT_EQ(find_keys(file, {}, roster_, 12, 7).error().code, Errc::wrong_hash);
  EXPECT_EQ(find_keys(file, hash, roster_, 12, 8).error().code, Errc::not_found);
  const Bytes closed(file.size());
  EXPECT_EQ(find_keys(closed, crypto::sha256(closed), roster_, 12, 7).error().code, Errc::closed);
  const auto forged = sign_key_record({7, 0, 12, set.pub}, "relay.test", authority_);
  EXPECT_EQ(parse_untrusted_key_record(forged, roster_, 12).error().code, Errc::bad_signature);
}

TEST(Bulletins, RoundTripAndRefusals) {
  Bulletin bulletin;
  bulletin.tick = 73;
  bulletin.epoch = 2;
  const auto bytes = encode_bulletin(bulletin);
  ASSERT_EQ(bytes.size(), kBulletinBytes);
  EXPECT_EQ(*parse_untrusted_bulletin(bytes), bulletin);
  auto other_epoch = bytes;
  other_epoch[15] = 3;
  EXPECT_EQ(parse_untrusted_bulletin(other_epoch).error().code, Errc::bad_value);
  auto padded = bytes;
  padded[255] = 1;
  EXPECT_EQ(parse_untrusted_bulletin(padded).error().code, Errc::bad_padding);
}

// 2^61 ticks of 600 seconds are 0 seconds in 64 bits: a relay could say any time.
TEST(Bulletins, ATickBeyondAllEpochsIsRefused) {
  for (const auto tick : {std::uint64_t{1} << 61, ~std::uint64_t{0}, std::uint64_t{kEpochTicks} << 32,
                          std::uint64_t{0xFFFF'FFF7} * kEpochTicks}) {
    Bulletin bulletin;
    bulletin.tick = tick;
    bulletin.epoch = epoch_of(tick);
    EXPECT_EQ(parse_untrusted_bulletin(encode_bulletin(bulletin)).error().code, Errc::bad_value) << tick;
  }
}

TEST(Stamps, AgeAndEffort) {
  Stamp stamp;
  stamp.tick = 100;
  EXPECT_TRUE(check_stamp_age(stamp, 106));
  EXPECT_FALSE(check_stamp_age(stamp, 107));
  EXPECT_FALSE(check_stamp_age(stamp, 99));
  stamp.hold = 145;
  EXPECT_FALSE(parse_untrusted_stamp(encode_stamp(stamp)));
  const Bytes seed(32);
  const auto bits = effort_bits(encode_stamp(stamp), Bytes(48), Bytes(16384), seed);
  ASSERT_TRUE(bits);
  EXPECT_EQ(bits, effort_bits(encode_stamp(stamp), Bytes(48), Bytes(16384), seed));
}

TEST(Languages, AreReadAndWrittenInTheOrderOfTheirBits) {
  EXPECT_EQ(parse_languages("ko,en"), 0x8001u);
  EXPECT_EQ(languages_text(0x8001), "en,ko");
  EXPECT_EQ(languages_text(0xFFFF0000), "") << "bits that this version does not know";
  EXPECT_EQ(parse_languages("en,,pl"), std::nullopt);
  EXPECT_EQ(parse_languages("xx"), std::nullopt);
  EXPECT_EQ(parse_languages(""), 0u);
}

TEST(Points, IdentityAndNonCanonicalAreRefused) {
  EXPECT_EQ(crypto::Point::parse(Bytes(32)).error().code, Errc::bad_point);
  EXPECT_EQ(crypto::Point::parse(Bytes(32, 0xFF)).error().code, Errc::bad_point);
  EXPECT_EQ(crypto::Point::parse(Bytes(31)).error().code, Errc::wrong_length);
}

}  // namespace
}  // namespace tipstaff::wire
