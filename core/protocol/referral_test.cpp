#include "tipstaff/protocol/referral.h"

#include <gtest/gtest.h>

#include "tipstaff/crypto/hash.h"
#include "tipstaff/protocol/claim_key.h"
#include "tipstaff/protocol/envelope.h"
#include "tipstaff/protocol/tick.h"
#include "tipstaff/wire/referral_part.h"

namespace tipstaff::protocol {
namespace {

SecretBytes secret(std::string_view text) { return {as_bytes(text).begin(), as_bytes(text).end()}; }

// A programme with three posts and a log of some ticks, in which one tip stands.
class Referrals : public ::testing::Test {
 protected:
  Referrals() {
    for (std::uint64_t tick = 72; tick < 77; ++tick) frontier_ = make_tick(input(tick), relay_, drbg_).after;
  }

  TickInput input(std::uint64_t tick) {
    TickInput in;
    in.bulletin.tick = tick;
    in.bulletin.epoch = wire::epoch_of(tick);
    in.origin = kOrigin;
    in.before = frontier_;
    in.challenges = Bytes(wire::kChallengeBytes * 8);
    return in;
  }

  // lodge puts a message into the log of a further tick, as a source would.
  wire::ReferredTip lodge(std::string_view text, std::vector<wire::MessageFile> files = {}) {
    wire::ReferredTip tip;
    tip.text = secret(text);
    tip.files = std::move(files);
    tip.tick = 72 + frontier_.size() / 32;
    tip.receipt = 1;
    wire::TipProof proof;
    proof.flags = wire::kMessageWantsAnswers;
    proof.cpk = crypto::SignKey(drbg_.draw<crypto::SignSeed>()).verify_key();
    drbg_.fill(proof.salt.fill());
    tip.proof = proof;
    auto in = input(tip.tick);
    in.admitted.push_back({entry_of(wire::origin_hash(kOrigin), proof.cpk, proof.salt, *rebuild_part0(tip)), draw_dummy(drbg_)});
    const auto out = make_tick(std::move(in), relay_, drbg_);
    std::vector<wire::Entry> entries;
    for (std::size_t i = 1; i < out.leaves.size(); ++i) entries.push_back(wire::Entry::from(out.leaves[i]));
    tip.leaf = frontier_.size() + 1 + out.slot_of[0];
    tip.proof->path = path_of_entry(out.leaves[0], entries, out.slot_of[0]);
    tip.proof->bulletin = out.bulletin_proof;
    frontier_ = out.after;
    return tip;
  }

  wire::Referral referral(std::vector<wire::ReferredTip> tips) {
    wire::Referral out;
    out.nr = nr_;
    out.to = b_.verify_key();
    out.when = 1000;
    out.note = "Yours, I think.\nIt names your town.";
    out.tips = std::move(tips);
    return out;
  }
  Result<wire::Referral> read(ByteView bytes) { return parse_untrusted_referral(bytes, nr_); }
  Result<void> verify(const wire::ReferredTip& tip) { return verify_tip_proof(tip, kOrigin, relay_.verify_key()); }

