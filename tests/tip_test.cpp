// A tip, its answer and its burn, through a real relay.

#include "tests/rig.h"
#include "tipstaff/crypto/hash.h"
#include "tipstaff/protocol/claim_key.h"

namespace tipstaff::testing {
namespace {

wire::Message message_of(std::string_view text, std::size_t file_bytes = 0) {
  wire::Message message;
  message.flags = wire::kMessageWantsAnswers;
  message.text.assign(text.begin(), text.end());
  if (file_bytes > 0) message.files.push_back({"evidence.bin", SecretBytes(file_bytes, 0x5A)});
  return message;
}

class Tip : public ::testing::Test {
 protected:
  void SetUp() override {
    rig.start();
    rig.upload_keys(wire::epoch_of(rig.open_tick()));
    rig.upload_keys(wire::epoch_of(rig.open_tick()) + 1);
    ASSERT_TRUE(rig.tick());
  }
  void visit(protocol::SourceSession& session) {
    const auto done = source::visit(session, rig.doors());
    ASSERT_TRUE(done) << errc_name(done.error().code) << " " << done.error().where;
  }
  // reads what post 1 can open in the newest bag.
  std::vector<Opened> newest() { return rig.open_bag(rig.posts[0], rig.bulletin().tick); }
  static Result<wire::Message> join(std::vector<Opened> opened) {
    std::vector<SecretBytes> parts(opened.size());
    for (auto& one : opened) parts[one.envelope.block.part] = std::move(one.envelope.block.data);
    return wire::join_message(parts);
  }

