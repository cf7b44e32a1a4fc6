// Two desks and a relay: what one refers is a tip of the other, and nobody between sees it.

#include "desk/cases/case_accounts.h"
#include "desk/cases/export_requests.h"
#include "desk/cases/hypotheses.h"
#include "desk/cases/suspects.h"
#include "desk/post/answers.h"
#include "desk/refer/arrive.h"
#include "desk/refer/hand_over.h"
#include "desk/testing/desk_fixture.h"
#include "desk/vault/audit.h"
#include "tipstaff/protocol/referral.h"
#include "tipstaff/wire/referral_part.h"

namespace tipstaff::desk {
namespace {

constexpr std::int64_t kLongestWaitMs = 2 * 2 * 5 * 1000 + 1;  // the next visit of a desk is due by then

// Post is a desk in the same process, with its engine.
struct Post {
  Desk& desk;
  std::unique_ptr<Engine> engine;
  std::uint16_t id = 0;
};

class ReferTest : public DeskFixture {
 protected:
  ReferTest() {
    a_ = std::make_unique<Post>(Post{desk_, make_visiting(desk_), kPost});
    b_ = make_post("b", 9, "Consulate of Arvenia");
    // Keys first, then the first tick.
    EXPECT_TRUE(a_->engine->round() && b_->engine->round());
    relay_.publish(tick_, {});
  }

  std::unique_ptr<Engine> make_visiting(Desk& desk) {
    auto engine = make_engine(desk);
    engine->make_visits(Visitor(relay_.programme(), {relay_.url(), relay_.url(), "", relay_.url()}, crypto::Drbg(drbg_.draw<Seed32>())));
    return engine;
  }

  std::unique_ptr<Post> make_post(const char* folder, std::uint16_t id, const char* name) {
    auto& desk = *desks_.emplace_back(std::make_unique<Desk>(scratch_.path() / folder, clock_));
    EXPECT_TRUE(desk.create(as_bytes(kTestPassphrase), kTestCost));
    auto record = test_record();
    record.id = id;
    record.name = name;
    EXPECT_TRUE(desk.with([&](Vault& vault) { return vault.draw_identity(record, drbg_); }));
    relay_.enrol(desk.with([](Vault& vault) { return vault.identity(); })->record);
    for (auto* one : {&desk, &desk_})
      EXPECT_TRUE(one->with([&](Vault& vault) { return vault.store_roster(relay_.roster(), relay_.programme()); }));
    return std::make_unique<Post>(Post{desk, make_visiting(desk), id});
  }

  // begin_epoch lets a post that came later upload keys, and begins the epoch that they are for.
  void begin_epoch(Post& later) {
    relay_.publish(++tick_, {});
    EXPECT_TRUE(later.engine->round());
    tick_ = (std::uint64_t{kEpoch} + 1) * wire::kEpochTicks;
    relay_.publish(tick_, {});
  }

  // step lets time pass: everybody looks, visits, and what was lodged is published.
  void step(int count = 1) {
    for (int i = 0; i < count; ++i) {
      clock_.now_ms += kLongestWaitMs;
      EXPECT_TRUE(a_->engine->round());
      EXPECT_TRUE(b_->engine->round());
      EXPECT_TRUE(!c_ || c_->engine->round());
      relay_.publish_lodged(++tick_);
    }
  }

  // tip brings a source's message to post A and returns its conversation.
  std::int64_t tip(std::string_view text, std::vector<wire::MessageFile> files = {}) {
    auto message = text_message(text);
    message.files = std::move(files);
    relay_.publish(++tick_, seal_message(message));
    EXPECT_TRUE(a_->engine->round());
    return inbox().at(0).id;
  }

  Result<Referred> refer_to(Post& from, std::uint16_t to, std::int64_t number, bool of_case = false, std::string note = "") {
    return from.desk.with([&](Vault& vault) {
      return refer(vault, relay_.programme(), {of_case, number, to, std::move(note)}, now());
    });
  }
  std::uint64_t now() const { return static_cast<std::uint64_t>(clock_.now_ms) / 1000; }

