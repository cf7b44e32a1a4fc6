// A relay that lies about the class of its bags, signing what it likes.

#include "desk/post/tick_page.h"

#include "desk/testing/desk_fixture.h"

namespace tipstaff::desk {
namespace {

// HostileLog signs a bulletin with any K at any place of a log of any size.
class HostileLog : public ::testing::Test {
 protected:
  HostileLog() { relay_.enrol(record()); }

  static wire::PostRecord record() {
    wire::PostRecord out;
    out.id = 7;
    out.country = {'X', 'A'};
    out.name = "Embassy of Arvenia";
    return out;
  }

  // sign puts the bulletin at `index` into a log of `size` leaves; the rest are zeros.
  std::string sign(std::uint16_t leaves, std::size_t index, std::size_t size) {
    wire::Bulletin bulletin;
    bulletin.tick = 36'000;
    bulletin.epoch = wire::epoch_of(bulletin.tick);
    bulletin.leaves = leaves;
    bulletin.roster_hash = relay_.roster().hash();
    const auto bytes = wire::encode_bulletin(bulletin);
    std::vector<Hash32> hashes(size, log::leaf_hash(Bytes(wire::Entry::kBytes)));
    hashes[index] = log::leaf_hash(bytes);
    const auto note = log::sign_checkpoint({relay_.programme().origin, size, log::tree_hash(hashes)}, key_);
    return log::encode_proof({bytes, index, log::prove_inclusion(hashes, index), note});
  }
  Result<SignedBulletin> verify(std::uint16_t leaves, std::size_t index, std::size_t size) {
    return verify_bulletin(as_bytes(sign(leaves, index, size)), relay_.programme(), relay_.roster());
  }
  void refused(std::uint16_t leaves, std::size_t index, std::size_t size) {
    const auto got = verify(leaves, index, size);
    ASSERT_FALSE(got) << leaves << " at " << index << " of " << size;
    EXPECT_EQ(got.error().code, Errc::bad_proof);
    EXPECT_EQ(got.error().where, "class of a tick");
  }

  crypto::Drbg drbg_{Seed32{}};
  crypto::SignKey key_ = sign_key();
  FakeRelay relay_{crypto::SignKey(drbg_.draw<crypto::SignSeed>()), sign_key()};

 private:
  // The same key each time, for the relay and for the forger that is the relay.
  static crypto::SignKey sign_key() {
    crypto::Drbg drbg(Seed32{});
    (void)drbg.draw<crypto::SignSeed>();  // the authority's, as drawn above
    return crypto::SignKey(drbg.draw<crypto::SignSeed>());
  }
};

TEST_F(HostileLog, TruthfulBulletinsOfBothClassesAreTaken) {
  EXPECT_TRUE(verify(wire::kLeavesClassS, 0, 32));
  EXPECT_TRUE(verify(wire::kLeavesClassS, 96, 128));
  EXPECT_TRUE(verify(wire::kLeavesClassM, 0, 256));
  EXPECT_TRUE(verify(wire::kLeavesClassM, 256, 512));
  EXPECT_TRUE(verify(wire::kLeavesClassS, 512, 544));  // back to S, at once
}

TEST_F(HostileLog, ABulletinThatNamesAnotherKThanTheLogGrewByIsRefused) {
  refused(wire::kLeavesClassM, 0, 32);
  refused(wire::kLeavesClassM, 256, 288);
  refused(wire::kLeavesClassS, 0, 256);
  refused(wire::kLeavesClassS, 256, 512);
}

TEST_F(HostileLog, AClassThatChangesOffTheBorderIsRefused) {
  for (std::size_t index = 32; index < 256; index += 32) refused(wire::kLeavesClassM, index, index + 256);
  refused(wire::kLeavesClassS, 16, 48);
}

TEST_F(HostileLog, ABulletinThatIsNotTheFirstLeafOfItsBatchIsRefused) {
  refused(wire::kLeavesClassS, 33, 64);
  refused(wire::kLeavesClassS, 31, 32);
  refused(wire::kLeavesClassM, 511, 512);
}

TEST_F(HostileLog, LeavesBehindTheBatchOrTooFewAreRefused) {
  refused(wire::kLeavesClassS, 32, 65);
  refused(wire::kLeavesClassS, 32, 63);
  refused(wire::kLeavesClassS, 32, 96);
}

// No relay of this version makes bags of 67 MB; a desk must not fetch one.
TEST_F(HostileLog, ClassLIsRefusedBeforeItsBagIsFetched) { refused(4096, 0, 4096); }

TEST_F(HostileLog, ABagOfTheOtherClassIsRefused) {
  const auto small = verify(wire::kLeavesClassS, 0, 32), large = verify(wire::kLeavesClassM, 0, 256);
  ASSERT_TRUE(small && large);
  const auto code = [](const SignedBulletin& page, std::size_t slots) {
    return check_bag(page, Bytes(slots * wire::kEnvelopeBytes)).error().code;
  };
  EXPECT_EQ(code(*small, 255), Errc::wrong_length);
  EXPECT_EQ(code(*large, 31), Errc::wrong_length);
  EXPECT_EQ(code(*large, 255), Errc::wrong_hash);
}

}  // namespace
}  // namespace tipstaff::desk
