// What an observer of bags, challenges and lodgings must not be able to tell. Seeds are
// fixed, so a verdict never changes by chance; each test also shows that it would see
// what it looks for.

#include <cmath>
#include <functional>

#include "tests/rig.h"

namespace tipstaff::testing {
namespace {

using protocol::ReplySlot;

constexpr std::size_t kSamples = 600;

// counts says how often each bit is set over kSamples byte strings.
std::vector<unsigned> bit_counts(const std::function<Bytes()>& sample) {
  std::vector<unsigned> counts;
  for (std::size_t i = 0; i < kSamples; ++i) {
    const auto bytes = sample();
    counts.resize(bytes.size() * 8);
    for (std::size_t bit = 0; bit < counts.size(); ++bit)
      counts[bit] += (bytes[bit / 8] >> (bit % 8)) & 1u;
  }
  return counts;
}

// most_telling_bit is the largest |z| of the two-proportion test over all bits. Over
// 131 072 bits without any difference it exceeds 6 once in 4 000 seeds.
double most_telling_bit(const std::vector<unsigned>& a, const std::vector<unsigned>& b) {
  double most = 0;
  for (std::size_t bit = 0; bit < a.size(); ++bit) {
    const double pooled = (a[bit] + b[bit]) / (2.0 * kSamples);
    const double spread = std::sqrt(pooled * (1 - pooled) * 2.0 / kSamples);
    const double difference = (static_cast<double>(a[bit]) - b[bit]) / kSamples;
    if (spread > 0) most = std::max(most, std::abs(difference) / spread);
  }
  return most;
}

constexpr double kTelling = 6;

Bytes bytes_of(ByteView view) { return {view.begin(), view.end()}; }

class Envelopes : public ::testing::Test {
 protected:
  Bytes real() {
    wire::Block block;
    block.type = wire::BlockType::text;
    block.data.assign(200, 'a');  // the same text each time
    const auto sealed = protocol::seal_envelope({}, post.pub, source.apke,
                                                {source.pub.fetch, source.pub.pke}, block, drbg);
    return bytes_of(sealed->view());
  }
  Bytes dummy() { return bytes_of(protocol::draw_dummy(drbg).view()); }
  // what a careless relay would fill its bags with
  Bytes noise() {
    Bytes out(wire::kEnvelopeBytes);
    drbg.fill(out);
    return out;
  }