  static std::vector<ReferralInfo> ledger(Post& post) { return *post.desk.with([](Vault& vault) { return list_referrals(vault); }); }
  static std::vector<ConversationInfo> mail(Post& post) { return *post.desk.with([](Vault& vault) { return list_conversations(vault, {}); }); }
  static MessageInfo message(Post& post, std::int64_t conversation) {
    return post.desk.with([&](Vault& vault) { return list_messages(vault, conversation); })->at(0);
  }
  static std::vector<ReferredInfo> referred(Post& post, std::int64_t conversation) {
    return *post.desk.with([&](Vault& vault) { return list_referred(vault, conversation); });
  }
  static std::int64_t rows(Post& post, std::string_view sql) {
    return *post.desk.with([&](Vault& vault) -> Result<std::int64_t> {
      auto query = vault.db().prepare(sql);
      TIP_TRY(const bool row, query.step());
      return row ? query.integer(0) : 0;
    });
  }
  static std::vector<std::string> audit(Post& post) {
    std::vector<std::string> out;
    const auto lines = post.desk.with([](Vault& vault) { return read_audit(vault); });
    for (const auto& line : *lines) out.push_back(line.action);
    return out;
  }
  // forge lodges a record for B as somebody who is no post.
  void forge(ByteView record, const protocol::ApkePair& sender) {
    const auto parts = wire::split_referral(record);
    for (const auto& data : *parts) {
      wire::Block block;
      block.type = wire::BlockType::referral;
      block.data = data;
      const auto envelope = protocol::seal_envelope(nr(), relay_.keys(kEpoch, 9)->keys, sender, protocol::draw_return_address(drbg_), block, drbg_);
      relay_.publish(++tick_, {{drbg_.draw<wire::Entry>(), *envelope}});
    }
    EXPECT_TRUE(b_->engine->round());
  }

