#include "desk/post/engine.h"
#include "desk/post/engine_loop.h"

#include "desk/testing/desk_fixture.h"

namespace tipstaff::desk {
namespace {

using EngineTest = DeskFixture;

std::string text_of(const MessageInfo& message) { return std::string(as_text(message.text)); }

TEST_F(EngineTest, UploadsKeysBeforeTheFirstTickAndEightAhead) {
  ASSERT_TRUE(engine_->round());
  EXPECT_EQ(engine_->status().trouble, Trouble::not_begun);
  for (std::uint32_t epoch = kEpoch; epoch <= kEpoch + 8; ++epoch)
    EXPECT_TRUE(relay_.keys(epoch, kPost)) << epoch;
  EXPECT_FALSE(relay_.keys(kEpoch + 9, kPost));
}

TEST_F(EngineTest, TakesATipAndSaysThatItIsInTheLog) {
  begin();
  relay_.publish(kTick + 1, seal_message(text_message("The ballots were swapped.")));
  EXPECT_EQ(*engine_->round(), 1u);
  const auto list = inbox();
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].unread, 1u);
  EXPECT_TRUE(list[0].wants_answers);
  const auto one = messages(list[0].id).at(0);
  EXPECT_EQ(text_of(one), "The ballots were swapped.");
  EXPECT_EQ(one.receipt, Receipt::verified);
  EXPECT_EQ(one.state, MessageState::whole);
  EXPECT_EQ(one.at, (kTick + 2) * 5);
}

TEST_F(EngineTest, AnEntryOfSomethingElseIsNoReceipt) {
  begin();
  auto lodgings = seal_message(text_message("x"));
  lodgings[0].entry = drbg_.draw<wire::Entry>();
  relay_.publish(kTick + 1, std::move(lodgings));
  ASSERT_TRUE(engine_->round());
  EXPECT_EQ(messages(inbox().at(0).id).at(0).receipt, Receipt::mismatch);
}

