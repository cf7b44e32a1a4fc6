#pragma once
// Board: what the doors show right now, swapped whole when a tick is published.

#include <atomic>
#include <memory>

#include "tipstaff/wire/roster.h"

namespace tipstaff::relay {

using SharedBytes = std::shared_ptr<const Bytes>;
using SharedRoster = std::shared_ptr<const wire::VerifiedRoster>;

struct BoardState {
  bool started = false;       // false until the first tick
  std::uint64_t tick = 0;     // the last one published
  SharedBytes latest;         // the newest bulletin's proof
  SharedBytes checkpoint;
  SharedRoster roster;        // of the tick
  SharedRoster next_roster;   // takes effect with the next epoch; else the same
};

class Board {
 public:
  [[nodiscard]] std::shared_ptr<const BoardState> now() const { return state_.load(); }
  void show(BoardState state) { state_.store(std::make_shared<const BoardState>(std::move(state))); }

 private:
  std::atomic<std::shared_ptr<const BoardState>> state_{std::make_shared<const BoardState>()};
};

}  // namespace tipstaff::relay