  Rig rig;
};

TEST_F(Tip, IsReadAnsweredAndBurned) {
  auto session = rig.session();
  const auto mk = rig.drbg.draw<protocol::MailboxKey>();
  session.open_mailbox(mk.clone());
  ASSERT_EQ(session.compose(1, message_of("the harbour at night", 20000), protocol::Hold::now), 2u);
  visit(session);
  visit(session);
  EXPECT_EQ(session.parts_queued(), 0u);
  ASSERT_TRUE(rig.tick());

  auto opened = newest();
  ASSERT_EQ(opened.size(), 2u);
  const auto reply_target = std::move(opened[0].envelope.block.part == 0 ? opened[0] : opened[1]);
  const auto other = rig.open_bag(rig.posts[1], rig.bulletin().tick);
  EXPECT_TRUE(other.empty());
  const auto tip = join(newest());
  ASSERT_TRUE(tip);
  EXPECT_EQ(as_text(tip->text), "the harbour at night");
  EXPECT_EQ(tip->files[0].bytes, SecretBytes(20000, 0x5A));

  auto answer = message_of("thank you; which night?");
  const auto parts = wire::split_message(answer);
  ASSERT_EQ(rig.post("POST", "/v1/reply",
                     rig.reply_to(rig.posts[0], reply_target.envelope, wire::BlockType::text, (*parts)[0]).view())
                .status, 204u);
  ASSERT_TRUE(rig.tick());

  auto later = rig.session();
  later.open_mailbox(mk.clone());
  visit(later);
  ASSERT_EQ(later.inbox().size(), 1u);
  EXPECT_EQ(as_text(later.inbox()[0].message.text), "thank you; which night?");
  EXPECT_EQ(later.inbox()[0].post_id, 1);
  ASSERT_TRUE(later.burn(0));
  visit(later);
  EXPECT_EQ(later.inbox()[0].burn, protocol::BurnState::burned);
  EXPECT_EQ(later.burns_waiting(), 0u);
  ASSERT_TRUE(rig.tick());

  auto last = rig.session();
  last.open_mailbox(mk.clone());
  visit(last);
  EXPECT_TRUE(last.inbox().empty());
}

TEST_F(Tip, LeavesAnEntryThatItsWordsCanClaim) {
  auto session = rig.session();
  const auto mk = rig.drbg.draw<protocol::MailboxKey>();
  session.open_mailbox(mk.clone());
  ASSERT_TRUE(session.open_claim(as_bytes("abandon ability able about")));
  ASSERT_EQ(session.compose(1, message_of("first"), protocol::Hold::now), 1u);
  visit(session);
  const auto stamp_tick = rig.bulletin().tick;
  ASSERT_TRUE(rig.tick());
  const auto opened = newest();
  ASSERT_EQ(opened.size(), 1u);
  const auto& block = opened[0].envelope.block;
  const auto origin = wire::origin_hash(rig.programme.origin);
  EXPECT_EQ(as_text(protocol::entry_of(origin, block.cpk, block.salt, block.data).view()), as_text(opened[0].entry));
  const auto ck = protocol::derive_claim_key(mk, as_bytes("abandon ability able about"), origin);
  bool found = false;
  for (std::uint8_t draw = 0; draw < wire::kClaimDraws; ++draw)
    found = found || protocol::tick_claim(*ck, stamp_tick, draw).cpk == block.cpk;
  EXPECT_TRUE(found);
}

TEST_F(Tip, IsHeldAsLongAsItsSourceAsked) {
  const auto lodging = rig.junk(rig.bulletin().tick, 3);
  ASSERT_EQ(rig.lodge(lodging).status, 204u);
  const auto envelope = as_text(ByteView(lodging).subspan(80));
  for (int i = 0; i < 5; ++i) {
    const auto tick = rig.open_tick();
    ASSERT_TRUE(rig.tick());
    const auto bag = rig.post("GET", "/v1/t/" + std::to_string(tick) + "/bag", {});
    EXPECT_EQ(as_text(bag.body).find(envelope) != std::string_view::npos, i == 3) << i;
  }
}

TEST_F(Tip, ThatFindsNoRoomWaitsForTheNextTick) {
  std::vector<Bytes> sent;
  for (int i = 0; i < 70; ++i) {
    sent.push_back(rig.junk(rig.bulletin().tick));
    ASSERT_EQ(rig.lodge(sent.back()).status, 204u);
  }
  std::string bags;
  for (int i = 0; i < 12; ++i) {
    const auto tick = rig.open_tick();
    ASSERT_TRUE(rig.tick());
    bags += as_text(rig.post("GET", "/v1/t/" + std::to_string(tick) + "/bag", {}).body);
  }
  for (const auto& lodging : sent)
    EXPECT_NE(bags.find(as_text(ByteView(lodging).subspan(80))), std::string::npos);
}

// The three kinds of visit must look the same from outside.
std::vector<std::string> shape_of(Rig& rig, protocol::SourceSession& session) {
  std::vector<std::string> out;
  std::optional<protocol::Request> next = session.begin_visit();
  while (next) {
    std::string path = next->path;
    if (path.starts_with("/v1/reply/")) path = "/v1/reply/" + std::to_string(path.size());
    out.push_back(path + " " + std::to_string(next->body.size()));
    const auto answer = rig.ask(next->door == protocol::Door::read ? rig.doors().read : rig.doors().lodge,
                                next->method == protocol::Method::get ? "GET" : "POST", next->path, next->body);
    out.push_back(std::to_string(answer.status) + " " + std::to_string(answer.body.size()));
    auto following = session.answer(answer.status, answer.body);
    EXPECT_TRUE(following);
    if (!following) break;
    next = std::move(*following);
  }
  return out;
}

TEST_F(Tip, AndAnEmptyVisitLookTheSame) {
  auto empty = rig.session();
  auto writing = rig.session();
  writing.open_mailbox(rig.drbg.draw<protocol::MailboxKey>());
  ASSERT_TRUE(writing.compose(2, message_of("hello"), protocol::Hold::over_a_day));
  auto reading = rig.session();
  reading.open_mailbox(rig.drbg.draw<protocol::MailboxKey>());
  const auto shape = shape_of(rig, empty);
  EXPECT_EQ(shape.size(), 16u);
  EXPECT_EQ(shape, shape_of(rig, writing));
  EXPECT_EQ(shape, shape_of(rig, reading));
}

TEST_F(Tip, SurvivesALostAnswer) {
  auto session = rig.session();
  ASSERT_TRUE(session.compose(1, message_of("once only"), protocol::Hold::now));
  // The relay takes it, but its answer never comes back: twice.
  for (int lost = 0; lost < 2; ++lost) {
    std::optional<protocol::Request> next = session.begin_visit();
    for (;;) {
      const bool lodging = next->door == protocol::Door::lodge;
      const auto answer = rig.ask(lodging ? rig.doors().lodge : rig.doors().read,
                                  next->method == protocol::Method::get ? "GET" : "POST", next->path, next->body);
      if (lodging) break;
      auto following = session.answer(answer.status, answer.body);
      ASSERT_TRUE(following);
      next = std::move(*following);
    }
  }
  visit(session);
  EXPECT_EQ(session.parts_lodged(), 1u);
  ASSERT_TRUE(rig.tick());
  EXPECT_EQ(newest().size(), 1u);
}

// refused_at makes a visit in which the relay refuses one request; returns its path
// and body.
std::string refused_at(Rig& rig, protocol::SourceSession& session, std::string_view path) {
  std::optional<protocol::Request> next = session.begin_visit();
  while (!next->path.starts_with(path)) {
    const auto answer = rig.ask(rig.doors().read, next->method == protocol::Method::get ? "GET" : "POST",
                                next->path, next->body);
    auto following = session.answer(answer.status, answer.body);
    EXPECT_TRUE(following);
    next = std::move(*following);
  }
  EXPECT_FALSE(session.answer(503, {}));
  return next->path + std::string(as_text(next->body));
}

TEST_F(Tip, AndChaffAreBothRepeatedWhenTheRelayRefuses) {
  auto empty = rig.session();
  EXPECT_EQ(refused_at(rig, empty, "/v1/lodge"), refused_at(rig, empty, "/v1/lodge"));
  auto writing = rig.session();
  ASSERT_TRUE(writing.compose(2, message_of("hello"), protocol::Hold::over_a_day));
  EXPECT_EQ(refused_at(rig, writing, "/v1/lodge"), refused_at(rig, writing, "/v1/lodge"));
  // What was taken is not repeated, and chaff never stands in for a tip.
  visit(empty);
  ASSERT_TRUE(empty.compose(2, message_of("hello"), protocol::Hold::over_a_day));
  visit(empty);
  EXPECT_EQ(empty.parts_lodged(), 1u);
}

TEST_F(Tip, AnAnswerThatTheRelayRefusedOnceIsAskedForAgain) {
  auto session = rig.session();
  const auto mk = rig.drbg.draw<protocol::MailboxKey>();
  session.open_mailbox(mk.clone());
  auto wanting = message_of("answer me");
  wanting.flags = wire::kMessageWantsAnswers;
  ASSERT_TRUE(session.compose(1, std::move(wanting), protocol::Hold::now));
  visit(session);
  ASSERT_TRUE(rig.tick());
  const auto tips = newest();
  ASSERT_EQ(tips.size(), 1u);
  const auto parts = wire::split_message(message_of("yes"));
  ASSERT_EQ(rig.post("POST", "/v1/reply",
                     rig.reply_to(rig.posts[0], tips[0].envelope, wire::BlockType::text, (*parts)[0]).view())
                .status, 204u);
  ASSERT_TRUE(rig.tick());
  auto later = rig.session();
  later.open_mailbox(mk.clone());
  (void)refused_at(rig, later, "/v1/reply/");
  visit(later);
  EXPECT_EQ(later.inbox().size(), 1u);
}

TEST_F(Tip, KeepsComingAcrossEpochs) {
  const auto first_epoch = wire::epoch_of(rig.open_tick());
  while (wire::epoch_of(rig.open_tick()) == first_epoch) ASSERT_TRUE(rig.tick());
  ASSERT_TRUE(rig.tick());
  auto session = rig.session();
  ASSERT_TRUE(session.compose(1, message_of("next epoch"), protocol::Hold::now));
  visit(session);
  EXPECT_EQ(session.open_posts(), (std::vector<bool>{true, true}));
  ASSERT_TRUE(rig.tick());
  EXPECT_EQ(newest().size(), 1u);
}

}  // namespace
}  // namespace tipstaff::testing
