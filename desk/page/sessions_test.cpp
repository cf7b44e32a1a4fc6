#include "desk/page/sessions.h"

#include "desk/testing/desk_fixture.h"

namespace tipstaff::desk {
namespace {

TEST(SessionsTest, WhoLogsInAgainAndAgainPushesNobodyElseOut) {
  TestClock clock;
  Sessions sessions(clock, crypto::Drbg(Seed32{}));
  const auto come_in = [&](const char* name) {
    auto seat = std::make_shared<Seat>(clock.now_ms);
    seat->take({name, Role::officer}, clock.now_ms);
    ++clock.now_ms;
    return sessions.begin(std::move(seat));
  };
  const auto anna = come_in("Anna"), first = come_in("Mallory");
  for (int i = 0; i < 200; ++i) (void)come_in("Mallory");
  EXPECT_NE(sessions.seat_of(anna.cookie, anna.key), nullptr);
  EXPECT_EQ(sessions.seat_of(first.cookie, first.key), nullptr);
}

TEST(SessionsTest, AnEmptySeatGoesFirst) {
  TestClock clock;
  Sessions sessions(clock, crypto::Drbg(Seed32{}));
  const auto begin = [&](bool sits) {
    auto seat = std::make_shared<Seat>(clock.now_ms++);
    if (sits) seat->take({"Anna", Role::officer}, clock.now_ms);
    return sessions.begin(std::move(seat));
  };
  const auto anna = begin(true), left = begin(false);
  for (int i = 0; i < 63; ++i) (void)begin(true);
  EXPECT_NE(sessions.seat_of(anna.cookie, anna.key), nullptr);
  EXPECT_EQ(sessions.seat_of(left.cookie, left.key), nullptr);
}

}  // namespace
}  // namespace tipstaff::desk