  static constexpr std::string_view kOrigin = "relay.test";
  crypto::Drbg drbg_{Seed32{}};
  crypto::SignKey relay_{drbg_.draw<crypto::SignSeed>()};
  crypto::SignKey a_{drbg_.draw<crypto::SignSeed>()}, b_{drbg_.draw<crypto::SignSeed>()}, c_{drbg_.draw<crypto::SignSeed>()};
  Hash32 nr_ = crypto::sha256(as_bytes("programme"));
  log::Frontier frontier_;
};

TEST_F(Referrals, AreReadAsTheyWereSigned) {
  wire::ReferredCase file{"Ballots", {{"They were swapped.", 'B', '2', 0, 4, 7}}, {{"telegram", "boss"}},
                          {{"The driver", "seen\ntwice", {"Ox"}, {{"iban", "XA12"}}, {"Port Sel"}, {"at night"}, {0}}},
                          {"It was he."}, {{0, 0, 1}}};
  auto made = referral({lodge("The ballots were swapped.", {{"list.txt", SecretBytes(20'000, 7)}})});
  made.file = file;
  const auto bytes = sign_referral(made, a_);
  ASSERT_TRUE(bytes);
  const auto got = read(*bytes);
  ASSERT_TRUE(got);
  EXPECT_EQ(got->from, a_.verify_key());
  EXPECT_EQ(got->note, made.note);
  EXPECT_EQ(got->file, file);
  EXPECT_EQ(got->tips.at(0).text, secret("The ballots were swapped."));
  EXPECT_EQ(got->tips.at(0).files.at(0).bytes, SecretBytes(20'000, 7));
  EXPECT_EQ(got->tips.at(0).proof, made.tips[0].proof);
  ASSERT_EQ(got->tips.at(0).chain.size(), 1u);
  EXPECT_TRUE(verify(got->tips[0]));
}

TEST_F(Referrals, NoByteMayDiffer) {
  const auto bytes = sign_referral(referral({lodge("short")}), a_);
  ASSERT_TRUE(bytes && read(*bytes));
  for (std::size_t i = 0; i < bytes->size(); ++i) {
    auto other = *bytes;
    other[i] ^= 1;
    EXPECT_FALSE(read(other)) << i;
  }
}

TEST_F(Referrals, EveryTruncationIsRefused) {
  const auto bytes = sign_referral(referral({lodge("short")}), a_);
  for (std::size_t size = 0; size < bytes->size(); ++size) EXPECT_FALSE(read(ByteView(*bytes).first(size))) << size;
}

TEST_F(Referrals, OfAnotherProgrammeAreRefused) {
  const auto bytes = sign_referral(referral({lodge("x")}), a_);
  EXPECT_EQ(parse_untrusted_referral(*bytes, crypto::sha256(as_bytes("other"))).error().code, Errc::wrong_hash);
}

// B hands on what A gave it: C sees both names, and A's signature is still A's.
TEST_F(Referrals, OfAReferralKeepTheWholeChain) {
  const auto first = read(*sign_referral(referral({lodge("x")}), a_));
  auto again = referral(first->tips);
  again.to = c_.verify_key();
  again.when = 2000;
  const auto second = read(*sign_referral(again, b_));
  ASSERT_TRUE(second);
  const auto& chain = second->tips.at(0).chain;
  ASSERT_EQ(chain.size(), 2u);
  EXPECT_EQ(chain[0].from, a_.verify_key());
  EXPECT_EQ(chain[1].from, b_.verify_key());
  EXPECT_TRUE(verify(second->tips[0]));
}

TEST_F(Referrals, AChainWithAPostCutOutIsRefused) {
  auto tip = read(*sign_referral(referral({lodge("x")}), a_))->tips.at(0);
  auto cut = referral({tip});
  cut.to = b_.verify_key();
  EXPECT_EQ(read(*sign_referral(cut, c_)).error().code, Errc::conflict) << "A gave it to B, so C cannot hand it on";
  tip.text = secret("y");
  auto changed = referral({tip});
  changed.to = c_.verify_key();
  EXPECT_EQ(read(*sign_referral(changed, b_)).error().code, Errc::bad_signature) << "A did not sign this text";
}

TEST_F(Referrals, ATipThatWasNotInTheLogIsNoProof) {
  const auto good = lodge("The truth.", {{"a.txt", SecretBytes(30'000, 1)}});
  ASSERT_TRUE(verify(good));
  const auto spoiled = [&](auto spoil) {
    auto tip = good;
    spoil(tip);
    return !verify(tip);
  };
  EXPECT_TRUE(spoiled([](auto& tip) { tip.text = secret("The lie..."); }));
  EXPECT_TRUE(spoiled([](auto& tip) { tip.files[0].bytes[29'999] ^= 1; }));
  EXPECT_TRUE(spoiled([](auto& tip) { tip.files[0].name = "b.txt"; }));
  EXPECT_TRUE(spoiled([](auto& tip) { tip.leaf += 1; }));
  EXPECT_TRUE(spoiled([](auto& tip) { tip.tick += 1; }));
  EXPECT_TRUE(spoiled([](auto& tip) { tip.proof->path.pop_back(); }));
  EXPECT_TRUE(spoiled([](auto& tip) { tip.proof->path.clear(); }));
  EXPECT_TRUE(spoiled([](auto& tip) { tip.proof->salt = {}; }));
  EXPECT_TRUE(spoiled([](auto& tip) { tip.proof.reset(); }));
  EXPECT_FALSE(verify_tip_proof(good, kOrigin, a_.verify_key())) << "another log";
}

TEST_F(Referrals, LargerThanAllPartsAreSaidNotCut) {
  const std::vector<wire::MessageFile> files{{"a", SecretBytes(wire::kReferralBytesMax, 1)}};
  wire::ReferredTip tip;
  tip.files = files;
  EXPECT_EQ(sign_referral(referral({tip}), a_).error().code, Errc::too_large);
}

TEST(ReferralParts, SplitAndJoinAtEverySize) {
  for (const std::size_t size : {std::size_t{1}, wire::kReferralPartBytesMax, wire::kReferralPartBytesMax + 1, 3 * wire::kReferralPartBytesMax}) {
    const SecretBytes record(size, 3);
    const auto parts = wire::split_referral(record);
    ASSERT_TRUE(parts);
    EXPECT_EQ(parts->size(), wire::parts_of_referral(size));
    SecretBytes joined;
    for (const auto& data : *parts) {
      EXPECT_LE(data.size(), wire::kBlockDataBytesMax);
      const auto part = wire::parse_untrusted_referral_part(data);
      ASSERT_TRUE(part);
      EXPECT_EQ(part->id, crypto::sha256(record));
      joined.insert(joined.end(), part->bytes.begin(), part->bytes.end());
    }
    EXPECT_EQ(joined, record);
  }
  EXPECT_EQ(wire::parts_of_referral(wire::kReferralBytesMax), wire::kReferralPartsMax);
  EXPECT_EQ(wire::split_referral(SecretBytes(wire::kReferralBytesMax + 1)).error().code, Errc::too_large);
}

TEST(ReferralParts, HostileNumbersAreRefused) {
  const auto parts = *wire::split_referral(SecretBytes(30'000, 1));
  const auto with = [&](std::size_t at, std::uint8_t value) {
    auto data = parts[0];
    data[at] = value;
    return wire::parse_untrusted_referral_part(data).has_value();
  };
  EXPECT_TRUE(with(33, 0));
  EXPECT_FALSE(with(33, 3)) << "part 3 of 3";
  EXPECT_FALSE(with(35, 0)) << "of none";
  EXPECT_FALSE(with(34, 0xFF)) << "more parts than there may be";
  auto shorter = parts[0];
  shorter.pop_back();
  EXPECT_FALSE(wire::parse_untrusted_referral_part(shorter)) << "a hole in the middle";
}

}  // namespace
}  // namespace tipstaff::protocol
