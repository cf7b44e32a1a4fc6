#include <gtest/gtest.h>

#include <set>

#include "relay/challenge_maker.h"

namespace tipstaff {
namespace {

crypto::Scalar draw_scalar(crypto::Drbg& drbg) {
  return crypto::reduce_scalar(drbg.draw<crypto::UniformScalar>());
}

std::set<std::string> points_of(ByteView challenges) {
  std::set<std::string> out;
  for (std::size_t at = 0; at < challenges.size(); at += wire::kChallengeBytes)
    out.insert(to_hex(challenges.subspan(at + 32, 32)));
  return out;
}

TEST(ChallengeMaker, MakesFullSetsInWhichOwnersFindEveryId) {
  crypto::Drbg drbg{Seed32{}};
  const auto fetch = draw_scalar(drbg);
  std::vector<protocol::ReplySlot> slots;
  std::set<protocol::ReplyId> ids;
  for (int i = 0; i < 100; ++i) {
    const auto x = draw_scalar(drbg);
    const auto hint = crypto::multiply_base(x);
    slots.push_back({hint, crypto::multiply(fetch, hint), drbg.draw<protocol::ReplyId>()});
    ids.insert(slots.back().id);
  }
  relay::ChallengeMaker maker(3);
  const auto set = maker.make(slots, Hash32{}, 7, drbg);
  ASSERT_EQ(set.size(), wire::kReplySlots * wire::kChallengeBytes);
  const auto found = protocol::solve_challenges(set, fetch, Hash32{}, 7);
  ASSERT_TRUE(found);
  EXPECT_EQ(std::set(found->begin(), found->end()), ids);
}

TEST(Challenges, WhoMultipliedElsewhereFindsTheSame) {
  crypto::Drbg drbg{Seed32{}};
  const auto fetch = draw_scalar(drbg);
  const auto hint = crypto::multiply_base(draw_scalar(drbg));
  Bytes set(2 * wire::kChallengeBytes, 0xff), products(2 * crypto::Point::kBytes, 0);  // the second is no point
  const protocol::ReplySlot slot{hint, crypto::multiply(fetch, hint), drbg.draw<protocol::ReplyId>()};
  protocol::challenge_slots({&slot, 1}, Hash32{}, 7, drbg, MutableBytes(set).first(wire::kChallengeBytes));
  const auto product = crypto::multiply(fetch, *crypto::Point::parse(ByteView(set).subspan(32, 32)));
  std::copy_n(product.view().begin(), crypto::Point::kBytes, products.begin());
  EXPECT_EQ(*protocol::open_challenges(set, products, Hash32{}, 7), *protocol::solve_challenges(set, fetch, Hash32{}, 7));
  EXPECT_EQ(protocol::open_challenges(set, products, Hash32{}, 7)->size(), 1u);
  EXPECT_FALSE(protocol::open_challenges(set, ByteView(products).first(32), Hash32{}, 7));
}

TEST(ChallengeMaker, EmptySlotsAreNotKnownAgainInTheNextTick) {
  crypto::Drbg drbg{Seed32{}};
  relay::ChallengeMaker maker(2);
  auto seen = points_of(maker.make({}, Hash32{}, 7, drbg));
  EXPECT_EQ(seen.size(), std::size_t{wire::kReplySlots});
  seen.merge(points_of(maker.make({}, Hash32{}, 8, drbg)));
  EXPECT_EQ(seen.size(), 2 * std::size_t{wire::kReplySlots});
}

}  // namespace
}  // namespace tipstaff
