#pragma once
// DeskFixture: a desk in a scratch folder, a fake relay, and a source that seals.

#include <gtest/gtest.h>
#include <unistd.h>

#include "desk/post/engine.h"
#include "desk/testing/fake_relay.h"
#include "tipstaff/crypto/hash.h"
#include "tipstaff/protocol/claim_key.h"

namespace tipstaff::desk {

inline constexpr crypto::Argon2Cost kTestCost{8 * 1024, 1};
inline constexpr std::string_view kTestPassphrase = "correct horse battery";

class TestClock final : public platform::Clock {
 public:
  std::int64_t now_ms = 180'000'000;  // tick 36 000 of 5 s, epoch 1000
  [[nodiscard]] std::int64_t unix_ms() const override { return now_ms; }
  [[nodiscard]] std::int64_t steady_ms() const override { return now_ms; }
};

// Scratch is a folder that goes when the test is over.
class Scratch {
 public:
  Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "tipstaff-desk-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

class DeskFixture : public ::testing::Test {
 protected:
  static constexpr std::uint64_t kTick = 36'000;
  static constexpr std::uint32_t kEpoch = 1000;
  static constexpr std::uint16_t kPost = 7;

  static wire::PostRecord test_record() {
    wire::PostRecord out;
    out.id = kPost;
    out.country = {'A', 'V'};
    out.name = "Embassy of Arvenia";
    return out;
  }

  DeskFixture() {
    EXPECT_TRUE(desk_.create(as_bytes(kTestPassphrase), kTestCost));
    EXPECT_TRUE(with([this](Vault& vault) { return vault.draw_identity(test_record(), drbg_); }));
    const auto identity = with([](Vault& vault) { return vault.identity(); });
    relay_.enrol(identity->record);
    EXPECT_TRUE(with([this](Vault& vault) {
      return vault.store_roster(relay_.roster(), relay_.programme());
    }));
    engine_ = make_engine(desk_);
  }

  template <class Use>
  auto with(Use use) -> decltype(use(std::declval<Vault&>())) { return desk_.with(use); }

  std::unique_ptr<Engine> make_engine(Desk& desk) {
    auto client = RelayClient::create({relay_.url(), relay_.url(), ""});
    return std::make_unique<Engine>(desk, relay_.programme(), std::move(*client),
                                    [](ByteView) { return std::string("text/plain"); },
                                    crypto::Drbg(drbg_.draw<Seed32>()));
  }

  // begin lets the post upload its keys and publishes the first tick.
  void begin() {
    ASSERT_TRUE(engine_->round());
    relay_.publish(kTick, {});
    ASSERT_TRUE(engine_->round());
    ASSERT_EQ(engine_->status().trouble, Trouble::none);
  }

  // seal_block seals any block to the post's keys of an epoch, as this source.
  protocol::TickLodging seal_block(const wire::Block& block, std::uint32_t epoch = kEpoch) {
    const auto keys = relay_.keys(epoch, kPost);
    EXPECT_TRUE(keys);
    protocol::TickLodging out;
    out.entry = block.cpk.is_zero()
                    ? drbg_.draw<wire::Entry>()
                    : protocol::entry_of(origin_hash(), block.cpk, block.salt, block.data);
    out.envelope = *protocol::seal_envelope(nr(), keys->keys, source_.apke,
                                            {source_.pub.fetch, source_.pub.pke}, block, drbg_);
    return out;
  }

  // seal_message seals a message with a claimable entry for part 0.
  std::vector<protocol::TickLodging> seal_message(const wire::Message& message) {
    auto parts = wire::split_message(message);
    EXPECT_TRUE(parts);
    std::vector<protocol::TickLodging> out;
    for (std::size_t i = 0; i < parts->size(); ++i) {
      wire::Block block;
      block.type = i == 0 ? wire::BlockType::text : wire::BlockType::part;
      block.part = static_cast<std::uint8_t>(i);
      block.parts = static_cast<std::uint8_t>(parts->size());
      block.data = std::move((*parts)[i]);
      if (i == 0) {
        block.cpk = crypto::SignKey(drbg_.draw<crypto::SignSeed>()).verify_key();
        drbg_.fill(block.salt.fill());
      }
      out.push_back(seal_block(block));
    }
    return out;
  }

  static wire::Message text_message(std::string_view text) {
    wire::Message out;
    out.flags = wire::kMessageWantsAnswers;
    const auto bytes = as_bytes(text);
    out.text.assign(bytes.begin(), bytes.end());
    return out;
  }

  std::vector<ConversationInfo> inbox(const MailFilter& filter = {}) {
    return *with([&](Vault& vault) { return list_conversations(vault, filter); });
  }
  std::vector<MessageInfo> messages(std::int64_t conversation) {
    return *with([&](Vault& vault) { return list_messages(vault, conversation); });
  }
  // open_replies opens what the relay was given, as the source would.
  std::vector<protocol::OpenedEnvelope> open_replies() {
    std::vector<protocol::OpenedEnvelope> out;
    for (const auto& reply : relay_.replies) {
      auto opened = protocol::open_envelope(nr(), source_, reply);
      EXPECT_TRUE(opened);
      if (opened) out.push_back(std::move(*opened));
    }
    return out;
  }
  Hash32 nr() const { return wire::programme_hash(relay_.programme()); }
  Hash32 origin_hash() const { return wire::origin_hash(relay_.programme().origin); }

  crypto::Drbg drbg_{Seed32{}};
  TestClock clock_;
  Scratch scratch_;
  Desk desk_{scratch_.path() / "desk", clock_};
  FakeRelay relay_{crypto::SignKey(drbg_.draw<crypto::SignSeed>()),
                   crypto::SignKey(drbg_.draw<crypto::SignSeed>())};
  protocol::KeySet source_ = protocol::source_key_set(drbg_.draw<protocol::MailboxKey>());
  std::unique_ptr<Engine> engine_;
};

}  // namespace tipstaff::desk
