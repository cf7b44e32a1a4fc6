#pragma once
// Rig: a whole programme in one process: an authority, posts, a relay with its
// real database and doors, and a clock that the test turns.

#include <gtest/gtest.h>

#include <thread>

#include "relay/relay.h"
#include "source/visit.h"
#include "tipstaff/protocol/ack.h"
#include "tipstaff/wire/key_record.h"

namespace tipstaff::testing {

class TestClock final : public platform::Clock {
 public:
  [[nodiscard]] std::int64_t unix_ms() const override { return unix_.load(); }
  [[nodiscard]] std::int64_t steady_ms() const override { return steady_.load(); }
  void pass(std::int64_t ms) { unix_ += ms; steady_ += ms; }
  void jump(std::int64_t ms) { unix_ += ms; }

 private:
  std::atomic<std::int64_t> unix_{1'800'000'000'000};
  std::atomic<std::int64_t> steady_{1000};
};

// TempFolder is removed with everything in it.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

struct RigPost {
  std::uint16_t id;
  crypto::SignKey sign;
  protocol::ApkePair long_term;
  std::map<std::uint32_t, protocol::KeySet> epochs;
};

// Opened is an envelope that a post could read, and where it stood.
struct Opened {
  protocol::OpenedEnvelope envelope;
  std::uint64_t tick;
  std::uint64_t leaf;
  Bytes entry;
};

class Rig {
 public:
  explicit Rig(std::size_t num_posts = 2, std::uint16_t tick_seconds = 600);
  ~Rig();

  // write_roster signs a roster of these posts and puts it where the relay looks.
  void write_roster(std::uint32_t serial, std::uint16_t its_tick_seconds);
  // start opens the relay on free ports and serves it; stop ends it.
  void start(std::function<void(std::string_view)> on_step = [](std::string_view) {},
             bool ticking = false);
  void stop();
  [[nodiscard]] relay::Relay& relay() { return *relay_; }
  [[nodiscard]] relay::RelayOptions options() const;
  [[nodiscard]] relay::RelayKeys keys() const;

  void upload_keys(std::uint32_t epoch);
  [[nodiscard]] std::uint64_t open_tick() const;
  // tick lets one tick pass and closes it.
  Result<void> tick();
  void ticks(int count) { for (int i = 0; i < count; ++i) ASSERT_TRUE(tick()); }

  [[nodiscard]] platform::HttpAnswer read(std::string_view path) { return ask(doors().read, "GET", path, {}); }
  [[nodiscard]] platform::HttpAnswer lodge(ByteView body) { return ask(doors().lodge, "POST", "/v1/lodge", body); }
  [[nodiscard]] platform::HttpAnswer post(std::string_view method, std::string_view path, ByteView body);
  [[nodiscard]] source::Doors& doors() { return *doors_; }
  [[nodiscard]] platform::HttpAnswer ask(platform::HttpClient& door, std::string_view method,
                                         std::string_view path, ByteView body);

  [[nodiscard]] protocol::SourceSession session();
  [[nodiscard]] wire::Bulletin bulletin();
  // junk is a lodging that any relay takes and no post can open.
  [[nodiscard]] Bytes junk(std::uint64_t tick, std::uint32_t hold = 0);
  // open_bag returns what `post` can read in the bag of `tick`.
  [[nodiscard]] std::vector<Opened> open_bag(const RigPost& post, std::uint64_t tick);
  [[nodiscard]] wire::EnvelopeBytes reply_to(const RigPost& post, const protocol::OpenedEnvelope& to,
                                             wire::BlockType type, ByteView data);

  TestClock clock;
  TempFolder folder;
  crypto::Drbg drbg{Seed32{}};
  wire::Programme programme;
  std::vector<RigPost> posts;
  std::uint16_t tick_seconds;
  std::chrono::seconds keys_wait{0};
  std::uint16_t leaves = wire::kLeavesClassS;  // the class that the relay is started with
  std::filesystem::path calls;  // what the relay serves under /calls/

 private:
  crypto::SignKey authority_;
  crypto::SignSeed relay_seed_;
  relay::SlotKey slot_key_;
  std::unique_ptr<relay::Relay> relay_;
  std::thread serving_;
  std::optional<source::Doors> doors_;
  std::optional<platform::HttpClient> post_door_;
};

}  // namespace tipstaff::testing
