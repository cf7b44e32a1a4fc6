#include "tipstaff/protocol/tick.h"

#include <gtest/gtest.h>

#include <set>

#include "tipstaff/crypto/hash.h"
#include "tipstaff/protocol/ack.h"
#include "tipstaff/protocol/claim_key.h"
#include "tipstaff/protocol/envelope.h"

namespace tipstaff::protocol {
namespace {

class Tick : public ::testing::Test {
 protected:
  TickOutput make(std::size_t admitted, std::uint64_t tick = 72) {
    TickInput input;
    input.bulletin.tick = tick;
    input.bulletin.epoch = wire::epoch_of(tick);
    input.origin = "relay.test";
    input.before = before_;
    input.challenges = Bytes(wire::kChallengeBytes * 8);
    for (std::size_t i = 0; i < admitted; ++i) {
      TickLodging lodging{{}, draw_dummy(drbg_)};
      drbg_.fill(lodging.entry.fill());
      lodgings_.push_back(lodging);
    }
    input.admitted = lodgings_;
    return make_tick(std::move(input), relay_, drbg_);
  }
  crypto::Drbg drbg_{Seed32{}};
  crypto::SignKey relay_{drbg_.draw<crypto::SignSeed>()};
  log::Frontier before_;
  std::vector<TickLodging> lodgings_;
};

TEST_F(Tick, EveryAdmittedLodgingStandsInItsSlotAndLeaf) {
  const auto out = make(9);
  for (std::size_t i = 0; i < lodgings_.size(); ++i) {
    const auto slot = out.slot_of[i];
    EXPECT_TRUE(equal_vartime(ByteView(out.bag).subspan(slot * wire::kEnvelopeBytes,
                                                        wire::kEnvelopeBytes),
                              lodgings_[i].envelope.view()));
    EXPECT_TRUE(equal_vartime(out.leaves[slot + 1], lodgings_[i].entry.view()));
  }
}

TEST_F(Tick, SizesDependOnNothingButTheClass) {
  const auto empty = make(0);
  lodgings_.clear();
  const auto full = make(31);
  EXPECT_EQ(empty.bag.size(), full.bag.size());
  EXPECT_EQ(empty.bulletin_proof.size(), full.bulletin_proof.size());
  EXPECT_EQ(empty.leaves.size(), 32u);
  for (std::size_t i = 0; i < 32; ++i) EXPECT_EQ(empty.leaves[i].size(), full.leaves[i].size());
}

TEST_F(Tick, ManyBatchesProveTheirBulletinsAndEntries) {
  for (std::uint64_t tick = 72; tick < 100; ++tick) {
    lodgings_.clear();
    const auto out = make(3, tick);
    const auto proof =
        log::verify_untrusted_proof(out.bulletin_proof, "relay.test", relay_.verify_key());
    ASSERT_TRUE(proof) << errc_name(proof.error().code);
    EXPECT_EQ((*proof)->index, before_.size());
    std::vector<Hash32> hashes;
    for (const auto& leaf : out.leaves) hashes.push_back(log::leaf_hash(leaf));
    EXPECT_TRUE(log::verify_batch(hashes, (*proof)->index, (*proof)->path,
                                  proof->checkpoint().root));
    hashes[5].fill()[0] ^= 1;
    EXPECT_FALSE(log::verify_batch(hashes, (*proof)->index, (*proof)->path,
                                   proof->checkpoint().root));
    EXPECT_EQ(*bag_root_of(out.bag, 32), out.bulletin.bag_root);
    before_ = out.after;
  }
}

TEST_F(Tick, AForgedBulletinIsRefused) {
  const auto out = make(1);
  const crypto::SignKey other(drbg_.draw<crypto::SignSeed>());
  EXPECT_FALSE(log::verify_untrusted_proof(out.bulletin_proof, "relay.test", other.verify_key()));
  EXPECT_FALSE(log::verify_untrusted_proof(out.bulletin_proof, "other", relay_.verify_key()));
  auto proof = *log::parse_untrusted_proof(out.bulletin_proof);
  proof.extra[30] ^= 1;
  EXPECT_FALSE(log::verify_untrusted_proof(log::encode_proof(proof), "relay.test",
                                           relay_.verify_key()));
}

TEST(Admit, TakesAllWhenThereIsRoomAndNoneTwice) {
  crypto::Drbg drbg(Seed32{});
  EXPECT_EQ(admit(5, 31, drbg).size(), 5u);
  const auto some = admit(100, 31, drbg);
  EXPECT_EQ(some.size(), 31u);
  EXPECT_EQ(std::set<std::size_t>(some.begin(), some.end()).size(), 31u);
}

TEST(Reserve, IsGeometricWithACap) {
  crypto::Drbg drbg(Seed32{});
  double sum = 0;
  for (int i = 0; i < 20000; ++i) {
    const auto reserve = draw_reserve(32, drbg);
    ASSERT_LE(reserve, 16u);
    sum += static_cast<double>(reserve);
  }
  // E[min(G, 16)] = a (1 - a^16) / (1 - a) = 5.246; six standard errors are 0.22.
  EXPECT_NEAR(sum / 20000, 5.246, 0.22);
}

TEST(Challenges, OnlyTheOwnerFindsTheId) {
  crypto::Drbg drbg(Seed32{});
  const auto source = draw_key_set(drbg);
  const auto post = draw_key_set(drbg);
  const auto sealed = seal_envelope({}, source.pub, post.apke, draw_return_address(drbg), {}, drbg);
  ASSERT_TRUE(sealed);
  std::vector<ReplySlot> slots;
  for (int i = 0; i < 20; ++i) slots.push_back(draw_empty_slot(drbg));
  const auto id = drbg.draw<ReplyId>();
  slots[13] = {*crypto::Point::parse(sealed->view().first(32)),
               *crypto::Point::parse(sealed->view().subspan(32, 32)), id};
  Bytes set(slots.size() * wire::kChallengeBytes);
  challenge_slots(slots, {}, 7, drbg, set);
  const auto found = solve_challenges(set, source.fetch, {}, 7);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->size(), 1u);
  EXPECT_EQ((*found)[0], id);
  EXPECT_TRUE(solve_challenges(set, post.fetch, {}, 7)->empty());
  EXPECT_TRUE(solve_challenges(set, source.fetch, {}, 8)->empty());
}

TEST(Claims, DrawsOfOneTickAreUnlinkableAndRecoverable) {
  const ClaimKey ck;
  std::set<std::string> locs;
  for (std::uint8_t draw = 0; draw < wire::kClaimDraws; ++draw) {
    const auto claim = tick_claim(ck, 1000, draw);
    EXPECT_EQ(tick_claim(ck, 1000, draw).cpk, claim.cpk);
    const auto entry = entry_of({}, claim.cpk, claim.salt, as_bytes("data"));
    locs.insert(to_hex(entry.view().first(16)));
  }
  EXPECT_EQ(locs.size(), wire::kClaimDraws);
}

TEST(Acks, AreBoundToPostIndexAndCommitment) {
  crypto::Drbg drbg(Seed32{});
  const crypto::SignKey post(drbg.draw<crypto::SignSeed>());
  Ack ack{41, {}};
  auto data = sign_ack(ack, {}, post);
  ASSERT_TRUE(parse_untrusted_ack(data, {}, post.verify_key()));
  data[7] ^= 1;
  EXPECT_FALSE(parse_untrusted_ack(data, {}, post.verify_key()));
}

}  // namespace
}  // namespace tipstaff::protocol
