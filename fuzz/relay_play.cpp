#include "fuzz/relay_play.h"

#include "fuzz/fuzz.h"
#include "fuzz/world.h"
#include "tipstaff/protocol/ack.h"

namespace tipstaff::fuzz {
namespace {

constexpr std::size_t kQueueMax = 200;  // enough to grow, not enough to starve the fuzzer

bool is_path(std::string_view path) {
  for (const char c : path)
    if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '/')) return false;
  return path.starts_with("/v1/");
}

std::size_t body_bytes_of(std::string_view path) {
  return path == "/v1/lodge" ? wire::kLodgingBytes : path == "/v1/burn" ? wire::kBurnBytes : 0;
}

}  // namespace

RelayPlay::RelayPlay(ByteView input)
    : in_(input), session_(world().programme, Seed32{}), tick_(kTick) {}

std::uint8_t RelayPlay::byte() { return in_.u8().value_or(0); }

bool RelayPlay::step() {
  if (in_.rest().empty()) return false;
  const auto how = byte();
  switch (how % 16) {
    case 0: case 1: case 2: case 3: case 4: case 5:
      if (asked_) answer(asked_->method == protocol::Method::get ? 200 : 204, honest_body());
      else asked_ = session_.begin_visit();
      break;
    case 6: asked_ = session_.begin_visit(); break;
    case 7: answer(200, changed(honest_body())); break;
    case 8: answer(byte() * 4u, honest_body()); break;
    case 9: answer(how & 16 ? 200 : 204, in_.rest()); break;
    case 10: compose(); break;
    case 11: (void)session_.burn(byte()); break;
    case 12: session_.drop_outbox(); break;
    case 13: session_.open_mailbox(world().mk.clone()); break;
    case 14: tick_ += byte(); break;
    default: tick_ -= byte(); break;
  }
  check_request();
  return true;
}

void RelayPlay::check_request() const {
  if (!asked_) return;
  const bool post = asked_->method == protocol::Method::post;
  FUZZ_HOLDS(is_path(asked_->path));
  FUZZ_HOLDS((asked_->door == protocol::Door::lodge) == (asked_->path == "/v1/lodge"));
  FUZZ_HOLDS(post == (body_bytes_of(asked_->path) > 0));
  FUZZ_HOLDS(asked_->body.size() == body_bytes_of(asked_->path));
}

void RelayPlay::answer(unsigned status, ByteView body) {
  const auto queued = session_.parts_queued();
  const auto lodged = session_.parts_lodged();
  const bool lodging = asked_ && asked_->path == "/v1/lodge";
  auto next = session_.answer(status, body);
  FUZZ_HOLDS(asked_.has_value() || !next.has_value());
  FUZZ_HOLDS(session_.parts_queued() <= queued);
  FUZZ_HOLDS(queued - session_.parts_queued() == session_.parts_lodged() - lodged);
  FUZZ_HOLDS(session_.parts_lodged() - lodged <= (lodging && status == 204 ? 1 : 0));
  (void)session_.open_posts();
  asked_.reset();
  if (next) asked_ = std::move(*next);
}

Bytes RelayPlay::honest_body() {
  const std::string_view path = asked_ ? std::string_view(asked_->path) : "";
  if (path == "/v1/t/latest") {
    auto bulletin = world().bulletin;
    bulletin.tick = tick_;
    bulletin.epoch = wire::epoch_of(tick_);
    const auto text = world().latest(bulletin);
    return {text.begin(), text.end()};
  }
  if (path.starts_with("/v1/roster/")) return world().roster_bytes;
  if (path.starts_with("/v1/e/")) return world().keys_file;
  if (path.ends_with("/challenges")) return world().challenges;
  return path.starts_with("/v1/reply/") ? reply_body() : Bytes();
}

// A reply that post 1 sealed, with data that the input says.
Bytes RelayPlay::reply_body() {
  wire::Block block;
  const auto how = byte();
  block.type = static_cast<wire::BlockType>(how % 5);
  block.parts = static_cast<std::uint8_t>(1 + how / 5 % 4);
  const auto data = *in_.take(std::min<std::size_t>(byte(), in_.rest().size()));
  block.data.assign(data.begin(), data.end());
  if (block.type == wire::BlockType::ack)
    block.data = protocol::sign_ack({how, {}}, world().origin_hash, world().post);
  const auto envelope = world().reply(block);
  return {envelope.view().begin(), envelope.view().end()};
}

Bytes RelayPlay::changed(Bytes body) {
  if (body.empty()) return {byte()};
  const std::size_t at = (byte() * 256u + byte()) % body.size();
  body[at] ^= byte();
  if (byte() % 2 == 0) body.resize(at);
  return body;
}

void RelayPlay::compose() {
  if (session_.parts_queued() > kQueueMax) return;
  wire::Message message;
  const auto post_id = byte();
  const auto how = byte();
  message.flags = how & 1;
  message.text.assign(how * 64u, 'x');
  if (how & 2) message.files.push_back({"file", SecretBytes(std::size_t{how} * 256, how)});
  (void)session_.compose(post_id, std::move(message),
                         how & 4 ? protocol::Hold::now : protocol::Hold::over_a_day);
}

}  // namespace tipstaff::fuzz