  std::uint64_t tick_ = kTick;
  std::vector<std::unique_ptr<Desk>> desks_;
  std::unique_ptr<Post> a_, b_, c_;
  std::set<std::uint32_t> holds_;
};

std::string text_of(const MessageInfo& message) { return std::string(as_text(message.text)); }

TEST_F(ReferTest, NothingIsHandedOverBeforeASecondPersonAgrees) {
  const auto id = tip("The ballots of ward 17 are counted twice");
  const auto asked = a_->desk.with([&](Vault& vault) { return refer(vault, relay_.programme(), {false, id, 9, "", true}, now()); });
  ASSERT_TRUE(asked);
  ASSERT_NE(asked->request, 0);
  step(3);
  EXPECT_EQ(ledger(*a_).at(0).state, ReferralState::held);
  EXPECT_TRUE(mail(*b_).empty());
  EXPECT_EQ(a_->desk.with([&](Vault& vault) { return refer_again(vault, asked->id, now()); }).error().where, kHeld) << "nor by another way";
  const auto seen = a_->desk.with([&](Vault& vault) { return list_export_requests(vault, now()); })->at(0);
  EXPECT_EQ(seen.what, LeavingKind::referral);
  const Desk::Acting acting(a_->desk, "Dora");
  ASSERT_TRUE(a_->desk.with([&](Vault& vault) { return approve_export(vault, seen.id, seen.sha256, now()); }));
  step(3);
  EXPECT_EQ(mail(*b_).size(), 1u);
}

TEST_F(ReferTest, ARefusedOrErasedReferralLeavesNoPartBehind) {
  const auto id = tip("The ballots of ward 17 are counted twice");
  for (const bool erased : {false, true}) {
    const auto asked = a_->desk.with([&](Vault& vault) { return refer(vault, relay_.programme(), {false, id, 9, erased ? "again" : "", true}, now()); });
    ASSERT_TRUE(asked);
    const auto ended = a_->desk.with([&](Vault& vault) { return erased ? erase_conversation(vault, id) : refuse_export(vault, asked->request, now()); });
    ASSERT_TRUE(ended);
    EXPECT_EQ(ledger(*a_).at(0).state, ReferralState::withdrawn);
    EXPECT_EQ(rows(*a_, "SELECT count(*) FROM referral_parts"), 0);
    EXPECT_EQ(rows(*a_, "SELECT count(*) FROM export_requests WHERE state = 0"), 0);
  }
}

TEST_F(ReferTest, ATipReachesTheOtherPostWholeAndIsFoundInTheLog) {
  SecretBytes photo(30'000);
  drbg_.fill(photo);
  const auto conversation = tip("The boat leaves from pier 7 at night.", {{"boat.jpg", photo}});
  const auto done = refer_to(*a_, 9, conversation, false, "It is in your town.");
  ASSERT_TRUE(done) << errc_name(done.error().code);
  EXPECT_EQ(done->parts, 3u);
  step();
  EXPECT_EQ(ledger(*a_).at(0).done, 1u) << "one part a visit";
  step();
  EXPECT_EQ(ledger(*b_).at(0).state, ReferralState::arriving);
  step(4);
  ASSERT_EQ(ledger(*b_).size(), 1u);
  EXPECT_EQ(ledger(*b_)[0].state, ReferralState::taken);
  const auto list = mail(*b_);
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].labels, std::vector<std::string>{"referred"});
  const auto got = message(*b_, list[0].id);
  EXPECT_EQ(text_of(got), "The boat leaves from pier 7 at night.");
  EXPECT_EQ(got.files.at(0).size, 30'000u);
  const auto here = message(*a_, conversation);
  EXPECT_EQ(got.at, here.at);
  EXPECT_EQ(got.leaf, here.leaf);
  EXPECT_EQ(got.receipt, Receipt::verified);
  const auto about = referred(*b_, list[0].id).at(0);
  EXPECT_EQ(about.posts, std::vector<std::string>{"Embassy of Arvenia"});
  EXPECT_EQ(about.verdict, Verdict::in_log);
  EXPECT_EQ(about.note, "It is in your town.");
  EXPECT_EQ(about.number, conversation);
}

TEST_F(ReferTest, ALostAcknowledgementIsRepeatedWhenTheReferralIsHandedOverAgain) {
  const auto sent = refer_to(*a_, 9, tip("x"));
  ASSERT_TRUE(sent);
  for (int i = 0; i < 20 && (ledger(*b_).empty() || ledger(*b_).at(0).state != ReferralState::taken); ++i) step();
  ASSERT_TRUE(b_->desk.with([](Vault& vault) { return vault.db().execute("DELETE FROM outbox"); })) << "it is lost on its way";
  step(14);
  ASSERT_EQ(ledger(*a_).at(0).state, ReferralState::handed);
  ASSERT_TRUE(a_->desk.with([&](Vault& vault) { return refer_again(vault, sent->id, now()); }));
  step(14);
  EXPECT_EQ(ledger(*a_).at(0).state, ReferralState::acknowledged);
  EXPECT_EQ(mail(*b_).size(), 1u) << "and it is not taken in twice";
}

TEST_F(ReferTest, TheOtherPostAcknowledgesAndNothingIsKeptForIt) {
  ASSERT_TRUE(refer_to(*a_, 9, tip("x")));
  step(14);
  EXPECT_EQ(ledger(*a_).at(0).state, ReferralState::acknowledged);
  EXPECT_EQ(rows(*a_, "SELECT count(*) FROM referral_parts"), 0);
  EXPECT_EQ(rows(*b_, "SELECT count(*) FROM referral_pieces"), 0);
  EXPECT_EQ(audit(*a_), (std::vector<std::string>{"refer tip", "referral handed over", "referral acknowledged"}));
  EXPECT_EQ(audit(*b_), std::vector<std::string>{"referred tip"});
}

TEST_F(ReferTest, WhatIsFoundByWordsAndByWhatItNamesIsTheirsToo) {
  ASSERT_TRUE(refer_to(*a_, 9, tip("Write to boss@example.org about the ballots")));
  step(3);
  MailFilter filter;
  filter.words = "ballots";
  const auto found = b_->desk.with([&](Vault& vault) { return list_conversations(vault, filter); });
  EXPECT_EQ(found->size(), 1u);
  EXPECT_EQ(rows(*b_, "SELECT count(*) FROM named WHERE value = 'boss@example.org'"), 1);
}

// The relay must not see from A's requests whether something is referred.
TEST_F(ReferTest, AsksForTheSameWhetherAnythingIsReferredOrNot) {
  const auto conversation = tip("x", {{"a.bin", SecretBytes(60'000, 1)}});
  const auto watch = [&] {
    std::vector<std::string> out;
    for (int i = 0; i < 6; ++i) {
      clock_.now_ms += kLongestWaitMs;
      relay_.asked.clear();
      EXPECT_TRUE(a_->engine->round());
      std::string requests;
      std::erase(relay_.asked, "POST /v1/reply");  // the acknowledgement of the source's own tip
      for (const auto& line : relay_.asked) requests += line.substr(0, 12) + "\n";
      EXPECT_EQ(relay_.lodged.size(), 1u);
      requests += std::to_string(relay_.lodged.at(0).size());
      const auto lodging = wire::parse_untrusted_lodging(relay_.lodged[0]);
      requests += " " + std::to_string(static_cast<int>(lodging->stamp.kind)) + " " + std::to_string(lodging->stamp.bits);
      EXPECT_EQ(lodging->stamp.tick, tick_);
      holds_.insert(lodging->stamp.hold);
      relay_.publish_lodged(++tick_);
      out.push_back(std::move(requests));
    }
    return out;
  };
  relay_.publish(++tick_, {});
  const auto quiet = watch();
  const auto quiet_holds = std::exchange(holds_, {});
  const auto due = rows(*a_, "SELECT hex(value) FROM meta WHERE name = 'next_visit'");
  ASSERT_EQ(refer_to(*a_, 9, conversation)->parts, 6u);
  EXPECT_EQ(rows(*a_, "SELECT hex(value) FROM meta WHERE name = 'next_visit'"), due) << "referring calls no visit";
  const auto busy = watch();
  EXPECT_EQ(busy, quiet);
  EXPECT_EQ(ledger(*a_).at(0).done, 6u) << "and all of it left meanwhile";
  EXPECT_GT(holds_.size(), 2u) << "the hold is drawn, as for chaff";
  EXPECT_GT(quiet_holds.size(), 2u);
  EXPECT_TRUE(b_->engine->round());
  EXPECT_EQ(mail(*b_).size(), 1u);
}

// A relay that refuses a lodging must not learn from the next one whether it was chaff.
TEST_F(ReferTest, ARefusedLodgingIsRepeatedBeforeAnythingNewIsBegun) {
  relay_.forced_status["/v1/lodge"] = 503;
  const auto conversation = tip("x");
  step();
  ASSERT_TRUE(refer_to(*a_, 9, conversation));
  relay_.forced_status.clear();
  clock_.now_ms += kLongestWaitMs;
  ASSERT_TRUE(a_->engine->round());
  EXPECT_EQ(ledger(*a_).at(0).done, 0u) << "the chaff of before comes first";
  step(2);
  EXPECT_EQ(ledger(*a_).at(0).done, 1u);
}

TEST_F(ReferTest, DoubledReorderedAndLatePartsMakeOneTip) {
  const auto conversation = tip("long", {{"a.bin", SecretBytes(60'000, 1)}});
  ASSERT_TRUE(refer_to(*a_, 9, conversation));
  std::vector<Bytes> all;
  for (int i = 0; i < 6; ++i) {
    clock_.now_ms += kLongestWaitMs;
    ASSERT_TRUE(a_->engine->round());
    all.push_back(relay_.lodged.at(0));
    relay_.lodged.clear();
    relay_.publish(++tick_, {});
  }
  std::reverse(all.begin(), all.end());
  relay_.lodged = {all[0], all[1], all[1], all[2]};
  relay_.publish_lodged(++tick_);
  ASSERT_TRUE(b_->engine->round());
  EXPECT_TRUE(mail(*b_).empty());
  EXPECT_EQ(ledger(*b_).at(0).done, 3u);
  relay_.lodged = {all.begin() + 1, all.end()};
  relay_.publish_lodged(++tick_);
  relay_.lodged = all;
  relay_.publish_lodged(++tick_);
  ASSERT_TRUE(b_->engine->round());
  ASSERT_EQ(mail(*b_).size(), 1u);
  EXPECT_EQ(mail(*b_)[0].messages, 1u);
  EXPECT_EQ(rows(*b_, "SELECT count(*) FROM outbox") + static_cast<std::int64_t>(relay_.replies.size()), 2)
      << "the source's acknowledgement by A, and one by B";
}

TEST_F(ReferTest, WhatTheRelayDroppedIsHandedOverAgain) {
  const auto id = refer_to(*a_, 9, tip("long", {{"a.bin", SecretBytes(15'000, 1)}}))->id;
  for (int i = 0; i < 2; ++i) {
    clock_.now_ms += kLongestWaitMs;
    ASSERT_TRUE(a_->engine->round());
    if (i == 0) relay_.lodged.clear();  // dropped
    relay_.publish_lodged(++tick_);
  }
  step(4);
  EXPECT_EQ(ledger(*a_).at(0).state, ReferralState::handed);
  EXPECT_TRUE(mail(*b_).empty());
  ASSERT_TRUE(a_->desk.with([&](Vault& vault) { return refer_again(vault, id, now()); }));
  step(14);
  EXPECT_EQ(mail(*b_).size(), 1u);
  EXPECT_EQ(ledger(*a_).at(0).state, ReferralState::acknowledged);
}

TEST_F(ReferTest, ARestartOfBothDesksLosesNothing) {
  ASSERT_TRUE(refer_to(*a_, 9, tip("long", {{"a.bin", SecretBytes(15'000, 1)}})));
  step();
  a_->engine = make_visiting(a_->desk);
  b_->engine = make_visiting(b_->desk);
  step(14);
  EXPECT_EQ(mail(*b_).size(), 1u);
  EXPECT_EQ(ledger(*a_).at(0).state, ReferralState::acknowledged);
}

TEST_F(ReferTest, APostThatIsGoneStopsItAndNothingIsSentToWhoeverHasItsNumber) {
  ASSERT_TRUE(refer_to(*a_, 9, tip("x")));
  relay_.drop(9);
  for (auto& [epoch, posts] : relay_.records) posts.erase(9);
  auto stranger = make_post("stranger", 9, "Somebody else");
  begin_epoch(*stranger);
  clock_.now_ms += kLongestWaitMs;
  ASSERT_TRUE(a_->engine->round());
  EXPECT_EQ(ledger(*a_).at(0).state, ReferralState::stopped);
  EXPECT_EQ(relay_.lodged.size(), 1u) << "chaff in its place";
  relay_.publish_lodged(++tick_);
  ASSERT_TRUE(stranger->engine->round());
  EXPECT_EQ(rows(*stranger, "SELECT count(*) FROM referral_pieces"), 0);
}

TEST_F(ReferTest, APostWithoutKeysIsWaitedFor) {
  const auto conversation = tip("x");
  const auto records = std::exchange(relay_.records, {});
  relay_.publish(++tick_, {});  // an epoch in which nobody has keys
  ASSERT_TRUE(refer_to(*a_, 9, conversation));
  clock_.now_ms += kLongestWaitMs;
  (void)a_->engine->round();
  EXPECT_EQ(ledger(*a_).at(0).state, ReferralState::sending);
  EXPECT_EQ(a_->desk.with([](Vault& vault) { return last_visit(vault); })->trouble, Errc::closed);
  relay_.lodged.clear();
  relay_.records = records;
  relay_.publish(++tick_, {});
  step(3);
  EXPECT_EQ(mail(*b_).size(), 1u);
}

TEST_F(ReferTest, ToOneselfAndToNobodyAreRefused) {
  const auto conversation = tip("x");
  EXPECT_EQ(refer_to(*a_, kPost, conversation).error().where, kOwnPost);
  EXPECT_EQ(refer_to(*a_, 77, conversation).error().code, Errc::not_found);
  EXPECT_EQ(refer_to(*a_, 9, 999).error().code, Errc::not_found);
  EXPECT_TRUE(ledger(*a_).empty());
}

TEST_F(ReferTest, OfMoreThanFitsIsSaidAndNothingIsQueued) {
  const auto conversation = tip("x");
  ASSERT_TRUE(with([&](Vault& vault) {
    return vault.db().prepare("INSERT INTO files(message, position, name, type, bytes) SELECT max(id), 0, 'a', '', zeroblob(6000000) FROM messages").run();
  }));
  EXPECT_EQ(refer_to(*a_, 9, conversation).error().code, Errc::too_large);
  EXPECT_TRUE(ledger(*a_).empty());
}

TEST_F(ReferTest, ErasingATipTakesBackWhatHasNotLeft) {
  const auto conversation = tip("x");
  ASSERT_TRUE(refer_to(*a_, 9, conversation));
  ASSERT_TRUE(with([&](Vault& vault) { return erase_conversation(vault, conversation); }));
  EXPECT_EQ(ledger(*a_).at(0).state, ReferralState::withdrawn);
  EXPECT_EQ(rows(*a_, "SELECT count(*) FROM referral_parts") + rows(*a_, "SELECT count(*) FROM tip_proofs") +
                rows(*a_, "SELECT count(*) FROM tick_proofs"), 0);
  step(3);
  EXPECT_TRUE(mail(*b_).empty());
}

// A source knows the form, and even a post's public key.
TEST_F(ReferTest, AForgedReferralIsAnOrdinaryTipWithAWarning) {
  wire::Referral lie;
  lie.nr = nr();
  lie.to = b_->desk.with([](Vault& vault) { return vault.identity(); })->sign_key.verify_key();
  lie.note = "From your colleagues";
  lie.tips.resize(1);
  lie.tips[0].text = SecretBytes(3, 'x');
  auto record = *protocol::sign_referral(lie, crypto::SignKey(drbg_.draw<crypto::SignSeed>()));
  const auto vk = with([](Vault& vault) { return vault.identity(); })->sign_key.verify_key();
  for (const bool in_as_name : {false, true}) {
    if (in_as_name) std::ranges::copy(vk.view(), record.begin() + 38);  // from: A
    forge(record, source_.apke);
  }
  const auto list = mail(*b_);
  ASSERT_EQ(list.size(), 1u) << "of one sender";
  EXPECT_EQ(list[0].labels, std::vector<std::string>{"false referral"});
  EXPECT_EQ(list[0].messages, 2u);
  EXPECT_EQ(referred(*b_, list[0].id).at(0).verdict, Verdict::forged);
  EXPECT_EQ(text_of(message(*b_, list[0].id)), "From your colleagues\n\nxxx");
  EXPECT_EQ(ledger(*b_).at(0).state, ReferralState::refused);
  EXPECT_TRUE(relay_.replies.empty()) << "and is not acknowledged";
}

// What A signed for B, or for C, cannot be brought by somebody else.
TEST_F(ReferTest, AStolenRecordBroughtByASourceIsRefused) {
  auto identity = with([](Vault& vault) { return vault.identity(); });
  wire::Referral referral;
  referral.nr = nr();
  referral.to = b_->desk.with([](Vault& vault) { return vault.identity(); })->sign_key.verify_key();
  referral.tips.resize(1);
  referral.tips[0].text = SecretBytes(3, 'x');
  forge(*protocol::sign_referral(referral, identity->sign_key), source_.apke);
  EXPECT_EQ(ledger(*b_).at(0).state, ReferralState::refused);
  referral.to = relay_.programme().authority_vk;
  forge(*protocol::sign_referral(referral, identity->sign_key), identity->apke);
  EXPECT_EQ(ledger(*b_).at(0).state, ReferralState::refused) << "for somebody else";
  referral.to = b_->desk.with([](Vault& vault) { return vault.identity(); })->sign_key.verify_key();
  referral.when = 7;
  forge(*protocol::sign_referral(referral, identity->sign_key), identity->apke);
  EXPECT_EQ(ledger(*b_).at(0).state, ReferralState::taken);
}

TEST_F(ReferTest, AnswersOfTheOtherPostComeBackToThePostThatReferred) {
  const auto conversation = tip("x");
  ASSERT_TRUE(refer_to(*a_, 9, conversation));
  step(3);
  const auto theirs = mail(*b_).at(0).id;
  Answer answer;
  answer.text.assign(3, 'y');
  ASSERT_TRUE(b_->desk.with([&](Vault& vault) { return queue_answer(vault, relay_.programme(), theirs, std::move(answer), now(), drbg_); }));
  step(14);
  const auto list = mail(*a_);
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0].name, "Consulate of Arvenia");
  EXPECT_FALSE(list[0].wants_answers);
  EXPECT_EQ(text_of(message(*a_, list[0].id)), "About your tip " + std::to_string(conversation) + ", which you referred to us:\n\nyyy");
  EXPECT_EQ(list[0].messages, 1u) << "once, however often it was looked for";
  EXPECT_GE(relay_.burned.size(), 2u) << "acknowledgement and answer are erased at the relay";
}

TEST_F(ReferTest, AReferralOfAReferralNamesEachPost) {
  c_ = make_post("c", 11, "Mission of Arvenia");
  begin_epoch(*c_);
  ASSERT_TRUE(refer_to(*a_, 9, tip("x", {{"a.txt", SecretBytes(9, 'n')}})));
  step(4);
  ASSERT_TRUE(refer_to(*b_, 11, mail(*b_).at(0).id));
  step(4);
  const auto list = mail(*c_);
  ASSERT_EQ(list.size(), 1u);
  const auto about = referred(*c_, list[0].id).at(0);
  EXPECT_EQ(about.posts, (std::vector<std::string>{"Embassy of Arvenia", "Consulate of Arvenia"}));
  EXPECT_EQ(about.verdict, Verdict::in_log);
  // A gives C the same tip itself: it is there already.
  ASSERT_TRUE(refer_to(*a_, 11, inbox().at(0).id));
  step(4);
  EXPECT_EQ(mail(*c_).size(), 1u);
}

TEST_F(ReferTest, ACaseComesWithAllThatWasMadeOfIt) {
  const auto one = tip("He drove the van to Port Sel.");
  const auto number = *with([&](Vault& vault) { return open_case(vault, "The van", now()); });
  std::int64_t statement = 0;
  ASSERT_TRUE(with([&](Vault& vault) -> Result<void> {
    TIP_CHECK(link_conversation(vault, number, one, now()));
    TIP_TRY(const auto messages, list_messages(vault, one));
    TIP_TRY(statement, add_statement(vault, number, {0, "He drove", 'B', '2', messages[0].id, 0, 8, 0}, now()));
    Suspect suspect;
    suspect.case_id = number, suspect.name = "The driver", suspect.aliases = {"Ox"}, suspect.note = "tall\nslow";
    suspect.accounts = {{casework::Type::telegram, "ox"}};
    suspect.statements = {statement};
    TIP_CHECK(save_suspect(vault, suspect, now()));
    TIP_TRY(const auto hypothesis, save_hypothesis(vault, {0, number, 0, "It was he", 0}, now()));
    TIP_CHECK(set_mark(vault, statement, hypothesis, Mark::inconsistent, {}, now()));
    return vault.db().prepare("INSERT INTO case_accounts(case_id, kind, value, crew) VALUES(?, 'telegram', 'van_crew', 3)").bind(number).run();
  }));
  ASSERT_TRUE(refer_to(*a_, 9, number, true));
  step(3);
  const auto cases = *b_->desk.with([](Vault& vault) { return list_cases(vault); });
  ASSERT_EQ(cases.size(), 1u);
  EXPECT_EQ(cases[0].name, "The van");
  EXPECT_EQ(cases[0].conversations.size(), 1u);
  const auto suspects = *b_->desk.with([&](Vault& vault) { return list_suspects(vault, cases[0].id); });
  EXPECT_EQ(suspects.at(0).aliases, std::vector<std::string>{"Ox"});
  EXPECT_EQ(suspects.at(0).accounts.at(0).value, "ox");
  EXPECT_EQ(suspects.at(0).statements.size(), 1u);
  const auto table = *b_->desk.with([&](Vault& vault) { return hypothesis_table(vault, cases[0].id); });
  EXPECT_EQ(table.evidence.at(0).statement.length, 8u);
  EXPECT_EQ(table.evidence.at(0).marks.begin()->second, Mark::inconsistent);
  EXPECT_EQ(b_->desk.with([&](Vault& vault) { return list_case_accounts(vault, cases[0].id); })->at(0).value, "van_crew");
  EXPECT_EQ(ledger(*b_).at(0).subject, cases[0].id);
}

TEST_F(ReferTest, ATipOfAnOlderDeskSaysThatItCouldNotBeChecked) {
  const auto conversation = tip("x");
  ASSERT_TRUE(with([&](Vault& vault) { return vault.db().execute("DELETE FROM tip_proofs"); }));
  ASSERT_TRUE(refer_to(*a_, 9, conversation));
  step(3);
  const auto about = referred(*b_, mail(*b_).at(0).id).at(0);
  EXPECT_EQ(about.verdict, Verdict::no_proof);
  EXPECT_TRUE(about.said_in_log);
}

TEST_F(ReferTest, PartsOfStrangersGoBeforeThoseOfPosts) {
  ASSERT_TRUE(refer_to(*a_, 9, tip("x", {{"a.bin", SecretBytes(30'000, 1)}})));
  step(2);
  forge(SecretBytes(5, 'x'), source_.apke);
  wire::Block part;
  part.type = wire::BlockType::referral;
  part.data = wire::split_referral(SecretBytes(30'000, 2))->front();
  relay_.publish(++tick_, {{drbg_.draw<wire::Entry>(), *protocol::seal_envelope(nr(), relay_.keys(kEpoch, 9)->keys, source_.apke,
                                                                               protocol::draw_return_address(drbg_), part, drbg_)}});
  ASSERT_TRUE(b_->engine->round());
  EXPECT_EQ(rows(*b_, "SELECT count(*) FROM referral_pieces WHERE known = 0"), 1);
  ASSERT_TRUE(b_->desk.with([&](Vault& vault) { return forget_old_referrals(vault, tick_ + kPieceLifeTicks + 1); }));
  EXPECT_EQ(rows(*b_, "SELECT count(*) FROM referral_pieces WHERE known = 0"), 0);
  EXPECT_GT(rows(*b_, "SELECT count(*) FROM referral_pieces"), 0);
  ASSERT_TRUE(b_->desk.with([&](Vault& vault) { return forget_old_referrals(vault, tick_ + kReferralLifeTicks + 1); }));
  EXPECT_EQ(rows(*b_, "SELECT count(*) FROM referral_pieces"), 0);
}

}  // namespace
}  // namespace tipstaff::desk
