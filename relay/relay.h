#pragma once
// Relay: store, shelf, ticker and doors wired together.

#include "platform/programme_file.h"
#include "relay/call_site.h"
#include "relay/doors.h"
#include "relay/ticker.h"

namespace tipstaff::relay {

// RelayKeys are the relay's two secrets: what signs the log, and what seals the
// reply slots at rest (given by the operator at start).
struct RelayKeys {
  crypto::SignSeed sign_seed;
  SlotKey slot_key;
};

struct RelayOptions {
  std::filesystem::path data;              // relay.db and shelf/
  platform::ProgrammeFile programme;
  std::filesystem::path roster_file;
  std::filesystem::path page;              // folder of the source's page, or ""
  std::filesystem::path calls;             // folder of the calls' pages, or ""
  std::string read_address = "127.0.0.1:8101";
  std::string lodge_address = "127.0.0.1:8102";
  std::string post_address = "127.0.0.1:8103";
  std::chrono::seconds keys_wait{60};
  std::uint16_t leaves = wire::kLeavesClassS;  // K: class S or M
  std::function<void(std::string_view)> on_step = [](std::string_view) {};
  std::function<void(std::string_view)> say = [](std::string_view) {};
};

struct RelayPorts {
  std::uint16_t read = 0;
  std::uint16_t lodge = 0;
  std::uint16_t post = 0;
};

class Relay {
 public:
  // open reads everything and listens; nothing is served before run(). Errors:
  // conflict (an address in use), those of Store::open and Ticker::start.
  [[nodiscard]] static Result<std::unique_ptr<Relay>> open(RelayOptions options, RelayKeys keys,
                                                           const platform::Clock& clock);
  [[nodiscard]] const RelayPorts& ports() const { return ports_; }
  [[nodiscard]] Ticker& ticker() { return *ticker_; }

  // run serves until stop(), closing ticks when `ticking`.
  void run(bool ticking = true);
  void stop();

 private:
  Relay(Store store, std::filesystem::path shelf, std::span<const std::string> paths)
      : store_(std::move(store)), shelf_(std::move(shelf), paths) {}
  Result<void> listen(const RelayOptions& options);
  // turn_calls says what happens to the calls' pages on each tick.
  [[nodiscard]] std::function<void(std::uint64_t)> turn_calls(const RelayOptions& options);

  // The server outlives the store's thread: jobs answer into it.
  platform::HttpServer server_;
  Board board_;
  std::unique_ptr<ReadDoor> read_;
  std::unique_ptr<LodgeDoor> lodge_;
  std::unique_ptr<PostDoor> post_;
  StoreThread store_;
  Shelf shelf_;
  std::unique_ptr<CallSite> calls_;
  std::unique_ptr<Ticker> ticker_;
  RelayPorts ports_;
};

}  // namespace tipstaff::relay
