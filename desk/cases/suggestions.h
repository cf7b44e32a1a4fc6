#pragma once
// Suggestions: which conversations may be of the same hand. All are compared at once, so
// what came out is kept in memory until something new was scanned, erased or denied.

#include <optional>

#include "casework/linking/linker.h"
#include "casework/observables/scanner.h"
#include "desk/vault/vault.h"

namespace tipstaff::desk {

class Suggestions {
 public:
  // all compares what all sources wrote, after scanning what is new, the best first. Pairs
  // that already are in one case are left out.
  [[nodiscard]] Result<std::vector<casework::Suggestion>> all(Vault& vault, const casework::Scanner& scanner);
  // clear forgets everything; call it when the page locks.
  void clear() { *this = {}; }

 private:
  // State is what the answer depends on.
  struct State {
    std::uint64_t generation = 0;  // of what was scanned
    std::int64_t scanned = 0;
    std::int64_t denied = 0;
    friend bool operator==(const State&, const State&) = default;
  };
  [[nodiscard]] static Result<State> state_of(Vault& vault);

  std::optional<State> state_;
  std::vector<casework::Suggestion> known_;
};

// suggest_links is Suggestions::all for whoever asks once.
[[nodiscard]] Result<std::vector<casework::Suggestion>> suggest_links(Vault& vault, const casework::Scanner& scanner);

}  // namespace tipstaff::desk
