#include "tests/rig.h"

#include "tipstaff/crypto/hash.h"
#include "tipstaff/log/tile.h"

namespace tipstaff::testing {

TempFolder::TempFolder() {
  auto pattern = (std::filesystem::temp_directory_path() / "tipstaff-test-XXXXXX").string();
  path_ = ::mkdtemp(pattern.data());
}
TempFolder::~TempFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Rig::Rig(std::size_t num_posts, std::uint16_t seconds)
    : tick_seconds(seconds), authority_(drbg.draw<crypto::SignSeed>()) {
  relay_seed_ = drbg.draw<crypto::SignSeed>();
  slot_key_ = drbg.draw<relay::SlotKey>();
  programme = {authority_.verify_key(), "relay.test"};
  for (std::size_t i = 0; i < num_posts; ++i)
    posts.push_back({static_cast<std::uint16_t>(i + 1), crypto::SignKey(drbg.draw<crypto::SignSeed>()),
                     protocol::apke_pair_from(drbg.draw<protocol::ApkeSeed>()), {}});
  write_roster(1, tick_seconds);
}

Rig::~Rig() { stop(); }

void Rig::write_roster(std::uint32_t serial, std::uint16_t its_tick_seconds) {
  wire::Roster roster;
  roster.serial = serial;
  roster.not_after = ~std::uint64_t{0};
  roster.tick_seconds = its_tick_seconds;
  roster.origin = programme.origin;
  roster.relay_vk = crypto::SignKey(relay_seed_).verify_key();
  for (const auto& post : posts) {
    wire::PostRecord record;
    record.id = post.id;
    record.country = {'X', static_cast<char>('A' + post.id - 1)};
    record.vk = post.sign.verify_key();
    record.apke_hash = crypto::sha256(post.long_term.pub.view());
    record.name = "Post " + std::to_string(post.id);
    roster.posts.push_back(record);
  }
  const auto bytes = wire::sign_roster(roster, authority_);
  TIP_ASSERT(bytes.has_value());
  TIP_ASSERT(platform::write_file(folder.path() / "roster.tsr", *bytes,
                                  platform::Access::owner_only).has_value());
}

relay::RelayOptions Rig::options() const {
  relay::RelayOptions options;
  options.data = folder.path() / "relay";
  options.programme = {"Test", programme, "http://127.0.0.1", "http://127.0.0.1"};
  options.roster_file = folder.path() / "roster.tsr";
  options.read_address = options.lodge_address = options.post_address = "127.0.0.1:0";
  options.keys_wait = keys_wait;
  options.leaves = leaves;
  options.calls = calls;
  return options;
}

relay::RelayKeys Rig::keys() const { return {relay_seed_.clone(), slot_key_.clone()}; }

void Rig::start(std::function<void(std::string_view)> on_step, bool ticking) {
  auto how = options();
  how.on_step = std::move(on_step);
  auto opened = relay::Relay::open(std::move(how), keys(), clock);
  ASSERT_TRUE(opened) << errc_name(opened.error().code) << " " << opened.error().where;
  relay_ = std::move(*opened);
  serving_ = std::thread([this, ticking] { relay_->run(ticking); });
  const auto url = [](std::uint16_t port) { return "http://127.0.0.1:" + std::to_string(port); };
  auto doors = source::Doors::open(url(relay_->ports().read), url(relay_->ports().lodge), "");
  auto post_door = platform::HttpClient::create({.url = url(relay_->ports().post), .socks5 = ""});
  ASSERT_TRUE(doors && post_door);
  doors_ = std::move(*doors);
  post_door_ = std::move(*post_door);
}

void Rig::stop() {
  if (!relay_) return;
  relay_->stop();
  serving_.join();
  doors_.reset();
  post_door_.reset();
  relay_.reset();
}

platform::HttpAnswer Rig::ask(platform::HttpClient& door, std::string_view method,
                              std::string_view path, ByteView body) {
  auto answer = door.request(method, path, body);
  EXPECT_TRUE(answer) << path;
  return answer ? std::move(*answer) : platform::HttpAnswer{};
}

platform::HttpAnswer Rig::post(std::string_view method, std::string_view path, ByteView body) {
  return ask(*post_door_, method, path, body);
}

std::uint64_t Rig::open_tick() const {
  return static_cast<std::uint64_t>(clock.unix_ms()) / 1000 / tick_seconds;
}

void Rig::upload_keys(std::uint32_t epoch) {
  for (auto& post : posts) {
    auto keys = protocol::draw_key_set(drbg);
    const auto record = wire::sign_key_record({post.id, 0, epoch, keys.pub}, programme.origin, post.sign);
    ASSERT_EQ(this->post("POST", "/v1/keys", record).status, 204u);
    post.epochs.insert_or_assign(epoch, std::move(keys));
  }
}

Result<void> Rig::tick() {
  const auto closing = open_tick();
  clock.pass(tick_seconds * 1000);
  return relay_->ticker().close(closing);
}

protocol::SourceSession Rig::session() { return {programme, drbg.draw<Seed32>()}; }

wire::Bulletin Rig::bulletin() {
  const auto answer = read("/v1/t/latest");
  const auto proof = log::verify_untrusted_proof(as_text(answer.body), programme.origin,
                                                 crypto::SignKey(relay_seed_).verify_key());
  TIP_ASSERT(proof.has_value());
  return *wire::parse_untrusted_bulletin((*proof)->extra);
}

Bytes Rig::junk(std::uint64_t tick, std::uint32_t hold) {
  wire::Stamp stamp;
  stamp.tick = tick;
  stamp.hold = hold;
  drbg.fill(stamp.nonce.fill());
  return concat({wire::encode_stamp(stamp), drbg.draw<wire::Entry>().view(),
                 protocol::draw_dummy(drbg).view()});
}

std::vector<Opened> Rig::open_bag(const RigPost& from, std::uint64_t tick) {
  const auto answer = post("GET", "/v1/t/" + std::to_string(tick) + "/bag", {});
  EXPECT_EQ(answer.status, 200u);
  const auto proof = log::parse_untrusted_proof(
      as_text(read("/v1/t/" + std::to_string(tick) + "/bulletin").body));
  EXPECT_TRUE(proof);
  const auto leaves_of_batch = answer.body.size() / wire::kEnvelopeBytes + 1;
  const auto span = log::tile_span(proof->index, proof->index + leaves_of_batch);
  const auto bundle = read("/v1/" + log::entries_path(span.index, span.width));
  EXPECT_EQ(bundle.status, 200u);
  const auto entries = log::parse_untrusted_bundle(bundle.body);
  EXPECT_TRUE(entries);
  std::vector<Opened> out;
  for (std::size_t slot = 0; slot + 1 < leaves_of_batch; ++slot) {
    const auto envelope = ByteView(answer.body).subspan(slot * wire::kEnvelopeBytes, wire::kEnvelopeBytes);
    const auto& keys = from.epochs.at(wire::epoch_of(tick));
    auto opened = protocol::open_envelope(wire::programme_hash(programme), keys, envelope);
    if (!opened) continue;
    const auto leaf = (*entries)[span.offset + 1 + slot];
    out.push_back({std::move(*opened), tick, proof->index + 1 + slot, Bytes(leaf.begin(), leaf.end())});
  }
  return out;
}

wire::EnvelopeBytes Rig::reply_to(const RigPost& from, const protocol::OpenedEnvelope& to,
                                  wire::BlockType type, ByteView data) {
  wire::Block block;
  block.type = type;
  block.data.assign(data.begin(), data.end());
  const auto keys = to.answer_keys();
  TIP_ASSERT(keys.has_value());
  auto sealed = protocol::seal_envelope(wire::programme_hash(programme), *keys, from.long_term,
                                        protocol::draw_return_address(drbg), block, drbg);
  TIP_ASSERT(sealed.has_value());
  return *sealed;
}

}  // namespace tipstaff::testing
