#include "bench/protocol/stage.h"

#include "platform/database.h"
#include "platform/entropy.h"
#include "tipstaff/crypto/hash.h"
#include "tipstaff/protocol/envelope.h"

namespace tipstaff::bench {
namespace {

constexpr std::uint16_t kPostId = 1;
constexpr std::uint32_t kEpochsWithKeys = 4;

void write(const std::filesystem::path& path, ByteView bytes) {
  TIP_ASSERT(platform::write_file(path, bytes, platform::Access::owner_only).has_value());
}

void write_key(const std::filesystem::path& path, ByteView key) {
  write(path, as_bytes(to_hex(key) + "\n"));
}

std::string tick_path(std::uint64_t tick, std::string_view what) {
  return "v1/t/" + std::to_string(tick) + "/" + std::string(what);
}

void add_to_shelf(platform::Database& database, const std::string& path, std::uint64_t expire) {
  auto add = database.prepare("INSERT OR IGNORE INTO shelf VALUES(?, ?)");
  TIP_ASSERT(add.bind(path).bind(static_cast<std::int64_t>(expire)).run().has_value());
}

}  // namespace

Stage::Stage(StageOptions options)
    : options_(std::move(options)), drbg_(platform::fresh_drbg()),
      authority_(drbg_.draw<crypto::SignSeed>()), post_(drbg_.draw<crypto::SignSeed>()),
      post_apke_(protocol::apke_pair_from(drbg_.draw<protocol::ApkeSeed>())),
      relay_seed_(drbg_.draw<crypto::SignSeed>()), slot_key_(drbg_.draw<relay::SlotKey>()) {
  programme_ = {"Bench", {authority_.verify_key(), "relay.bench"}, options_.read_url,
                options_.lodge_url};
  std::filesystem::remove_all(options_.folder);
  std::filesystem::create_directories(data());
  write_files();
}

void Stage::write_files() {
  wire::PostRecord record;
  record.id = kPostId;
  record.country = {'X', 'A'};
  record.vk = post_.verify_key();
  record.apke_hash = crypto::sha256(post_apke_.pub.view());
  record.name = "Post";
  wire::Roster roster;
  roster.serial = 1;
  roster.not_after = ~std::uint64_t{0};
  roster.tick_seconds = options_.tick_seconds;
  roster.origin = programme_.programme.origin;
  roster.relay_vk = crypto::SignKey(relay_seed_).verify_key();
  roster.posts.push_back(record);
  const auto bytes = wire::sign_roster(roster, authority_);
  TIP_ASSERT(bytes.has_value());
  write(options_.folder / "roster.tsr", *bytes);
  write(options_.folder / "programme.conf", as_bytes(platform::encode_programme_file(programme_)));
  write_key(options_.folder / "relay.key", relay_seed_.expose());
  write_key(options_.folder / "slot.key", slot_key_.expose());
}

relay::Store Stage::open_store() {
  auto store = relay::Store::open(data() / "relay.db", slot_key_.clone(), platform::fresh_seed());
  TIP_ASSERT(store.has_value());
  return std::move(*store);
}

void Stage::upload_keys(std::uint64_t tick) {
  auto store = open_store();
  for (std::uint32_t i = 0; i < kEpochsWithKeys; ++i) {
    const auto epoch = wire::epoch_of(tick) + i;
    const auto keys = protocol::draw_key_set(drbg_);
    const auto record = wire::sign_key_record({kPostId, 0, epoch, keys.pub},
                                              programme_.programme.origin, post_);
    TIP_ASSERT(store.put_keys(epoch, kPostId, record).has_value());
  }
}

void Stage::fill_replies(std::uint64_t tick) {
  auto store = open_store();
  TIP_ASSERT(store.begin().has_value());
  for (std::size_t i = 0; i < wire::kReplySlots; ++i)
    TIP_ASSERT(store.queue_reply(protocol::draw_dummy(drbg_).view()).has_value());
  for (std::uint64_t i = wire::kReplySlots / wire::kRepliesPerTick; i > 0; --i)
    TIP_ASSERT(store.advance_replies(tick - i).has_value());
  TIP_ASSERT(store.live_replies() == wire::kReplySlots && store.commit().has_value());
}

void Stage::fill_shelf(std::uint64_t tick) {
  auto database = platform::Database::open(data() / "relay.db", {});
  TIP_ASSERT(database.has_value() && database->execute("BEGIN").has_value());
  Bytes bag((wire::kLeavesClassS - 1u) * wire::kEnvelopeBytes);
  for (std::uint64_t i = wire::kBagLifeTicks - 1; i > 0; --i) {
    drbg_.fill(bag);
    const auto path = tick_path(tick - i, "bag");
    write(data() / "shelf" / path, bag);
    add_to_shelf(*database, path, tick - i + wire::kBagLifeTicks);
  }
  for (std::uint64_t i = wire::kReplyLifeTicks - 1; i > 0; --i)
    add_to_shelf(*database, tick_path(tick - i, "bulletin"), tick - i + wire::kReplyLifeTicks);
  TIP_ASSERT(database->execute("COMMIT").has_value());
}

std::unique_ptr<relay::Relay> Stage::open(std::function<void(std::string_view)> on_step) {
  relay::RelayOptions options;
  options.data = data();
  options.programme = programme_;
  options.roster_file = options_.folder / "roster.tsr";
  options.read_address = options.lodge_address = options.post_address = "127.0.0.1:0";
  options.keys_wait = std::chrono::seconds(0);
  options.on_step = std::move(on_step);
  auto opened = relay::Relay::open(std::move(options), {relay_seed_.clone(), slot_key_.clone()},
                                   clock_);
  TIP_ASSERT(opened.has_value());
  return std::move(*opened);
}

void Stage::close_tick(std::uint64_t tick) {
  const auto relay = open([](std::string_view) {});
  TIP_ASSERT(relay->ticker().close(tick).has_value());
}

std::uint64_t Stage::open_tick() const {
  return static_cast<std::uint64_t>(clock_.unix_ms()) / 1000 / options_.tick_seconds;
}

Bytes Stage::lodging(std::uint64_t tick) {
  wire::Stamp stamp;
  stamp.tick = tick;
  return concat({wire::encode_stamp(stamp), drbg_.draw<wire::Entry>().view(),
                 protocol::draw_dummy(drbg_).view()});
}

}  // namespace tipstaff::bench
