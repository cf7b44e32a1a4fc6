#pragma once
// Ticker: closes ticks. Everything that the relay publishes is made here.
//
//   draw D -> gather (pool, replies, keys) -> challenges -> bag, log, bulletin
//   -> files on the disk, synced -> ONE database commit -> shown

#include <condition_variable>
#include <mutex>
#include <stop_token>

#include "platform/clock.h"
#include "relay/board.h"
#include "relay/challenge_maker.h"
#include "relay/shelf.h"
#include "relay/store_thread.h"
#include "tipstaff/protocol/tick.h"

namespace tipstaff::relay {

struct TickerOptions {
  wire::Programme programme;
  std::filesystem::path roster_file;         // read again before each tick
  std::chrono::seconds keys_wait{60};        // for posts' keys, when the relay starts
  std::uint16_t leaves = wire::kLeavesClassS;  // K that the operator wants
  unsigned threads = 0;                      // for challenges; 0: as many as cores
  std::function<void(std::string_view)> on_step = [](std::string_view) {};  // for tests
  // After a tick was published, and when one is shown at the start: the second it began.
  std::function<void(std::uint64_t)> on_tick = [](std::uint64_t) {};
  std::function<void(std::string_view)> say = [](std::string_view) {};      // log lines
};

// class_of_next_tick is the class that is wanted once a log of `log_size` leaves is a whole
// number of its batches long, else the one that runs (0: none yet).
[[nodiscard]] std::uint16_t class_of_next_tick(std::uint64_t log_size, std::uint16_t running, std::uint16_t wanted);

class Ticker {
 public:
  Ticker(TickerOptions options, crypto::SignKey relay_key, Seed32 seed, StoreThread& store,
         Shelf& shelf, Board& board, const platform::Clock& clock);

  // start shows what was published before. Errors: those of reading the roster
  // and the shelf; bad_value when the roster names another relay key.
  [[nodiscard]] Result<void> start();

  // close publishes tick `tick`, or changes nothing.
  // Errors: wrong_state (disk), stale (not after the last tick), closed (waits for keys).
  [[nodiscard]] Result<void> close(std::uint64_t tick);

  // run closes each tick at its end until it is asked to stop.
  void run(std::stop_token stop);

  [[nodiscard]] std::uint64_t tick_seconds() const { return (*roster_)->tick_seconds; }

 private:
  struct Gathered;
  struct Built;
  [[nodiscard]] Result<void> reload_roster();
  [[nodiscard]] Result<Gathered> gather(std::uint64_t tick, bool new_epoch);
  [[nodiscard]] Result<Bytes> keys_file(std::uint32_t epoch,
                                        const std::map<std::uint16_t, Bytes>& records) const;
  [[nodiscard]] Result<Built> build(std::uint64_t tick, bool new_epoch, Gathered gathered);
  [[nodiscard]] Result<void> write_files(const Built& built);
  [[nodiscard]] Result<void> publish(const Built& built);
  [[nodiscard]] bool must_wait_for_keys(const Gathered& gathered) const;
  void close_or_hold(std::uint64_t tick);
  [[nodiscard]] bool clock_is_sane();
  [[nodiscard]] Result<Bytes> read_shelf(const std::string& path);
  void show(const Built& built);

  TickerOptions options_;
  crypto::SignKey relay_key_;
  crypto::Drbg drbg_;
  ChallengeMaker challenges_;
  StoreThread& store_;
  Shelf& shelf_;
  Board& board_;
  const platform::Clock& clock_;

  Ledger ledger_;
  std::uint16_t leaves_ = 0;  // K of the last published tick
  SharedRoster roster_;       // of this epoch
  SharedRoster next_roster_;  // newest that was read
  std::int64_t started_ms_ = 0;
  std::int64_t anchor_unix_ms_ = 0;
  std::int64_t anchor_steady_ms_ = 0;
  bool held_ = false;
};

}  // namespace tipstaff::relay
