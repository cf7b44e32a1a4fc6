#include "relay/doors.h"

#include "tipstaff/crypto/kdf.h"
#include "tipstaff/protocol/envelope.h"

namespace tipstaff::relay {
namespace {

using platform::empty_response;
using platform::HttpRequest;
using platform::HttpResponse;
using platform::Responder;

constexpr std::string_view kBinary = "application/octet-stream";
constexpr std::string_view kReplyPath = "/v1/reply/";

HttpResponse published(ByteView body, std::shared_ptr<const void> owner, bool immutable) {
  HttpResponse out;
  out.owner = std::move(owner);
  out.body = body;
  out.headers = {{"Content-Type", std::string(kBinary)},
                 {"Cache-Control", immutable ? "public, max-age=31536000, immutable" : "no-store"},
                 {"X-Content-Type-Options", "nosniff"}};
  return out;
}

HttpResponse moving(const SharedBytes& bytes) {
  return bytes ? published(*bytes, bytes, false) : empty_response(503);
}

HttpResponse from_shelf(Shelf& shelf, std::string_view target) {
  const auto file = shelf.find(std::string(target.substr(1)));
  if (!file) return empty_response(404);
  auto out = published(file->view(), file, true);
  out.file = file->fd();
  return out;
}

bool is_bag(std::string_view target) {
  return target.starts_with("/v1/t/") && target.ends_with("/bag");
}

// status_of says in a number why something was not taken (PROTOCOL.md 5).
unsigned status_of(const Error& error) {
  switch (error.code) {
    case Errc::wrong_length: case Errc::bad_padding: case Errc::bad_value: case Errc::bad_point:
    case Errc::bad_version: case Errc::bad_magic: return 400;
    case Errc::stale: case Errc::weak: case Errc::reused: case Errc::bad_signature:
    case Errc::not_found: return 403;
    case Errc::conflict: case Errc::wrong_epoch: return 409;
    default: return 503;
  }
}

Responder with_cors(Responder respond) {
  return [respond = std::move(respond)](HttpResponse response) {
    response.headers.emplace_back("Access-Control-Allow-Origin", "*");
    response.headers.emplace_back("Cache-Control", "no-store");
    respond(std::move(response));
  };
}

StoreThread::Done answer_204(Responder respond) {
  return [respond = std::move(respond)](Result<void> result) {
    respond(empty_response(result ? 204 : status_of(result.error())));
  };
}

}  // namespace

Bytes dummy_reply(const DummyKey& key, const protocol::ReplyId& id) {
  crypto::Drbg drbg(crypto::derive<Seed32>("tipstaff-dummy-v1", key.expose(), id.view()));
  const auto envelope = protocol::draw_dummy(drbg);
  return {envelope.view().begin(), envelope.view().end()};
}

void ReadDoor::handle(HttpRequest request, Responder respond) {
  const std::string_view target = request.target;
  if (request.method == "POST" && target == "/v1/burn") return burn(request.body, std::move(respond));
  if (request.method != "GET") return respond(empty_response(405));
  if (target.starts_with(kReplyPath))
    return get_reply(target.substr(kReplyPath.size()), std::move(respond));
  respond(get(target));
}

HttpResponse ReadDoor::get(std::string_view target) {
  const auto board = hall_.board.now();
  if (target == "/v1/t/latest") return moving(board->latest);
  if (target == "/v1/checkpoint") return moving(board->checkpoint);
  if (target.starts_with("/v1/") && !is_bag(target)) return from_shelf(hall_.shelf, target);
  return page_.find(target).value_or(empty_response(404));
}

void ReadDoor::get_reply(std::string_view id_hex, Responder respond) {
  const auto id_bytes = from_hex(id_hex);
  if (!id_bytes || id_bytes->size() != wire::kReplyIdBytes) return respond(empty_response(400));
  const auto id = protocol::ReplyId::from(*id_bytes);
  auto answer = std::make_shared<Bytes>(dummy_reply(dummy_key_, id));
  hall_.store.submit(
      [id, answer](Store& store) -> Result<void> {
        if (auto found = store.reply(id)) *answer = std::move(*found);
        return {};
      },
      [answer, respond = std::move(respond)](Result<void> result) {
        if (!result) return respond(empty_response(503));
        respond(published(*answer, answer, false));
      });
}

void ReadDoor::burn(ByteView body, Responder respond) {
  if (body.size() != wire::kBurnBytes) return respond(empty_response(400));
  std::vector<protocol::ReplyId> ids;
  for (std::size_t at = 0; at < body.size(); at += wire::kReplyIdBytes)
    ids.push_back(protocol::ReplyId::from(body.subspan(at, wire::kReplyIdBytes)));
  hall_.store.submit([ids = std::move(ids)](Store& store) { return store.burn(ids); },
                     answer_204(std::move(respond)));
}

void LodgeDoor::handle(HttpRequest request, Responder respond) {
  respond = with_cors(std::move(respond));
  if (request.target != "/v1/lodge") return respond(empty_response(404));
  if (request.method != "POST") return respond(empty_response(405));
  lodge(std::move(request.body), std::move(respond));
}

// The tick that is open: ticks that were missed do not shorten a hold.
std::uint64_t LodgeDoor::open_tick(const BoardState& board) const {
  const auto now = static_cast<std::uint64_t>(hall_.clock.unix_ms()) / 1000 /
                   (*board.roster)->tick_seconds;
  return std::max(board.tick + 1, now);
}

void LodgeDoor::lodge(Bytes body, Responder respond) {
  const auto board = hall_.board.now();
  if (!board->started) return respond(empty_response(503));
  auto kept = std::make_shared<const Bytes>(std::move(body));
  const auto lodging = wire::parse_untrusted_lodging(*kept);
  if (!lodging) return respond(empty_response(status_of(lodging.error())));
  if (const auto age = wire::check_stamp_age(lodging->stamp, board->tick + 1); !age)
    return respond(empty_response(status_of(age.error())));
  const auto open = open_tick(*board);
  hall_.store.submit(
      [kept, lodging = *lodging, digest = Store::digest_of(*lodging), open](Store& store) {
        return store.lodge(lodging, digest, open);
      },
      answer_204(std::move(respond)));
}

void PostDoor::handle(HttpRequest request, Responder respond) {
  const std::string_view target = request.target;
  if (request.method == "GET" && is_bag(target)) return respond(from_shelf(hall_.shelf, target));
  if (request.method != "GET" && request.method != "POST") return respond(empty_response(405));
  if (request.method == "POST" && target == "/v1/keys")
    return put_keys(std::move(request.body), std::move(respond));
  if (request.method == "POST" && target == "/v1/reply")
    return put_reply(std::move(request.body), std::move(respond));
  respond(empty_response(404));
}

// A record must be signed by a post of the newest roster, for an epoch that is
// not frozen and at most eight ahead.
Result<wire::KeyRecord> PostDoor::check_keys(ByteView body) const {
  const auto board = hall_.board.now();
  const auto& roster = **board->next_roster;
  if (body.size() != wire::kKeyRecordBytes) return fail(Errc::wrong_length, "key record");
  TIP_TRY(const auto epoch, wire::key_record_epoch_unverified(body));
  const auto wall = static_cast<std::uint64_t>(hall_.clock.unix_ms()) / 1000 / roster.tick_seconds;
  if (board->started && epoch <= wire::epoch_of(board->tick)) return fail(Errc::wrong_epoch, "frozen");
  const auto newest = std::max(wire::epoch_of(wall), wire::epoch_of(board->tick));
  if (epoch > newest + wire::kEpochsAheadMax) return fail(Errc::bad_value, "epoch too far ahead");
  return wire::parse_untrusted_key_record(body, roster, epoch);
}

void PostDoor::put_keys(Bytes body, Responder respond) {
  const auto record = check_keys(body);
  if (!record) return respond(empty_response(status_of(record.error())));
  hall_.store.submit(
      [epoch = record->epoch, post = record->post_id, body = std::move(body)](Store& store) {
        return store.put_keys(epoch, post, body);
      },
      answer_204(std::move(respond)));
}

void PostDoor::put_reply(Bytes body, Responder respond) {
  if (body.size() != wire::kEnvelopeBytes) return respond(empty_response(400));
  hall_.store.submit([body = std::move(body)](Store& store) { return store.queue_reply(body); },
                     answer_204(std::move(respond)));
}

}  // namespace tipstaff::relay