// Who sends a corrected text sends the same file again: erasing the first message
// must leave the parts that the second still waits for.
TEST_F(EngineTest, ErasingAMessageLeavesPartsThatAnotherWaitsFor) {
  begin();
  auto message = text_message("The first text");
  message.files.push_back({"photo.jpg", SecretBytes(40'000, 'p')});
  auto first = seal_message(message);
  message.text = SecretBytes(14, 'x');  // as long, so that the parts are the same
  auto second = seal_message(message);
  relay_.publish(kTick + 1, {first[0], first[1], second[0]});
  ASSERT_TRUE(engine_->round());
  const auto conversation = inbox().at(0).id;
  const auto id = messages(conversation).at(0).id;
  ASSERT_TRUE(with([&](Vault& vault) { return erase_message(vault, id); }));
  relay_.publish(kTick + 2, {second.begin() + 2, second.end()});
  ASSERT_TRUE(engine_->round());
  EXPECT_EQ(messages(conversation).at(0).state, MessageState::whole);
}

TEST_F(EngineTest, PartsInAnyOrderOverSeveralTicksMakeTheMessage) {
  begin();
  auto message = text_message("With photographs.");
  SecretBytes photo(40'000);
  drbg_.fill(photo);
  message.files.push_back({"photo.jpg", photo});
  message.files.push_back({"notes.txt", SecretBytes(10, 'n')});
  auto parts = seal_message(message);
  ASSERT_GE(parts.size(), 4u);
  relay_.publish(kTick + 1, {parts[2], parts[1]});
  ASSERT_TRUE(engine_->round());
  EXPECT_TRUE(inbox().empty());
  relay_.publish(kTick + 2, {parts[0]});
  ASSERT_TRUE(engine_->round());
  auto one = messages(inbox().at(0).id).at(0);
  EXPECT_EQ(one.state, MessageState::waiting);
  EXPECT_EQ(one.parts_missing, parts.size() - 3);
  EXPECT_EQ(text_of(one), "With photographs.") << "the text is readable at once";
  engine_ = make_engine(desk_);  // a restart forgets nothing
  relay_.publish(kTick + 3, {parts.begin() + 3, parts.end()});
  ASSERT_TRUE(engine_->round());
  one = messages(inbox().at(0).id).at(0);
  ASSERT_EQ(one.state, MessageState::whole);
  ASSERT_EQ(one.files.size(), 2u);
  EXPECT_EQ(one.files[0].name, "photo.jpg");
  const auto bytes = with([&](Vault& vault) { return read_file_bytes(vault, one.files[0].id); });
  EXPECT_EQ(bytes->bytes, photo);
}

TEST_F(EngineTest, ARepeatedTipIsKeptOnce) {
  begin();
  const auto message = seal_message(text_message("again"));
  relay_.publish(kTick + 1, message);
  relay_.publish(kTick + 2, message);
  EXPECT_EQ(*engine_->round(), 1u);
  EXPECT_EQ(messages(inbox().at(0).id).size(), 1u);
}

// A source that corrects a letter and sends the same file again sends the same parts.
TEST_F(EngineTest, TheSameFileWithAnotherTextArrivesToo) {
  begin();
  auto first = text_message("My nane"), second = text_message("My name");
  SecretBytes file(30'000, 7);
  first.files.push_back({"a.bin", file});
  second.files.push_back({"a.bin", file});
  relay_.publish(kTick + 1, seal_message(first));
  ASSERT_TRUE(engine_->round());
  relay_.publish(kTick + 2, seal_message(second));
  ASSERT_TRUE(engine_->round());
  const auto list = messages(inbox().at(0).id);
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[0].state, MessageState::whole);
  EXPECT_EQ(list[1].state, MessageState::whole);
  EXPECT_EQ(list[1].files.at(0).size, 30'000u);
}

TEST_F(EngineTest, AcknowledgesTheFirstMessageOnce) {
  begin();
  const auto slots = relay_.publish(kTick + 1, seal_message(text_message("one")));
  ASSERT_TRUE(engine_->round());
  relay_.publish(kTick + 2, seal_message(text_message("two")));
  for (std::uint64_t tick = kTick + 3; tick <= kTick + 10; ++tick) relay_.publish(tick, {});
  ASSERT_TRUE(engine_->round());
  const auto replies = open_replies();
  ASSERT_EQ(replies.size(), 1u);
  EXPECT_EQ(replies[0].block.type, wire::BlockType::ack);
  const auto vk = with([](Vault& vault) { return vault.identity(); })->sign_key.verify_key();
  const auto ack = protocol::parse_untrusted_ack(replies[0].block.data, origin_hash(), vk);
  ASSERT_TRUE(ack);
  EXPECT_EQ(ack->index, wire::kLeavesClassS + 1 + slots[0]);
}

TEST_F(EngineTest, AnswersReachTheSourceWholeWithFiles) {
  begin();
  relay_.publish(kTick + 1, seal_message(text_message("question?")));
  ASSERT_TRUE(engine_->round());
  Answer answer;
  const auto text = as_bytes("Answer: zażółć gęślą jaźń");
  answer.text.assign(text.begin(), text.end());
  answer.files.push_back({"form.pdf", SecretBytes(25'000, 3)});
  const auto id = inbox().at(0).id;
  const auto parts = with([&](Vault& vault) {
    return queue_answer(vault, relay_.programme(), id, std::move(answer), 1234, drbg_);
  });
  ASSERT_EQ(*parts, 3u);
  EXPECT_EQ(messages(id).at(1).delivery, Delivery::queued);
  ASSERT_TRUE(engine_->round());
  EXPECT_EQ(messages(id).at(1).delivery, Delivery::sent);
  std::vector<SecretBytes> datas;
  for (auto& reply : open_replies())
    if (reply.block.type != wire::BlockType::ack) datas.push_back(std::move(reply.block.data));
  const auto joined = wire::join_message(datas);
  ASSERT_TRUE(joined);
  EXPECT_EQ(as_text(joined->text), "Answer: zażółć gęślą jaźń");
  EXPECT_EQ(joined->files.at(0).bytes, SecretBytes(25'000, 3));
  EXPECT_EQ(joined->when, 1234u);
  const auto& post = relay_.roster()->posts.at(0);
  EXPECT_EQ(crypto::sha256(open_replies().at(0).sender.view()), post.apke_hash);
}

TEST_F(EngineTest, AnAnswerWaitsWhileTheRelayRefusesAndIsSentLater) {
  begin();
  relay_.publish(kTick + 1, seal_message(text_message("hello")));
  ASSERT_TRUE(engine_->round());
  const auto id = inbox().at(0).id;
  Answer answer;
  answer.text = SecretBytes(3, 'a');
  ASSERT_TRUE(with([&](Vault& vault) {
    return queue_answer(vault, relay_.programme(), id, std::move(answer), 1, drbg_);
  }));
  relay_.forced_status["/v1/reply"] = 503;
  EXPECT_FALSE(engine_->round());
  EXPECT_EQ(engine_->status().trouble, Trouble::relay_silent);
  EXPECT_EQ(messages(id).at(1).delivery, Delivery::queued);
  relay_.forced_status.clear();
  engine_ = make_engine(desk_);
  ASSERT_TRUE(engine_->round());
  EXPECT_EQ(messages(id).at(1).delivery, Delivery::sent);
}

TEST_F(EngineTest, JunkWithAValidHintNeverStopsAPost) {
  begin();
  auto good = seal_message(text_message("the good one"));
  std::vector<protocol::TickLodging> bag;
  for (int i = 0; i < 10; ++i) {  // hint kept, everything behind it spoiled
    auto junk = seal_message(text_message("junk"))[0];
    auto bytes = junk.envelope.fill();
    drbg_.fill(bytes.subspan(64 + static_cast<std::size_t>(i) * 1500, 400));
    bag.push_back(junk);
  }
  bag.push_back(good[0]);
  relay_.publish(kTick + 1, bag);
  EXPECT_EQ(*engine_->round(), 1u);
  EXPECT_EQ(engine_->status().junk, 10u);
  EXPECT_EQ(inbox().size(), 1u);
  relay_.publish(kTick + 2, seal_message(text_message("still works")));
  EXPECT_EQ(*engine_->round(), 1u);
}

TEST_F(EngineTest, WellSealedNonsenseIsLeftAndTheRestArrives) {
  begin();
  const auto block = [](wire::BlockType type, std::uint8_t part, std::uint8_t parts,
                        SecretBytes data) {
    wire::Block out;
    out.type = type;
    out.part = part;
    out.parts = parts;
    out.data = std::move(data);
    return out;
  };
  SecretBytes huge(30, 0xFF);  // a head that announces 4 GB of text
  huge[0] = 1, huge[1] = 0, huge[2] = 0, huge[3] = 1;
  std::vector<protocol::TickLodging> bag;
  bag.push_back(seal_block(block(wire::BlockType::text, 0, 1, {})));
  bag.push_back(seal_block(block(wire::BlockType::text, 0, 1, SecretBytes(11'512, 0xFF))));
  bag.push_back(seal_block(block(wire::BlockType::text, 0, 1, huge)));
  bag.push_back(seal_block(block(wire::BlockType::part, 5, 9, SecretBytes(100, 1))));
  bag.push_back(seal_block(block(wire::BlockType::ack, 0, 1, SecretBytes(104, 1))));
  bag.push_back(seal_block(block(wire::BlockType::claim, 0, 1, SecretBytes(200, 1))));
  bag.push_back(seal_block(block(wire::BlockType::chaff, 0, 1, SecretBytes(50, 1))));
  bag.push_back(seal_message(text_message("real"))[0]);
  relay_.publish(kTick + 1, bag);
  EXPECT_EQ(*engine_->round(), 1u);
  ASSERT_EQ(inbox().size(), 1u);
  EXPECT_EQ(text_of(messages(inbox()[0].id).at(0)), "real");
}

TEST_F(EngineTest, PartsThatContradictTheirHeadAreSaidToBeDamaged) {
  begin();
  auto message = text_message("hash matches, lengths do not");
  message.files.push_back({"f", SecretBytes(20'000, 1)});
  auto parts = *wire::split_message(message);
  parts[1].resize(parts[1].size() - 5);  // shorter than announced, and its hash in the head
  const auto hash = crypto::sha256(parts[1]);
  const auto head = *wire::parse_untrusted_message_head(parts[0], 2);
  const auto at = head.payload_at - 32;
  std::copy(hash.view().begin(), hash.view().end(), parts[0].begin() + static_cast<long>(at));
  for (std::uint8_t i = 0; i < 2; ++i) {
    wire::Block block;
    block.type = i == 0 ? wire::BlockType::text : wire::BlockType::part;
    block.part = i;
    block.parts = 2;
    block.data = parts[i];
    relay_.publish(kTick + 1 + i, {seal_block(block)});
  }
  ASSERT_TRUE(engine_->round());
  const auto one = messages(inbox().at(0).id).at(0);
  EXPECT_EQ(one.state, MessageState::damaged);
  EXPECT_EQ(text_of(one), "hash matches, lengths do not");
}

TEST_F(EngineTest, ABagThatIsNotTheBulletinsIsAskedForAgainWhileLaterTicksGoOn) {
  begin();
  relay_.publish(kTick + 1, seal_message(text_message("held back")));
  const auto path = "/v1/t/" + std::to_string(kTick + 1) + "/bag";
  const auto good = relay_.objects[path];
  relay_.objects[path][12'345] ^= 1;
  relay_.publish(kTick + 2, seal_message(text_message("goes on")));
  EXPECT_EQ(*engine_->round(), 1u);
  EXPECT_EQ(engine_->status().trouble, Trouble::wrong_bytes);
  relay_.objects[path] = good;
  EXPECT_EQ(*engine_->round(), 1u);
  EXPECT_EQ(engine_->status().trouble, Trouble::none);
  EXPECT_EQ(messages(inbox().at(0).id).size(), 2u);
}

TEST_F(EngineTest, AForgedBulletinIsRefusedAndNothingMoves) {
  begin();
  const auto good = relay_.objects["/v1/t/latest"];
  auto& latest = relay_.objects["/v1/t/latest"];
  for (std::size_t at = 0; at < good.size(); at += 61) {
    latest = good;
    latest[at] ^= 0x04;
    EXPECT_FALSE(engine_->round()) << at;
  }
  latest = good;
  EXPECT_TRUE(engine_->round());
}

TEST_F(EngineTest, ATickThatGoesBackIsNoticed) {
  begin();
  const auto old = relay_.objects["/v1/t/latest"];
  relay_.publish(kTick + 1, {});
  ASSERT_TRUE(engine_->round());
  relay_.objects["/v1/t/latest"] = old;
  EXPECT_FALSE(engine_->round());
  EXPECT_EQ(engine_->status().trouble, Trouble::went_back);
}

TEST_F(EngineTest, TwoBulletinsForOneTickAreNoticed) {
  begin();
  relay_.publish(kTick, {});  // the same tick again, at another place in the log
  EXPECT_FALSE(engine_->round());
  EXPECT_EQ(engine_->status().trouble, Trouble::two_bulletins);
}

TEST_F(EngineTest, AsksForTheSameWhetherThereIsATipOrNot) {
  begin();
  relay_.publish(kTick + 1, {});
  relay_.asked.clear();
  ASSERT_TRUE(engine_->round());
  const auto quiet = relay_.asked;
  relay_.publish(kTick + 2, seal_message(text_message("a tip")));
  relay_.forced_status["/v1/reply"] = 204;  // an acknowledgement may leave, later
  relay_.asked.clear();
  ASSERT_TRUE(engine_->round());
  std::erase(relay_.asked, "POST /v1/reply");
  ASSERT_EQ(relay_.asked.size(), quiet.size());
  for (std::size_t i = 0; i < quiet.size(); ++i)
    EXPECT_EQ(relay_.asked[i].substr(0, 12), quiet[i].substr(0, 12));
}

TEST_F(EngineTest, KeysAreErasedOnSchedule) {
  begin();
  const auto end = (std::uint64_t{kEpoch} + 1) * wire::kEpochTicks - 1;
  const auto has = [&](std::uint32_t epoch) {
    return with([&](Vault& vault) { return epoch_record(vault, epoch); }).has_value();
  };
  relay_.publish(end + wire::kGraceTicks - 1, {});
  ASSERT_TRUE(engine_->round());
  EXPECT_TRUE(has(kEpoch));
  relay_.publish(end + wire::kGraceTicks, {});
  ASSERT_TRUE(engine_->round());
  EXPECT_FALSE(has(kEpoch));
  EXPECT_TRUE(has(kEpoch + 1));
}

TEST_F(EngineTest, KeysOfAnUntakenBagStayAWeekAndNoLonger) {
  begin();
  relay_.publish(kTick + 1, {});
  relay_.objects.erase("/v1/t/" + std::to_string(kTick + 1) + "/bag");
  const auto end = (std::uint64_t{kEpoch} + 1) * wire::kEpochTicks - 1;
  const auto has = [&] {
    return with([&](Vault& vault) { return epoch_record(vault, kEpoch); }).has_value();
  };
  relay_.publish(end + wire::kGraceTicks + 5, {});
  ASSERT_TRUE(engine_->round());
  EXPECT_TRUE(has()) << "a bag is still to come";
  relay_.publish(end + wire::kBagLifeTicks + 1, {});
  ASSERT_TRUE(engine_->round());
  EXPECT_FALSE(has());
}

TEST_F(EngineTest, APostAwayForSixDaysLosesNothing) {
  begin();
  relay_.publish(kTick + 1, seal_message(text_message("while you were away")));
  relay_.publish(kTick + 864, {});
  EXPECT_EQ(*engine_->round(), 1u);
}

// Two machines with a copy of one vault: each has keys of its own for later epochs.
TEST_F(EngineTest, TwoDesksOnOnePostCorruptNothingAndSaySo) {
  Desk other(scratch_.path() / "other", clock_);
  std::filesystem::create_directories(other.folder());
  ASSERT_TRUE(with([](Vault& vault) { return vault.purge(); }));  // all of it in one file
  for (const auto* name : {Desk::kKeyFile, Desk::kVaultFile})
    std::filesystem::copy_file(desk_.folder() / name, other.folder() / name);
  ASSERT_TRUE(other.unlock(as_bytes(kTestPassphrase)));
  const auto second = make_engine(other);
  begin();
  const auto ours = relay_.records;
  (void)second->round();
  EXPECT_EQ(second->status().trouble, Trouble::other_desk);
  for (const auto& [epoch, records] : ours)
    EXPECT_EQ(relay_.records[epoch], records) << "the first desk's keys stand";
  relay_.publish(kTick + 1, seal_message(text_message("for whoever has the keys")));
  EXPECT_EQ(*engine_->round(), 1u);
  EXPECT_EQ(*second->round(), 0u);
}

// Two engines on one vault: the same tick taken twice is stored once.
TEST_F(EngineTest, TwoEnginesOnOneVaultStoreATipOnce) {
  begin();
  Desk again(desk_.folder(), clock_);
  ASSERT_TRUE(again.unlock(as_bytes(kTestPassphrase)));
  const auto second = make_engine(again);
  relay_.publish(kTick + 1, seal_message(text_message("once")));
  std::jthread racing([&] { (void)second->round(); });
  ASSERT_TRUE(engine_->round());
  racing.join();
  ASSERT_EQ(inbox().size(), 1u);
  EXPECT_EQ(messages(inbox()[0].id).size(), 1u);
}

TEST_F(EngineTest, ALockedDeskDoesNothingAndCatchesUp) {
  begin();
  desk_.lock();
  relay_.publish(kTick + 1, seal_message(text_message("meanwhile")));
  relay_.asked.clear();
  EXPECT_EQ(engine_->round().error().code, Errc::closed);
  EXPECT_TRUE(relay_.asked.empty());
  ASSERT_TRUE(desk_.unlock(as_bytes(kTestPassphrase)));
  EXPECT_EQ(*engine_->round(), 1u);
}

TEST(EngineLoop, HowLongTheDeskWorkedAtTipsDoesNotShowInItsNextQuestion) {
  using std::chrono::milliseconds;
  EXPECT_EQ(rest_of_pause(milliseconds(500), milliseconds(0)), milliseconds(500));
  EXPECT_EQ(rest_of_pause(milliseconds(500), milliseconds(180)), milliseconds(320));
  EXPECT_EQ(rest_of_pause(milliseconds(500), milliseconds(1300)), milliseconds(200));
}

}  // namespace
}  // namespace tipstaff::desk
