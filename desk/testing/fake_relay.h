#pragma once
// FakeRelay: a relay's doors for unit tests of the desk, over real HTTP on
// loopback. It publishes what a test tells it to, well-made or not.

#include <set>
#include <thread>

#include "platform/http_server.h"
#include "tipstaff/protocol/envelope.h"
#include "tipstaff/protocol/tick.h"
#include "tipstaff/wire/key_record.h"

namespace tipstaff::desk {

class FakeRelay final : public platform::HttpHandler {
 public:
  FakeRelay(crypto::SignKey authority, crypto::SignKey relay);
  ~FakeRelay() override;

  [[nodiscard]] std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  [[nodiscard]] const wire::Programme& programme() const { return programme_; }
  [[nodiscard]] const wire::VerifiedRoster& roster() const { return *roster_; }

  // enrol signs a roster with one more post and makes it the current one.
  void enrol(wire::PostRecord post);
  // sign_page signs a roster that names another page.
  void sign_page(const Hash32& manifest_hash);
  // publish closes a tick with these lodgings; returns where each stands (bag slot).
  std::vector<std::size_t> publish(std::uint64_t tick, std::vector<protocol::TickLodging> lodgings);
  // publish_lodged does it with what was lodged, which is empty then; holds are not kept.
  void publish_lodged(std::uint64_t tick);
  // drop takes a post out of the roster.
  void drop(std::uint16_t post);
  // keys of the post for an epoch, as it uploaded them.
  [[nodiscard]] std::optional<wire::KeyRecord> keys(std::uint32_t epoch, std::uint16_t post) const;

  // What a test may look at or spoil, while no request is under way.
  std::map<std::string, Bytes> objects;             // by path
  std::map<std::uint32_t, std::map<std::uint16_t, Bytes>> records;
  std::vector<Bytes> replies;
  std::set<Bytes> burned;                           // ids
  std::vector<Bytes> lodged;                        // whole lodgings, in the order in which they came
  std::map<std::string, unsigned> forced_status;    // by path
  std::vector<std::string> asked;                   // every request line

  void handle(platform::HttpRequest request, platform::Responder respond) override;

 private:
  void sign_draft();
  [[nodiscard]] Bytes keys_file(std::uint32_t epoch) const;
  unsigned put_keys(ByteView record);
  [[nodiscard]] Bytes challenges(std::uint64_t tick);
  [[nodiscard]] platform::HttpResponse reply(std::string_view id);
  void burn(ByteView ids);

  crypto::SignKey authority_;
  crypto::SignKey relay_;
  wire::Programme programme_;
  wire::Roster draft_;
  std::optional<wire::VerifiedRoster> roster_;
  crypto::Drbg drbg_{Seed32{}};
  log::Frontier frontier_;
  Bytes bundle_;
  std::uint16_t port_ = 0;
  platform::HttpServer server_;
  std::jthread thread_;
};

}  // namespace tipstaff::desk