  crypto::Drbg drbg{Seed32{}};
  protocol::KeySet post = protocol::draw_key_set(drbg);
  protocol::KeySet source = protocol::draw_key_set(drbg);
};

TEST_F(Envelopes, NoBitTellsADummyFromATip) {
  const auto tips = bit_counts([this] { return real(); });
  EXPECT_LT(most_telling_bit(tips, bit_counts([this] { return dummy(); })), kTelling);
  EXPECT_GT(most_telling_bit(tips, bit_counts([this] { return noise(); })), kTelling)
      << "the test has no power";
}

TEST_F(Envelopes, ADummysPointsAreAsValidAsATips) {
  for (int i = 0; i < 50; ++i)
    for (const auto& envelope : {real(), dummy()})
      for (const std::size_t at : {0u, 32u})
        EXPECT_TRUE(crypto::Point::parse(ByteView(envelope).subspan(at, 32)));
}

TEST(Challenges, NoBitTellsALiveSlotFromAnEmptyOne) {
  crypto::Drbg drbg(Seed32{});
  const auto source = protocol::draw_key_set(drbg);
  const auto live = [&] {
    const auto x = crypto::reduce_scalar(drbg.draw<crypto::UniformScalar>());
    return ReplySlot{crypto::multiply_base(x), crypto::multiply(x, source.pub.fetch),
                     drbg.draw<protocol::ReplyId>()};
  };
  const auto challenge = [&](const ReplySlot& slot) {
    Bytes out(wire::kChallengeBytes);
    protocol::challenge_slots(std::span(&slot, 1), {}, 7, drbg, out);
    return out;
  };
  const auto waiting = live();
  EXPECT_LT(most_telling_bit(bit_counts([&] { return challenge(waiting); }),
                             bit_counts([&] { return challenge(protocol::draw_empty_slot(drbg)); })),
            kTelling);
}

TEST(Challenges, AWaitingReplyStandsAnywhereAndNeverShowsTheSamePointTwice) {
  Rig rig(1);
  rig.start();
  for (std::uint32_t ahead = 0; ahead < 2; ++ahead)
    rig.upload_keys(wire::epoch_of(rig.open_tick()) + ahead);
  ASSERT_TRUE(rig.tick());
  const auto source = protocol::draw_key_set(rig.drbg);
  protocol::OpenedEnvelope tip{source.pub.apke, {}, source.pub.pke, {}};
  copy_into(tip.answer_fetch.fill(), source.pub.fetch.view());
  const auto reply = rig.reply_to(rig.posts[0], tip, wire::BlockType::text, as_bytes("x"));
  ASSERT_EQ(rig.post("POST", "/v1/reply", reply.view()).status, 204u);
  constexpr int kTicks = 10;
  double sum = 0;
  std::set<std::string> points;
  for (int i = 0; i < kTicks; ++i) {
    ASSERT_TRUE(rig.tick());
    const auto tick = rig.bulletin().tick;
    const auto set = rig.read("/v1/t/" + std::to_string(tick) + "/challenges").body;
    const auto origin = wire::origin_hash(rig.programme.origin);
    std::size_t position = 0;
    for (std::size_t slot = 0; slot * wire::kChallengeBytes < set.size(); ++slot) {
      const auto one = ByteView(set).subspan(slot * wire::kChallengeBytes, wire::kChallengeBytes);
      const auto [at, fresh] = points.insert(to_hex(one.subspan(32)));
      ASSERT_TRUE(fresh) << "a Q was shown twice";
      if (protocol::solve_challenges(one, source.fetch, origin, tick)->size() == 1) position = slot;
    }
    sum += static_cast<double>(position);
  }
  // Ten positions, uniform over 4096: the mean has a standard error of 374.
  EXPECT_NEAR(sum / kTicks, 2047.5, 6 * 374);
}

// lodging_of is what a session hands in, with a message or without.
Bytes lodging_of(Rig& rig, const Seed32& seed, std::uint8_t words) {
  protocol::SourceSession session(rig.programme, seed.clone());
  protocol::MailboxKey mk;
  mk.fill()[0] = words;
  session.open_mailbox(std::move(mk));
  wire::Message message;
  message.flags = wire::kMessageWantsAnswers;
  message.text.assign(10, 'a');
  TIP_ASSERT(session.compose(1, std::move(message), protocol::Hold::now).has_value());
  std::optional<protocol::Request> next = session.begin_visit();
  while (next->door == protocol::Door::read) {
    const bool get = next->method == protocol::Method::get;
    const auto answer = rig.ask(rig.doors().read, get ? "GET" : "POST", next->path, next->body);
    next = *session.answer(answer.status, answer.body);
  }
  return next->body;
}

TEST(Lodgings, OwnNoRandomnessToTheWords) {
  Rig rig(1);
  rig.start();
  rig.upload_keys(wire::epoch_of(rig.open_tick()));
  ASSERT_TRUE(rig.tick());
  constexpr std::size_t kEnvelopeAt = 80;
  const auto fresh = [&](const Bytes& lodging) {  // X, Z, c2, c1: all the fresh keys
    return to_hex(ByteView(lodging).subspan(kEnvelopeAt, 32 + 32 + 1088 + 32));
  };
  const Seed32 seed = rig.drbg.draw<Seed32>();
  const auto lodging = lodging_of(rig, seed, 1);
  EXPECT_EQ(fresh(lodging), fresh(lodging_of(rig, seed, 2)))
      << "other words, other randomness: it is a function of them";
  EXPECT_NE(fresh(lodging), fresh(lodging_of(rig, rig.drbg.draw<Seed32>(), 1)));
}

}  // namespace
}  // namespace tipstaff::testing
