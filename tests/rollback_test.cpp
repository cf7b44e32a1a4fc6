// A relay that shows an older state, a changed tick or an epoch without keys.

#include "tests/rig.h"

namespace tipstaff::testing {
namespace {

class Rollback : public ::testing::Test {
 protected:
  void SetUp() override {
    rig.start();
    upload_all();
    ASSERT_TRUE(rig.tick());
  }
  void upload_all() {
    for (std::uint32_t ahead = 0; ahead < 2; ++ahead)
      rig.upload_keys(wire::epoch_of(rig.open_tick()) + ahead);
  }
  // next_epoch skips what is left of this one, as a relay does that was down.
  void next_epoch() {
    const auto epoch = wire::epoch_of(rig.bulletin().tick);
    while (wire::epoch_of(rig.open_tick()) == epoch) rig.clock.pass(rig.tick_seconds * 1000);
    ASSERT_TRUE(rig.tick());
  }
  Bytes latest() { return rig.read("/v1/t/latest").body; }
  Bytes roster() { return rig.read("/v1/roster/" + to_hex(rig.bulletin().roster_hash.view())).body; }
  void visit(protocol::SourceSession& session) { ASSERT_TRUE(source::visit(session, rig.doors())); }
  // shown_again is what a session says when it is given an older bulletin and roster.
  static Error shown_again(protocol::SourceSession& session, const Bytes& bulletin, const Bytes& roster) {
    (void)session.begin_visit();
    EXPECT_TRUE(session.answer(200, bulletin));
    const auto answered = session.answer(200, roster);
    EXPECT_FALSE(answered);
    return answered ? Error{Errc::not_found, ""} : answered.error();
  }

  Rig rig;
};

TEST_F(Rollback, ABulletinOlderThanOneSeenStopsTheSource) {
  const auto old = latest();
  ASSERT_TRUE(rig.tick());
  auto session = rig.session();
  visit(session);
  const auto error = shown_again(session, old, roster());
  EXPECT_EQ(error.code, Errc::stale);
  EXPECT_EQ(error.where, "bulletin");
  visit(session);
}

TEST_F(Rollback, ARosterOlderThanOneSeenStopsTheSource) {
  const auto old_bulletin = latest();
  const auto old_roster = roster();
  rig.write_roster(2, rig.tick_seconds);
  next_epoch();
  ASSERT_NE(roster(), old_roster);
  auto session = rig.session();
  visit(session);
  const auto error = shown_again(session, old_bulletin, old_roster);
  EXPECT_EQ(error.code, Errc::stale);
  EXPECT_EQ(error.where, "roster");
}

TEST_F(Rollback, ARosterMayNotChangeTheTick) {
  const auto before = roster();
  rig.write_roster(2, static_cast<std::uint16_t>(rig.tick_seconds / 2));
  next_epoch();
  EXPECT_EQ(roster(), before) << "the relay went over to another tick";
}

TEST_F(Rollback, AnOlderRosterFileIsNotTaken) {
  rig.write_roster(3, rig.tick_seconds);
  next_epoch();
  const auto third = roster();
  rig.write_roster(2, rig.tick_seconds);
  rig.upload_keys(wire::epoch_of(rig.bulletin().tick) + 1);
  next_epoch();
  EXPECT_EQ(roster(), third);
}

TEST(KeysWait, AnEpochsFirstTickWaitsForItsPostsAndNotForEver) {
  Rig rig;
  rig.keys_wait = std::chrono::seconds(900);
  rig.start();
  const auto waits = rig.tick();
  ASSERT_FALSE(waits);
  EXPECT_EQ(waits.error().code, Errc::closed);
  rig.upload_keys(wire::epoch_of(rig.open_tick()));
  ASSERT_TRUE(rig.tick());
  auto session = rig.session();
  ASSERT_TRUE(source::visit(session, rig.doors()));
  EXPECT_EQ(session.open_posts(), (std::vector<bool>{true, true}));
}

TEST(KeysWait, EndsWhenAPostStaysAway) {
  Rig rig;
  rig.keys_wait = std::chrono::seconds(900);
  rig.start();
  ASSERT_FALSE(rig.tick());
  ASSERT_TRUE(rig.tick()) << "the time is over, so the posts without keys are closed";
  auto session = rig.session();
  ASSERT_TRUE(source::visit(session, rig.doors()));
  EXPECT_EQ(session.open_posts(), (std::vector<bool>{false, false}));
}

}  // namespace
}  // namespace tipstaff::testing
