#include "desk/testing/fake_relay.h"

#include <algorithm>

#include "tipstaff/crypto/hash.h"
#include "tipstaff/log/tile.h"

namespace tipstaff::desk {
namespace {

constexpr std::uint16_t kSlots = 8;  // few, for speed

Bytes id_of(const Bytes& envelope) {
  const auto hash = crypto::sha256(envelope);
  return {hash.view().begin(), hash.view().begin() + wire::kReplyIdBytes};
}

}  // namespace

FakeRelay::FakeRelay(crypto::SignKey authority, crypto::SignKey relay)
    : authority_(std::move(authority)), relay_(std::move(relay)),
      programme_{authority_.verify_key(), "relay.test"} {
  draft_.not_before = 1;
  draft_.not_after = 1'000'000'000;
  draft_.tick_seconds = 5;
  draft_.origin = programme_.origin;
  draft_.relay_vk = relay_.verify_key();
  port_ = *server_.listen({"127.0.0.1:0", this, {}});
  thread_ = std::jthread([this] { server_.run(); });
}

FakeRelay::~FakeRelay() { server_.stop(); }

void FakeRelay::enrol(wire::PostRecord post) {
  draft_.posts.push_back(std::move(post));
  std::sort(draft_.posts.begin(), draft_.posts.end(),
            [](const auto& a, const auto& b) { return a.id < b.id; });
  sign_draft();
}

void FakeRelay::drop(std::uint16_t post) {
  std::erase_if(draft_.posts, [post](const auto& one) { return one.id == post; });
  sign_draft();
}

void FakeRelay::sign_page(const Hash32& manifest_hash) {
  draft_.client_bundle_hash = manifest_hash;
  sign_draft();
}

void FakeRelay::sign_draft() {
  ++draft_.serial;
  const auto bytes = *wire::sign_roster(draft_, authority_);
  roster_ = *wire::parse_untrusted_roster(bytes, programme_);
  objects["/v1/roster/" + to_hex(roster_->hash().view())] = bytes;
}

Bytes FakeRelay::keys_file(std::uint32_t epoch) const {
  Bytes out;
  const auto uploaded = records.find(epoch);
  for (const auto& post : draft_.posts) {
    const bool there = uploaded != records.end() && uploaded->second.contains(post.id);
    const auto record = there ? uploaded->second.at(post.id) : Bytes(wire::kKeyRecordBytes);
    out.insert(out.end(), record.begin(), record.end());
  }
  out.resize(std::size_t{draft_.posts_max} * wire::kKeyRecordBytes);
  return out;
}

std::vector<std::size_t> FakeRelay::publish(std::uint64_t tick,
                                            std::vector<protocol::TickLodging> lodgings) {
  protocol::TickInput input;
  input.bulletin.tick = tick;
  input.bulletin.epoch = wire::epoch_of(tick);
  input.bulletin.roster_hash = roster_->hash();
  input.origin = programme_.origin;
  input.before = frontier_;
  input.admitted = std::move(lodgings);
  const auto keys = keys_file(input.bulletin.epoch);
  input.bulletin.keys_hash = crypto::sha256(keys);
  input.bulletin.reply_slots = kSlots;
  input.challenges = challenges(tick);
  objects["/v1/t/" + std::to_string(tick) + "/challenges"] = input.challenges;
  const auto size_before = frontier_.size();
  auto out = protocol::make_tick(std::move(input), relay_, drbg_);
  frontier_ = out.after;
  const auto span = log::tile_span(size_before, out.after.size());
  if (span.offset == 0) bundle_.clear();
  for (const auto& leaf : out.leaves) log::append_entry(bundle_, leaf);
  const auto name = "/v1/t/" + std::to_string(tick);
  const auto proof = as_bytes(out.bulletin_proof);
  objects["/v1/t/latest"] = objects[name + "/bulletin"] = Bytes(proof.begin(), proof.end());
  objects[name + "/bag"] = std::move(out.bag);
  objects["/v1/e/" + std::to_string(wire::epoch_of(tick)) + "/keys"] = keys;
  objects["/v1/" + log::entries_path(span.index, span.width)] = bundle_;
  return out.slot_of;
}

void FakeRelay::publish_lodged(std::uint64_t tick) {
  std::vector<protocol::TickLodging> out;
  for (const auto& bytes : lodged) {
    const auto lodging = wire::parse_untrusted_lodging(bytes);
    out.push_back({wire::Entry::from(lodging->entry), wire::EnvelopeBytes::from(lodging->envelope)});
  }
  lodged.clear();
  publish(tick, std::move(out));
}

// The newest replies have slots; which they are is no secret here.
Bytes FakeRelay::challenges(std::uint64_t tick) {
  std::vector<protocol::ReplySlot> slots;
  for (auto one = replies.rbegin(); one != replies.rend() && slots.size() < kSlots; ++one) {
    if (burned.contains(id_of(*one))) continue;
    const auto view = ByteView(*one);
    slots.push_back({*crypto::Point::parse(view.first(32)), *crypto::Point::parse(view.subspan(32, 32)), protocol::ReplyId::from(id_of(*one))});
  }
  while (slots.size() < kSlots) slots.push_back(protocol::draw_empty_slot(drbg_));
  Bytes out(kSlots * wire::kChallengeBytes);
  protocol::challenge_slots(slots, wire::origin_hash(programme_.origin), tick, drbg_, out);
  return out;
}

platform::HttpResponse FakeRelay::reply(std::string_view id) {
  for (const auto& one : replies)
    if (to_hex(id_of(one)) == id && !burned.contains(id_of(one))) return platform::bytes_response(200, one, "application/octet-stream");
  const auto dummy = protocol::draw_dummy(drbg_);
  return platform::bytes_response(200, Bytes(dummy.view().begin(), dummy.view().end()), "application/octet-stream");
}

void FakeRelay::burn(ByteView ids) {
  for (; ids.size() >= wire::kReplyIdBytes; ids = ids.subspan(wire::kReplyIdBytes))
    burned.emplace(ids.begin(), ids.begin() + wire::kReplyIdBytes);
}

std::optional<wire::KeyRecord> FakeRelay::keys(std::uint32_t epoch, std::uint16_t post) const {
  const auto uploaded = records.find(epoch);
  if (uploaded == records.end() || !uploaded->second.contains(post)) return std::nullopt;
  return *wire::parse_untrusted_key_record(uploaded->second.at(post), **roster_, epoch);
}

unsigned FakeRelay::put_keys(ByteView record) {
  const auto epoch = wire::key_record_epoch_unverified(record);
  const auto post = wire::key_record_post_unverified(record);
  if (!epoch || !post || record.size() != wire::kKeyRecordBytes) return 400;
  auto& place = records[*epoch][*post];
  if (!place.empty() && !equal_vartime(place, record)) return 409;
  place.assign(record.begin(), record.end());
  return 204;
}

void FakeRelay::handle(platform::HttpRequest request, platform::Responder respond) {
  asked.push_back(request.method + " " + request.target);
  if (const auto forced = forced_status.find(request.target); forced != forced_status.end())
    return respond(platform::empty_response(forced->second));
  if (request.method == "POST" && request.target == "/v1/keys")
    return respond(platform::empty_response(put_keys(request.body)));
  if (request.method == "POST" && request.target == "/v1/reply") {
    replies.push_back(std::move(request.body));
    return respond(platform::empty_response(204));
  }
  if (request.method == "POST" && request.target == "/v1/lodge") {
    lodged.push_back(std::move(request.body));
    return respond(platform::empty_response(204));
  }
  if (request.method == "POST" && request.target == "/v1/burn") {
    burn(request.body);
    return respond(platform::empty_response(204));
  }
  constexpr std::string_view kReply = "/v1/reply/";
  if (request.target.starts_with(kReply)) return respond(reply(std::string_view(request.target).substr(kReply.size())));
  const auto found = objects.find(request.target);
  if (found != objects.end())
    return respond(platform::bytes_response(200, found->second, "application/octet-stream"));
  respond(platform::empty_response(request.target == "/v1/t/latest" ? 503 : 404));
}

}  // namespace tipstaff::desk
