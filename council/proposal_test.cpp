#include "council/proposal.h"

#include <gtest/gtest.h>

#include "council/limits.h"
#include "council/pages/proposed.h"
#include "council/testing/example.h"
#include "council/testing/pictures.h"

namespace tipstaff::council {
namespace {

using testing::Example;
using testing::kDay;
using testing::kNow;
using testing::kUntil;

constexpr std::string_view kCall =
    "id = false-ballots\naim = identify\nreward = 250000 EUR\nbasis_link = https://law.example/12\n"
    "until = 2027-06-01\nposts = all\nlanguages = en, pl\n[person]\npicture = courier.png\n";
constexpr std::string_view kText =
    "title = Who paid?\nbasis = Act, section 12\n[person]\nlabel = The courier\nasked = Who is it?\n[text]\nCrates came.\n";

Proposal opening() {
  Proposal out;
  out.id = "false-ballots";
  out.files = {std::string(kCall), {{"en", std::string(kText)}, {"pl", std::string(kText)}}, {{"courier.png", testing::png(64, 80)}}};
  return out;
}

Proposal about(const VerifiedCall& call, Proposed what) {
  Proposal out;
  out.what = what;
  out.id = call.id();
  out.after = call.head();
  return out;
}

Errc refusal(const Proposal& one, const VerifiedCall* before, std::uint64_t now = kNow) {
  const auto step = pages::step_of(one, before, now);
  return step ? Errc{} : step.error().front().fault.error.code;
}

TEST(Proposal, IsReadAsItWasWritten) {
  const auto bytes = encode_proposal(opening());
  ASSERT_TRUE(bytes);
  EXPECT_EQ(*parse_untrusted_proposal(*bytes), opening());
}

TEST(Proposal, TruncatedOrLongerIsRefused) {
  auto bytes = *encode_proposal(opening());
  for (std::size_t size = 0; size < bytes.size(); ++size)
    ASSERT_FALSE(parse_untrusted_proposal(ByteView(bytes).first(size))) << size;
  bytes.push_back(0);
  EXPECT_EQ(parse_untrusted_proposal(bytes).error().code, Errc::wrong_length);
}

TEST(Proposal, OtherFilesAndVersionsAreRefused) {
  auto bytes = *encode_proposal(opening());
  bytes[4] = 2;
  EXPECT_EQ(parse_untrusted_proposal(bytes).error().code, Errc::bad_version);
  bytes[0] = 'X';
  EXPECT_EQ(parse_untrusted_proposal(bytes).error().code, Errc::bad_magic);
}

TEST(Proposal, APictureCannotNameAFileElsewhere) {
  for (const auto* name : {"../authority.key", "a/b.png", ".hidden"}) {
    auto one = opening();
    one.files.pictures = {{name, {1}}};
    EXPECT_FALSE(encode_proposal(one)) << name;
  }
}

TEST(Proposal, AStepCarriesNothingThatIsNotShown) {
  const Example example;
  const auto call = *example.open();
  auto renew = about(call, Proposed::renew);
  EXPECT_FALSE(encode_proposal(renew));
  renew.until = kUntil + kDay;
  EXPECT_TRUE(encode_proposal(renew));
  renew.files.texts = {{"en", std::string(kText)}};
  EXPECT_FALSE(encode_proposal(renew));
}

TEST(Proposal, AGiantPictureIsRefused) {
  auto one = opening();
  one.files.pictures["courier.png"] = testing::png(9000, 80);
  const auto step = pages::step_of(one, nullptr, kNow);
  ASSERT_FALSE(step);
  EXPECT_EQ(pages::sentence(step.error().front()),
            "picture courier.png: it is too large. At most 2000 pixels a side and 400 KB are taken; make it smaller.");
}

TEST(Proposal, EveryFaultIsFoundNotTheFirstOnly) {
  auto one = opening();
  one.files.texts["en"] += "\n<script>alert(1)</script>\n";
  one.files.texts["pl"] += "\n![](https://track.example/1.gif)\n";
  one.files.pictures.clear();
  const auto step = pages::step_of(one, nullptr, kNow);
  ASSERT_FALSE(step);
  EXPECT_EQ(step.error().size(), 3u);
}

TEST(Proposal, TwoCallsWithOneIdAreRefused) {
  const Example example;
  const auto call = *example.open();
  EXPECT_EQ(refusal(opening(), &call), Errc::conflict);
}

TEST(Proposal, WhatWasWrittenOnAnOlderCallIsRefused) {
  const Example example;
  auto call = *example.open();
  auto renew = about(call, Proposed::renew);
  renew.until = kUntil + kDay;
  ASSERT_TRUE(pages::step_of(renew, &call, kNow));
  ASSERT_TRUE(example.next(call, Example::communique(), kNow + 1));
  EXPECT_EQ(refusal(renew, &call), Errc::stale);
  EXPECT_EQ(refusal(renew, nullptr), Errc::not_found);
}

TEST(Proposal, ARenewalThatComesTooLateOrGoesTooFarIsRefused) {
  const Example example;
  const auto call = *example.open();
  const auto tried = [&](std::uint64_t until, std::uint64_t now) {
    auto renew = about(call, Proposed::renew);
    renew.until = until;
    const auto step = pages::step_of(renew, &call, now);
    return pages::try_step(*step, &call, example.programme.origin, crypto::SignSeed::from(Bytes(32, 7)), now);
  };
  EXPECT_TRUE(tried(kUntil + kDay, kUntil - 1));
  EXPECT_EQ(tried(kUntil + kDay, kUntil).error().code, Errc::expired);
  EXPECT_EQ(tried(kUntil, kNow).error().code, Errc::bad_value);
  EXPECT_EQ(tried(kNow + kTermSecondsMax + 1, kNow).error().code, Errc::bad_value);
}

TEST(Proposal, ATrialIsSignedByNobody) {
  const Example example;
  auto call = *example.open();
  ASSERT_TRUE(example.next(call, Example::communique(), kNow + 1));
  const auto close = about(call, Proposed::close);
  const auto tried = pages::try_step(*pages::step_of(close, &call, kNow + 2), &call, example.programme.origin,
                                     crypto::SignSeed::from(Bytes(32, 7)), kNow + 2);
  ASSERT_TRUE(tried);
  EXPECT_EQ(tried->records().size(), 3u);
  EXPECT_EQ(parse_untrusted_call(encode_call(*tried), example.programme).error().code, Errc::bad_signature);
}

TEST(Proposal, TheSummaryNamesWhatIsSigned) {
  const auto step = pages::step_of(opening(), nullptr, kNow);
  ASSERT_TRUE(step);
  std::string all;
  for (const auto& [name, value] : pages::summary_of(*step, nullptr, kNow)) all += name + "=" + value + "\n";
  for (const auto* part : {"call=false-ballots\n", "up to 250000 EUR", "until=2027-06-01\n", "title en (original)=Who paid?", "wanted=The courier, picture "})
    EXPECT_NE(all.find(part), std::string::npos) << part << all;
}

}  // namespace
}  // namespace tipstaff::council
