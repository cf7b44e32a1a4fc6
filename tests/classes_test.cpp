// What a larger class of bag changes: how many lodgings a tick carries, and nothing else.

#include <set>

#include "relay/ticker.h"
#include "tests/rig.h"

namespace tipstaff::testing {
namespace {

constexpr std::size_t kCrowd = 200;

class Classes : public ::testing::Test {
 protected:
  // run starts the relay in a class, with the data that it left.
  void run(std::uint16_t leaves) {
    rig.stop();
    rig.leaves = leaves;
    rig.start();
  }
  // tick closes a tick, looks at what its class decides, and returns the bag.
  Bytes tick(std::uint16_t leaves) {
    EXPECT_TRUE(rig.tick());
    EXPECT_EQ(rig.bulletin().leaves, leaves);
    const auto name = "/v1/t/" + std::to_string(rig.bulletin().tick);
    // What a source reads in a visit, bulletin and challenges, does not know the class.
    visits.insert(rig.read(name + "/challenges").body.size());
    auto bag = rig.post("GET", name + "/bag", {}).body;
    EXPECT_EQ(bag.size(), (leaves - 1u) * wire::kEnvelopeBytes);
    return bag;
  }
  // arrivals lodges a crowd in one tick and counts how many of it two bags hold.
  std::size_t arrivals(std::uint16_t leaves) {
    std::set<Bytes> sent;
    for (std::size_t i = 0; i < kCrowd; ++i) {
      const auto body = rig.junk(rig.bulletin().tick);
      EXPECT_EQ(rig.lodge(body).status, 204u);
      sent.emplace(body.end() - static_cast<std::ptrdiff_t>(wire::kEnvelopeBytes), body.end());
    }
    std::size_t arrived = 0;
    for (int i = 0; i < 2; ++i) {
      const auto all = tick(leaves);
      for (std::size_t at = 0; at < all.size(); at += wire::kEnvelopeBytes) {
        const auto one = ByteView(all).subspan(at, wire::kEnvelopeBytes);
        arrived += sent.count(Bytes(one.begin(), one.end()));
      }
    }
    return arrived;
  }
  Rig rig{1};
  std::set<std::size_t> visits;
};

// The reserve of dummies takes at most half of a bag, so two bags of class M have room
// for 254 at the least; two of class S never have room for more than 62. One relay for all
// of it: a tick costs a processor some 0.3 s of challenges.
TEST_F(Classes, ACrowdFitsIntoTwoBagsOfClassMNotOfSAndEveryBagHasTheSizeOfItsClass) {
  run(wire::kLeavesClassM);
  rig.upload_keys(wire::epoch_of(rig.open_tick()));
  tick(wire::kLeavesClassM);  // nobody lodged
  EXPECT_EQ(arrivals(wire::kLeavesClassM), kCrowd);
  run(wire::kLeavesClassS);   // back to S is at once
  EXPECT_LE(arrivals(wire::kLeavesClassS), 62u);
  run(wire::kLeavesClassM);   // 832 leaves are no whole number of batches of 256
  tick(wire::kLeavesClassS);
  EXPECT_EQ(visits.size(), 1u);
}

TEST_F(Classes, AChangeWaitsUntilItsBatchIsAWholeSubtree) {
  constexpr auto S = wire::kLeavesClassS, M = wire::kLeavesClassM;
  EXPECT_EQ(relay::class_of_next_tick(0, 0, M), M);
  std::uint64_t size = 0;
  for (int missed = 0; missed < 40; ++missed) {  // any number of ticks of S before it
    std::uint16_t running = S;
    size += S;
    int waited = 0;
    for (auto at = size; (running = relay::class_of_next_tick(at, running, M)) == S; at += S) {
      EXPECT_NE(at % M, 0u);
      ASSERT_LT(++waited, 8);
    }
    EXPECT_EQ((size + static_cast<unsigned>(waited) * S) % M, 0u);
    EXPECT_EQ(relay::class_of_next_tick(size + static_cast<unsigned>(waited) * S + M, M, S), S);
  }
}

}  // namespace
}  // namespace tipstaff::testing
