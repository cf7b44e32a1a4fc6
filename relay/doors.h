#pragma once
// The three doors (PROTOCOL.md 5). Each answers at once from what is published,
// or hands a job to the store's thread.

#include "platform/clock.h"
#include "platform/http_server.h"
#include "relay/board.h"
#include "relay/call_site.h"
#include "relay/page.h"
#include "relay/shelf.h"
#include "relay/store_thread.h"
#include "tipstaff/wire/key_record.h"

namespace tipstaff::relay {

// DummyKey makes what GET /v1/reply answers for an id that nobody knows: always
// the same envelope for the same id.
using DummyKey = Secret<32, struct DummyKeyTag>;
[[nodiscard]] Bytes dummy_reply(const DummyKey& key, const protocol::ReplyId& id);

// Hall is what the doors share.
struct Hall {
  StoreThread& store;
  Shelf& shelf;
  Board& board;
  const platform::Clock& clock;
  wire::Programme programme;
};

class ReadDoor final : public platform::HttpHandler {
 public:
  ReadDoor(Hall hall, Page page, const CallSite& calls, DummyKey dummy_key)
      : hall_(std::move(hall)), page_(std::move(page)), calls_(calls), dummy_key_(std::move(dummy_key)) {}
  void handle(platform::HttpRequest request, platform::Responder respond) override;

 private:
  void get_reply(std::string_view id_hex, platform::Responder respond);
  void burn(ByteView body, platform::Responder respond);
  [[nodiscard]] platform::HttpResponse get(std::string_view target);

  Hall hall_;
  Page page_;
  const CallSite& calls_;
  DummyKey dummy_key_;
};

class LodgeDoor final : public platform::HttpHandler {
 public:
  explicit LodgeDoor(Hall hall) : hall_(std::move(hall)) {}
  void handle(platform::HttpRequest request, platform::Responder respond) override;

 private:
  void lodge(Bytes body, platform::Responder respond);
  [[nodiscard]] std::uint64_t open_tick(const BoardState& board) const;

  Hall hall_;
};

class PostDoor final : public platform::HttpHandler {
 public:
  explicit PostDoor(Hall hall) : hall_(std::move(hall)) {}
  void handle(platform::HttpRequest request, platform::Responder respond) override;

 private:
  void put_keys(Bytes body, platform::Responder respond);
  void put_reply(Bytes body, platform::Responder respond);
  [[nodiscard]] Result<wire::KeyRecord> check_keys(ByteView body) const;

  Hall hall_;
};

}  // namespace tipstaff::relay
