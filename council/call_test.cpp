#include "council/call_set.h"

#include <gtest/gtest.h>

#include "core/testing/vector_file.h"
#include "council/limits.h"
#include "council/testing/example.h"

namespace tipstaff::council {
namespace {

using testing::Example;
using testing::kDay;
using testing::kNow;
using testing::kUntil;

class Calls : public ::testing::Test {
 protected:
  Errc refusal(Terms terms) {
    auto opened = example.opened();
    opened.terms = std::move(terms);
    const auto call = sign_opened("false-ballots", std::move(opened), kNow, example.programme, example.authority);
    return call ? Errc{} : call.error().code;
  }
  Example example;
};

TEST_F(Calls, AHistoryOfEveryKindOfStepRoundTrips) {
  auto call = *example.open();
  ASSERT_TRUE(example.next(call, Example::communique(), kNow + kDay));
  auto changed = example.terms();
  changed.reward.amount = 300'000;
  ASSERT_TRUE(example.next(call, Amended{changed}, kNow + 2 * kDay));
  ASSERT_TRUE(example.next(call, Renewed{kUntil + 30 * kDay}, kUntil - 1));
  ASSERT_TRUE(example.next(call, Closed{Ending::answered}, kUntil + kDay));
  ASSERT_TRUE(example.next(call, Example::communique(), kUntil + 60 * kDay));
  const auto bytes = encode_call(call);
  const auto again = parse_untrusted_call(bytes, example.programme);
  ASSERT_TRUE(again);
  EXPECT_EQ(again->records().size(), 6u);
  EXPECT_EQ(again->terms(), changed);
  EXPECT_EQ(again->until(), kUntil + 30 * kDay);
  EXPECT_EQ(again->head(), call.head());
  EXPECT_EQ(encode_call(*again), bytes);
}

TEST_F(Calls, LapseByThemselves) {
  const auto call = *example.open("false-ballots", kNow - kDay);
  EXPECT_EQ(call.status(kNow - 1), Status::not_yet);
  EXPECT_EQ(call.status(kNow), Status::open);
  EXPECT_EQ(call.status(kUntil - 1), Status::open);
  EXPECT_EQ(call.status(kUntil), Status::lapsed);
}

TEST_F(Calls, ARenewalSignedTooLateIsRefused) {
  auto call = *example.open();
  EXPECT_EQ(example.next(call, Renewed{kUntil + kDay}, kUntil).error().code, Errc::expired);
  EXPECT_EQ(call.status(kUntil), Status::lapsed);
  ASSERT_TRUE(example.next(call, Renewed{kUntil + kDay}, kUntil - 1));
  EXPECT_EQ(call.status(kUntil), Status::open);
  EXPECT_EQ(call.status(kUntil + kDay), Status::lapsed);
}

TEST_F(Calls, ARenewalByAnotherKeyIsRefused) {
  auto call = *example.open();
  const Record record{call.id(), 1, kNow + 1, call.head(), Renewed{kUntil + kDay}};
  const auto forged = *sign_record(record, example.programme, example.stranger);
  EXPECT_EQ(call.extend(forged, example.programme).error().code, Errc::bad_signature);
  EXPECT_EQ(call.until(), kUntil);
  EXPECT_EQ(call.records().size(), 1u);
}

TEST_F(Calls, ARenewalMustExtendAndNotForEver) {
  auto call = *example.open();
  EXPECT_EQ(example.next(call, Renewed{kUntil}, kNow + 1).error().code, Errc::bad_value);
  EXPECT_EQ(example.next(call, Renewed{kNow + 2 + kTermSecondsMax}, kNow + 1).error().code, Errc::bad_value);
  EXPECT_TRUE(example.next(call, Renewed{kNow + 1 + kTermSecondsMax}, kNow + 1));
  auto opened = example.opened();
  opened.until = kNow + kTermSecondsMax + 1;
  EXPECT_FALSE(sign_opened("false-ballots", opened, kNow, example.programme, example.authority));
}

TEST_F(Calls, NothingButNewsFollowsAnEnd) {
  auto lapsed = *example.open();
  EXPECT_EQ(example.next(lapsed, Amended{example.terms()}, kUntil).error().code, Errc::expired);
  EXPECT_EQ(example.next(lapsed, Closed{}, kUntil).error().code, Errc::expired);
  EXPECT_TRUE(example.next(lapsed, Example::communique(), kUntil));
  auto closed = *example.open();
  ASSERT_TRUE(example.next(closed, Closed{Ending::withdrawn}, kNow + 5));
  EXPECT_EQ(closed.status(kNow + 4), Status::open);
  EXPECT_EQ(closed.status(kNow + 5), Status::closed);
  EXPECT_EQ(closed.status(kUntil), Status::closed);
  EXPECT_EQ(example.next(closed, Renewed{kUntil + kDay}, kNow + 6).error().code, Errc::expired);
  EXPECT_EQ(example.next(closed, Closed{}, kNow + 6).error().code, Errc::expired);
}

TEST_F(Calls, AHistoryCannotBeReorderedForkedOrJoined) {
  auto call = *example.open();
  ASSERT_TRUE(example.next(call, Example::communique(), kNow + 1));
  ASSERT_TRUE(example.next(call, Renewed{kUntil + kDay}, kNow + 2));
  const auto record = [&](std::size_t i) { return ByteView(call.records()[i].bytes); };
  auto skipping = *begin_untrusted_call(record(0), example.programme);
  EXPECT_EQ(skipping.extend(record(2), example.programme).error().code, Errc::conflict);
  EXPECT_EQ(skipping.extend(record(0), example.programme).error().code, Errc::conflict);
  auto other = *example.open("other-call");
  EXPECT_EQ(other.extend(record(1), example.programme).error().code, Errc::conflict);
  EXPECT_EQ(begin_untrusted_call(record(1), example.programme).error().code, Errc::wrong_state);
  auto fork = *example.open();
  ASSERT_TRUE(example.next(fork, Closed{}, kNow + 1));
  EXPECT_EQ(fork.extend(record(2), example.programme).error().code, Errc::conflict);
}

TEST_F(Calls, ARecordSignedBeforeTheLastIsRefused) {
  auto call = *example.open();
  EXPECT_EQ(example.next(call, Closed{}, kNow - 1).error().code, Errc::stale);
}

TEST_F(Calls, EveryByteCounts) {
  const auto bytes = encode_call(*example.open());
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    auto changed = bytes;
    changed[i] ^= 0x10;
    EXPECT_FALSE(parse_untrusted_call(changed, example.programme)) << i;
  }
  for (std::size_t size = 0; size < bytes.size(); ++size)
    EXPECT_FALSE(parse_untrusted_call(ByteView(bytes).first(size), example.programme)) << size;
}

TEST_F(Calls, OfAnotherProgrammeOrTagAreRefused) {
  const auto call = *example.open();
  const wire::Programme other{example.authority.verify_key(), "other.test"};
  EXPECT_EQ(parse_untrusted_call(encode_call(call), other).error().code, Errc::bad_value);
  auto bytes = call.records()[0].bytes;
  const auto body = ByteView(bytes).first(bytes.size() - 64);
  const auto signature = example.authority.sign("tipstaff-roster-v1", body);
  EXPECT_EQ(begin_untrusted_call(concat({body, signature.view()}), example.programme).error().code,
            Errc::bad_signature);
}

TEST_F(Calls, ACommuniqueHasTheLanguagesOfItsCall) {
  auto call = *example.open();
  auto one = Example::communique();
  one.notices.pop_back();
  EXPECT_EQ(example.next(call, one, kNow).error().code, Errc::bad_value);
}

TEST_F(Calls, AMissingLanguageOrNameOfAPersonIsRefused) {
  auto terms = example.terms();
  terms.persons[0].texts.pop_back();
  EXPECT_EQ(refusal(terms), Errc::bad_value);
  terms = example.terms();
  terms.persons[0].texts[1].label.clear();
  EXPECT_EQ(refusal(terms), Errc::bad_value);
  terms = example.terms();
  terms.persons[1].name.clear();
  EXPECT_EQ(refusal(terms), Errc::bad_value);
}

TEST_F(Calls, ThereIsOneSpellingOfTerms) {
  auto terms = example.terms();
  std::swap(terms.texts[0], terms.texts[1]);
  EXPECT_EQ(refusal(terms), Errc::bad_value);
  terms = example.terms();
  terms.posts = {3, 1};
  EXPECT_EQ(refusal(terms), Errc::bad_value);
  terms.posts = {1, 1};
  EXPECT_EQ(refusal(terms), Errc::bad_value);
  terms.posts = {0, 1};
  EXPECT_EQ(refusal(terms), Errc::bad_value);
}

TEST_F(Calls, NoTextMayActOnTheScreen) {
  for (const auto* hidden : {"a\xE2\x80\xAE" "b", "a\xE2\x81\xA6" "b", "a\xE2\x80\x8B" "b", "a\x1B[2J", "a\nb", "\xFF"}) {
    auto terms = example.terms();
    terms.texts[0].title = hidden;
    EXPECT_EQ(refusal(terms), Errc::bad_text) << hidden;
  }
  auto terms = example.terms();
  terms.texts[0].title.assign(kTitleBytesMax + 1, 'a');
  EXPECT_EQ(refusal(terms), Errc::too_large);
}

TEST_F(Calls, LinksAreWebAddressesAndNothingElse) {
  for (const auto* link : {"javascript:alert(1)", "https://", "https://a b", "https://user@law.example/",
                           "https://law.example/\"x", "data:text/html,x", "//law.example", "https://law..example/",
                           "https://law.example:99x/", "https://.law", "https://law.example\n"}) {
    auto terms = example.terms();
    terms.basis_link = link;
    EXPECT_EQ(refusal(terms), Errc::bad_value) << link;
  }
  auto terms = example.terms();
  terms.basis_link = "http://abcdefghij234567.onion:8080/a?b=c#d";
  EXPECT_EQ(refusal(terms), Errc{});
}

TEST_F(Calls, OfAProgrammeAreOneFileInOneOrder) {
  CallSet set;
  ASSERT_TRUE(set.add(*example.open("second-call")));
  ASSERT_TRUE(set.add(*example.open("first-call")));
  const auto bytes = *encode_call_set(set);
  const auto again = parse_untrusted_call_set(bytes, example.programme);
  ASSERT_TRUE(again);
  ASSERT_EQ(again->calls().size(), 2u);
  EXPECT_EQ(again->calls()[0].id(), "first-call");
  EXPECT_EQ(*encode_call_set(*again), bytes);
  EXPECT_NE(again->find("second-call"), nullptr);
  EXPECT_EQ(again->find("third-call"), nullptr);
}

TEST_F(Calls, TwoWithOneIdAreRefused) {
  CallSet set;
  ASSERT_TRUE(set.add(*example.open()));
  EXPECT_EQ(set.add(*example.open("false-ballots", kNow + 1)).error().code, Errc::conflict);
  const auto history = encode_call(*example.open());
  wire::Writer twice;
  twice.raw(as_bytes("TSCS")).u16(2);
  for (int i = 0; i < 2; ++i) twice.u32(static_cast<std::uint32_t>(history.size())).raw(history);
  EXPECT_EQ(parse_untrusted_call_set(twice.view(), example.programme).error().code, Errc::conflict);
}

TEST(CallVectors, SayTheSame) {
  const tipstaff::testing::VectorFile vectors("calls.json");
  ASSERT_GE(vectors.size(), 8u);
  for (std::size_t i = 0; i < vectors.size(); ++i) {
    const auto one = vectors.at(i);
    const wire::Programme programme{crypto::VerifyKey::from(one.hex("authority_vk")), std::string(as_text(one.hex("origin")))};
    const auto call = parse_untrusted_call(one.hex("history"), programme);
    EXPECT_EQ(call ? 0 : static_cast<int>(call.error().code), one.number("expect")) << i;
    if (!call) continue;
    EXPECT_EQ(call->until(), static_cast<std::uint64_t>(one.number("until")));
    EXPECT_EQ(encode_call(*call), one.hex("history"));
  }
}

}  // namespace
}  // namespace tipstaff::council
