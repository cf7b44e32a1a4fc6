// What must hold when the relay is killed, the disk is full or the clock lies.

#include <signal.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "tests/rig.h"
#include "tipstaff/log/tile.h"

namespace tipstaff::testing {
namespace {

// Steps of a tick at which the relay is killed; a file is written several times.
constexpr int kSteps = 16;
constexpr int kRounds = 120;
constexpr int kLodgingsARound = 8;

// Child is a relay in a process of its own, killed with SIGKILL at a step.
class Child {
 public:
  Child(Rig& rig, int die_at) {
    int pipe_ends[2];
    TIP_ASSERT(::pipe(pipe_ends) == 0);
    pid_ = ::fork();
    if (pid_ == 0) serve(rig, die_at, pipe_ends[1]);
    ::close(pipe_ends[1]);
    const auto got = ::read(pipe_ends[0], &ports_, sizeof ports_);
    ::close(pipe_ends[0]);
    up_ = got == static_cast<ssize_t>(sizeof ports_);
  }
  ~Child() {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;
  [[nodiscard]] bool up() const { return up_; }
  [[nodiscard]] const relay::RelayPorts& ports() const { return ports_; }

 private:
  [[noreturn]] static void serve(Rig& rig, int die_at, int out) {
    int step = 0;
    auto options = rig.options();
    options.on_step = [&step, die_at](std::string_view) {
      if (++step == die_at) ::kill(::getpid(), SIGKILL);
    };
    auto relay = relay::Relay::open(std::move(options), rig.keys(), rig.clock);
    if (!relay) ::_exit(1);
    if ((*relay)->ports().read == 0) ::_exit(1);
    std::thread([&] { (*relay)->run(false); }).detach();
    (void)!::write(out, &(*relay)->ports(), sizeof(relay::RelayPorts));
    // The tick follows shortly, so that lodgings come before, during and after it.
    ::usleep(30'000);
    (void)(*relay)->ticker().close(rig.open_tick());
    ::usleep(20'000);
    ::kill(::getpid(), SIGKILL);
    ::_exit(1);
  }

  pid_t pid_ = 0;
  bool up_ = false;
  relay::RelayPorts ports_;
};

// every_leaf reads the log back from its tiles.
std::vector<Bytes> every_leaf(Rig& rig, std::uint64_t size) {
  std::vector<Bytes> out;
  for (std::uint64_t at = 0; at < size; at += log::kTileWidth) {
    const auto width = std::min(log::kTileWidth, size - at);
    const auto bundle = rig.read("/v1/" + log::entries_path(at / log::kTileWidth, width));
    EXPECT_EQ(bundle.status, 200u);
    const auto leaves = log::parse_untrusted_bundle(bundle.body);
    EXPECT_TRUE(leaves);
    for (const auto leaf : *leaves) out.emplace_back(leaf.begin(), leaf.end());
  }
  return out;
}

TEST(Faults, KilledAtEveryStepTheRelayLosesNoLodgingAndTheLogStaysOne) {
  Rig rig(1);
  std::vector<Bytes> accepted;
  int killed = 0;
  std::uint64_t last_seen = 0;
  for (int round = 0; round < kRounds; ++round) {
    const Child child(rig, 1 + round % kSteps);
    ASSERT_TRUE(child.up()) << round;
    auto door = platform::HttpClient::create(
        {.url = "http://127.0.0.1:" + std::to_string(child.ports().lodge), .socks5 = ""});
    auto read = platform::HttpClient::create(
        {.url = "http://127.0.0.1:" + std::to_string(child.ports().read), .socks5 = ""});
    for (int lodged = 0;;) {
      const auto latest = read->request("GET", "/v1/t/latest", {});
      if (!latest) { ++killed; break; }
      if (latest->status == 503) { ::usleep(2000); continue; }
      const auto proof = log::parse_untrusted_proof(as_text(latest->body));
      ASSERT_TRUE(proof);
      last_seen = wire::parse_untrusted_bulletin(proof->extra)->tick;
      ::usleep(8000);
      if (lodged == kLodgingsARound) continue;
      const auto lodging = rig.junk(last_seen);
      const auto answer = door->request("POST", "/v1/lodge", lodging);
      if (!answer) { ++killed; break; }
      ASSERT_EQ(answer->status, 204u);
      accepted.push_back(lodging);
      ++lodged;
    }
    if (last_seen >= rig.open_tick()) rig.clock.pass(rig.tick_seconds * 1000);
  }
  EXPECT_EQ(killed, kRounds);
  ASSERT_GT(accepted.size(), 100u);

  rig.start();
  rig.clock.pass(rig.tick_seconds * 1000);
  rig.ticks(static_cast<int>(accepted.size() / 16) + 2);
  const auto latest = rig.read("/v1/checkpoint");
  const auto proof = log::parse_untrusted_proof(as_text(rig.read("/v1/t/latest").body));
  const auto leaves = every_leaf(rig, proof->index + wire::kLeavesClassS);
  std::vector<Hash32> hashes;
  for (const auto& leaf : leaves) hashes.push_back(log::leaf_hash(leaf));
  EXPECT_NE(as_text(latest.body).find(to_base64(log::tree_hash(hashes).view())), std::string::npos);
  // Each tick stands once in the log, and each bag has the root that it names.
  std::string bags;
  std::uint64_t last = 0;
  for (std::size_t at = 0; at < leaves.size(); at += wire::kLeavesClassS) {
    const auto bulletin = wire::parse_untrusted_bulletin(leaves[at]);
    ASSERT_TRUE(bulletin);
    EXPECT_GT(bulletin->tick, last);
    last = bulletin->tick;
    const auto bag = rig.post("GET", "/v1/t/" + std::to_string(last) + "/bag", {});
    ASSERT_EQ(bag.status, 200u);
    EXPECT_EQ(*protocol::bag_root_of(bag.body, wire::kLeavesClassS), bulletin->bag_root);
    bags += as_text(bag.body);
  }
  std::size_t lost = 0;
  for (const auto& lodging : accepted) {
    const auto envelope = as_text(ByteView(lodging).subspan(80));
    const auto at = bags.find(envelope.substr(0, 64));
    if (at == std::string::npos) { ++lost; continue; }
    EXPECT_EQ(bags.find(envelope.substr(0, 64), at + 1), std::string::npos) << "twice";
  }
  EXPECT_EQ(lost, 0u) << "of " << accepted.size();
  std::printf("  %d kills, %zu lodgings accepted, %zu lost\n", killed, accepted.size(), lost);
}

TEST(Faults, AFullDiskRefusesCleanlyAndLosesNothing) {
  ::signal(SIGXFSZ, SIG_IGN);
  Rig rig(1);
  rig.start();
  ASSERT_TRUE(rig.tick());
  const auto kept = rig.junk(rig.bulletin().tick);
  ASSERT_EQ(rig.lodge(kept).status, 204u);
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit tight{4096, before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &tight);
  const auto refused = rig.junk(rig.bulletin().tick);
  EXPECT_EQ(rig.lodge(refused).status, 503u);
  const auto standing = rig.read("/v1/t/latest").body;
  EXPECT_FALSE(rig.tick());
  EXPECT_EQ(rig.read("/v1/t/latest").body, standing);
  ::setrlimit(RLIMIT_FSIZE, &before);
  EXPECT_EQ(rig.lodge(refused).status, 204u);
  std::string bags;
  for (int i = 0; i < 3; ++i) {
    const auto tick = rig.open_tick();
    ASSERT_TRUE(rig.tick());
    bags += as_text(rig.post("GET", "/v1/t/" + std::to_string(tick) + "/bag", {}).body);
  }
  for (const auto* lodging : {&kept, &refused})
    EXPECT_NE(bags.find(as_text(ByteView(*lodging).subspan(80))), std::string::npos);
}

// until waits for what another thread does.
template <class Condition>
bool until(Condition condition) {
  for (int i = 0; i < 400 && !condition(); ++i) ::usleep(25'000);
  return condition();
}

TEST(Faults, NoTickWhileTheClockIsWrong) {
  Rig rig(1, 60);
  rig.start([](std::string_view) {}, true);
  const auto tick_now = [&] {
    const auto answer = rig.read("/v1/t/latest");
    return answer.status == 200 ? rig.bulletin().tick : 0;
  };
  const auto pass_one = [&] { rig.clock.pass(60'000); };
  ::usleep(300'000);
  pass_one();
  ASSERT_TRUE(until([&] { return tick_now() > 0; }));
  const auto first = tick_now();
  pass_one();
  ASSERT_TRUE(until([&] { return tick_now() == first + 1; }));
  constexpr std::int64_t kDayMs = 86'400'000;
  rig.clock.jump(-kDayMs);
  ::usleep(600'000);
  pass_one();
  ::usleep(600'000);
  EXPECT_EQ(tick_now(), first + 1);
  rig.clock.jump(2 * kDayMs);
  ::usleep(600'000);
  EXPECT_EQ(tick_now(), first + 1);
  rig.clock.jump(-kDayMs);
  ::usleep(600'000);
  pass_one();
  EXPECT_TRUE(until([&] { return tick_now() > first + 1; }));
  EXPECT_LE(tick_now(), first + 4);
}

TEST(Faults, ADiskWithoutItsSlotKeyTellsNothingAndOpensNothing) {
  Rig rig(1);
  rig.start();
  rig.upload_keys(wire::epoch_of(rig.open_tick()));
  ASSERT_TRUE(rig.tick());
  const auto envelope = protocol::draw_dummy(rig.drbg);
  ASSERT_EQ(rig.post("POST", "/v1/reply", envelope.view()).status, 204u);
  ASSERT_TRUE(rig.tick());
  rig.stop();
  const auto database = platform::read_file(rig.folder.path() / "relay/relay.db", 64 << 20);
  ASSERT_TRUE(database);
  EXPECT_EQ(as_text(*database).find(as_text(envelope.view().first(32))), std::string_view::npos);
  auto keys = rig.keys();
  keys.slot_key = rig.drbg.draw<relay::SlotKey>();
  const auto opened = relay::Relay::open(rig.options(), std::move(keys), rig.clock);
  ASSERT_FALSE(opened);
  EXPECT_EQ(opened.error().code, Errc::bad_ciphertext);
}

TEST(Faults, ABurnedReplyLeavesNoBytesOnTheDisk) {
  Rig rig(1);
  rig.start();
  ASSERT_TRUE(rig.tick());
  ASSERT_EQ(rig.post("POST", "/v1/reply", protocol::draw_dummy(rig.drbg).view()).status, 204u);
  ASSERT_TRUE(rig.tick());
  rig.stop();
  // The sealed row is found on the disk, and is gone after the burn.
  auto database = platform::Database::open(rig.folder.path() / "relay/relay.db", {});
  ASSERT_TRUE(database);
  std::string sealed;
  {
    auto query = database->prepare("SELECT sealed FROM replies");
    ASSERT_TRUE(*query.step());
    sealed = as_text(query.blob(0));
  }
  const auto on_disk = [&] {
    std::string all;
    for (const auto* name : {"relay.db", "relay.db-wal"}) {
      const auto bytes = platform::read_file(rig.folder.path() / "relay" / name, 64 << 20);
      if (bytes) all += as_text(*bytes);
    }
    return all.find(sealed.substr(2000, 64)) != std::string::npos;
  };
  EXPECT_TRUE(on_disk());
  {
    auto erase = database->prepare("DELETE FROM replies");
    ASSERT_TRUE(erase.run());
  }
  ASSERT_TRUE(database->execute("PRAGMA wal_checkpoint(TRUNCATE)"));
  EXPECT_FALSE(on_disk());
}

// After a rollback the tables are read from the disk again, and it holds something else.
TEST(Faults, AFailingDiskIsAnErrorAndNotTheEndOfTheProgram) {
  const TempFolder folder;
  const auto path = folder.path() / "broken.db";
  auto database = platform::Database::open(path, {});
  ASSERT_TRUE(database);
  ASSERT_TRUE(database->execute("CREATE TABLE t(a); PRAGMA wal_checkpoint(TRUNCATE)"));
  ASSERT_TRUE(database->execute("BEGIN; CREATE TABLE x(y)"));
  std::ofstream(path, std::ios::binary | std::ios::trunc) << std::string(1 << 16, '!');
  (void)database->execute("ROLLBACK");
  EXPECT_FALSE(database->prepare("SELECT a FROM t WHERE a = ?").bind(std::int64_t{1}).step());
}

TEST(Faults, AFloodOfStampsForgetsTheOldestAndStaysBounded) {
  Rig rig(1);
  auto store = relay::Store::open(rig.folder.path() / "flood.db", rig.keys().slot_key.clone(), Seed32{});
  ASSERT_TRUE(store);
  store->limit_stamps(16);
  const auto lodge = [&](const Bytes& body, std::uint64_t tick) {
    const auto lodging = wire::parse_untrusted_lodging(body);
    ASSERT_TRUE(lodging);
    EXPECT_TRUE(store->lodge(*lodging, relay::Store::digest_of(*lodging), tick));
  };
  for (std::uint64_t i = 0; i < 40; ++i) {
    lodge(rig.junk(1000 + i / 10), 1004);
    EXPECT_LE(*store->count_stamps(), 16u);
  }
  const auto newest = rig.junk(1004);
  lodge(newest, 1004);
  const auto before = *store->count_stamps();
  lodge(newest, 1004);
  EXPECT_EQ(*store->count_stamps(), before) << "the same lodging again is kept once";
  EXPECT_EQ(store->pool_size(), 41u);
}

}  // namespace
}  // namespace tipstaff::testing
