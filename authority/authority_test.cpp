#include "authority/authority.h"

#include <gtest/gtest.h>

#include "platform/file.h"

namespace tipstaff::authority {
namespace {

constexpr crypto::Argon2Cost kCheap{1024, 1};  // tests of logic, not of cost
constexpr std::string_view kPassphrase = "correct horse";
constexpr std::uint64_t kNow = 1'800'000'000;

class AuthorityTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto pattern = (std::filesystem::temp_directory_path() / "tipstaff-authority-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  Result<Authority> create() {
    NewProgramme wanted;
    wanted.title = "Honest Vote";
    wanted.origin = "relay.test";
    wanted.relay_url = wanted.lodge_url = "http://127.0.0.1:1";
    wanted.relay_vk = crypto::SignKey(drbg_.draw<crypto::SignSeed>()).verify_key();
    return Authority::create(folder_, wanted, as_bytes(kPassphrase), kCheap, drbg_, kNow);
  }
  wire::PostRecord post(std::uint16_t id) {
    wire::PostRecord out;
    out.id = id;
    out.country = {'X', 'A'};
    out.vk = crypto::SignKey(drbg_.draw<crypto::SignSeed>()).verify_key();
    out.apke_hash = drbg_.draw<Hash32>();
    out.name = "Embassy";
    return out;
  }
  std::filesystem::path folder_;
  crypto::Drbg drbg_{Seed32{}};
};

TEST_F(AuthorityTest, EnrolsRotatesRevokesAndCountsSerials) {
  auto authority = create();
  ASSERT_TRUE(authority);
  ASSERT_TRUE(authority->enrol(post(1)));
  ASSERT_TRUE(authority->enrol(post(2)));
  EXPECT_EQ(authority->enrol(post(2)).error().code, Errc::conflict);
  ASSERT_TRUE(authority->sign(kNow + 10, 30));
  auto again = Authority::open(folder_, as_bytes(kPassphrase));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->roster().serial, 2u);
  EXPECT_EQ(again->roster().posts.size(), 2u);
  EXPECT_EQ(again->roster().not_after, kNow + 10 + 30 * 86'400);
  const auto replaced = post(2);
  ASSERT_TRUE(again->rotate(replaced));
  EXPECT_EQ(again->rotate(post(9)).error().code, Errc::not_found);
  ASSERT_TRUE(again->revoke(1));
  EXPECT_EQ(again->revoke(1).error().code, Errc::not_found);
  ASSERT_TRUE(again->sign(kNow + 20, 30));
  const auto roster = read_roster(folder_, again->programme().programme);
  ASSERT_TRUE(roster);
  ASSERT_EQ((*roster)->posts.size(), 1u);
  EXPECT_EQ((*roster)->posts[0].vk, replaced.vk);
  EXPECT_TRUE(std::filesystem::exists(folder_ / "roster-2.tsr"));
}

TEST_F(AuthorityTest, RefusesAPostThatTakesAnothersKey) {
  auto authority = create();
  ASSERT_TRUE(authority);
  const auto honest = post(2);
  ASSERT_TRUE(authority->enrol(post(1)));
  ASSERT_TRUE(authority->enrol(honest));
  for (const auto id : {std::uint16_t{1}, std::uint16_t{3}}) {
    auto thief = post(id);
    thief.apke_hash = honest.apke_hash;
    auto twin = post(id);
    twin.vk = honest.vk;
    for (const auto& record : {thief, twin})
      EXPECT_EQ((id == 1 ? authority->rotate(record) : authority->enrol(record)).error().code, Errc::conflict);
  }
  ASSERT_TRUE(authority->rotate(honest));
}

TEST_F(AuthorityTest, DoesNotOpenWithAnotherPassphraseNorTwiceBeCreated) {
  ASSERT_TRUE(create());
  EXPECT_EQ(create().error().code, Errc::conflict);
  EXPECT_EQ(Authority::open(folder_, as_bytes("wrong horses")).error().code, Errc::bad_ciphertext);
}

TEST_F(AuthorityTest, RefusesARosterThatSomebodyElseSigned) {
  auto authority = create();
  ASSERT_TRUE(authority);
  auto bytes = *platform::read_file(folder_ / "roster.tsr", 1 << 20);
  bytes[300] ^= 1;
  ASSERT_TRUE(platform::write_file(folder_ / "roster.tsr", bytes, platform::Access::owner_only));
  EXPECT_FALSE(Authority::open(folder_, as_bytes(kPassphrase)));
}

}  // namespace
}  // namespace tipstaff::authority
