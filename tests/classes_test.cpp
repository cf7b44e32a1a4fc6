// What a larger class of bag changes: how many lodgings a tick carries, and nothing else.

#include <set>

#include "tests/rig.h"

namespace tipstaff::testing {
namespace {

constexpr std::size_t kCrowd = 200;

class Classes : public ::testing::Test {
 protected:
  void start(std::uint16_t leaves) {
    rig.leaves = leaves;
    rig.start();
    rig.upload_keys(wire::epoch_of(rig.open_tick()));
    ASSERT_TRUE(rig.tick());
  }
  void restart(std::uint16_t leaves) {
    rig.stop();
    rig.leaves = leaves;
    rig.start();
  }
  Bytes bag() { return rig.post("GET", "/v1/t/" + std::to_string(rig.bulletin().tick) + "/bag", {}).body; }
  // arrivals lodges a crowd in one tick and counts how many of it `ticks` bags hold.
  std::size_t arrivals(int ticks) {
    std::set<Bytes> sent;
    for (std::size_t i = 0; i < kCrowd; ++i) {
      const auto body = rig.junk(rig.bulletin().tick);
      EXPECT_EQ(rig.lodge(body).status, 204u);
      sent.emplace(body.end() - static_cast<std::ptrdiff_t>(wire::kEnvelopeBytes), body.end());
    }
    std::size_t arrived = 0;
    for (int i = 0; i < ticks; ++i) {
      EXPECT_TRUE(rig.tick());
      const auto all = bag();
      for (std::size_t at = 0; at < all.size(); at += wire::kEnvelopeBytes) {
        const auto one = ByteView(all).subspan(at, wire::kEnvelopeBytes);
        arrived += sent.count(Bytes(one.begin(), one.end()));
      }
    }
    return arrived;
  }
  Rig rig{1};
};

// The reserve of dummies takes at most half of a bag, so two bags of class M have room
// for 254 at the least; two of class S never have room for more than 62.
TEST_F(Classes, ACrowdInOneTickArrivesWithTheNextTwoBagsOfClassM) {
  start(wire::kLeavesClassM);
  EXPECT_EQ(arrivals(2), kCrowd);
}

TEST_F(Classes, TheSameCrowdDoesNotFitIntoTwoBagsOfClassS) {
  start(wire::kLeavesClassS);
  EXPECT_LE(arrivals(2), 62u);
}

TEST_F(Classes, ABagHasTheSizeOfItsClassHoweverFewLodged) {
  for (const auto leaves : {wire::kLeavesClassS, wire::kLeavesClassM}) {
    Rig one(1);
    one.leaves = leaves;
    one.start();
    one.upload_keys(wire::epoch_of(one.open_tick()));
    for (int lodgings = 0; lodgings < 2; ++lodgings) {
      ASSERT_TRUE(one.tick());
      EXPECT_EQ(one.bulletin().leaves, leaves);
      EXPECT_EQ(one.post("GET", "/v1/t/" + std::to_string(one.bulletin().tick) + "/bag", {}).body.size(),
                (leaves - 1u) * wire::kEnvelopeBytes);
      EXPECT_EQ(one.lodge(one.junk(one.bulletin().tick)).status, 204u);
    }
  }
}

TEST_F(Classes, AChangeWaitsUntilItsBatchIsAWholeSubtree) {
  start(wire::kLeavesClassS);
  restart(wire::kLeavesClassM);
  for (int tick = 2; tick <= 8; ++tick) {
    ASSERT_TRUE(rig.tick());
    EXPECT_EQ(rig.bulletin().leaves, wire::kLeavesClassS) << tick;
  }
  ASSERT_TRUE(rig.tick());
  EXPECT_EQ(rig.bulletin().leaves, wire::kLeavesClassM);
  EXPECT_EQ(bag().size(), 255 * wire::kEnvelopeBytes);
  restart(wire::kLeavesClassS);
  ASSERT_TRUE(rig.tick());
  EXPECT_EQ(rig.bulletin().leaves, wire::kLeavesClassS);
}

// What a source reads in a visit: bulletin and challenges. Neither knows the class.
TEST_F(Classes, AVisitOfASourceIsAsLargeInClassM) {
  std::vector<std::size_t> sizes;
  for (const auto leaves : {wire::kLeavesClassS, wire::kLeavesClassM}) {
    Rig one(1);
    one.leaves = leaves;
    one.start();
    one.upload_keys(wire::epoch_of(one.open_tick()));
    ASSERT_TRUE(one.tick());
    const auto answer = one.read("/v1/t/" + std::to_string(one.bulletin().tick) + "/challenges");
    EXPECT_EQ(answer.status, 200u);
    sizes.push_back(answer.body.size());
  }
  EXPECT_EQ(sizes[0], sizes[1]);
}

}  // namespace
}  // namespace tipstaff::testing
