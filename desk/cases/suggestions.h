#pragma once
// Suggestions: which conversations may be of the same hand. All are compared at once, so
// what came out is kept in memory until something new was scanned, erased or denied.

#include <future>
#include <optional>
#include <variant>

#include "casework/linking/linker.h"
#include "casework/observables/scanner.h"
#include "desk/cases/named.h"
#include "desk/vault/vault.h"

namespace tipstaff::desk {

// How far the looking is: `done` of `of`. `of` is 0 when the vault is read and only the
// comparing goes on.
struct LookProgress {
  std::size_t done = 0;
  std::size_t of = 0;
};

class Suggestions {
 public:
  // A step touches at most so many rows of the vault, so that whoever waits for the vault
  // waits some hundredths of a second.
  static constexpr std::size_t kRowsAStep = 4000;
  static constexpr std::size_t kScannedAStep = 50;
  // From so many facts on they are compared by a thread of its own, without the vault.
  static constexpr std::size_t kFactsAtOnce = 4000;

  using Found = std::vector<casework::Suggestion>;
  // step goes on looking, and has the answer when nothing is left to look at. Pairs that
  // already are in one case are left out; the best first.
  [[nodiscard]] Result<std::variant<LookProgress, Found>> step(Vault& vault, const casework::Scanner& scanner);
  // all is step until it has the answer.
  [[nodiscard]] Result<Found> all(Vault& vault, const casework::Scanner& scanner);
  // clear forgets everything; call it when the page locks. It waits for a comparing that
  // goes on (seconds in a large vault): locked means that nothing is left in memory.
  void clear() { *this = {}; }

 private:
  // State is what the answer depends on.
  struct State {
    std::uint64_t generation = 0;  // of what was scanned
    std::int64_t changes = 0;      // erased, to be scanned again, denied
    friend bool operator==(const State&, const State&) = default;
  };
  [[nodiscard]] static Result<State> state_of(Vault& vault);
  [[nodiscard]] Result<void> begin(Vault& vault, const State& state);
  [[nodiscard]] Result<void> compare(Vault& vault);
  // settle takes over what the thread found; false while it goes on.
  [[nodiscard]] bool settle();

  std::optional<State> state_;         // of known_
  Found known_;
  State looking_;                      // of what is being read or compared
  std::optional<LinkReader> reader_;
  std::future<Found> comparing_;
  std::size_t rows_ = 0;               // to read
};

// suggest_links is Suggestions::all for whoever asks once.
[[nodiscard]] Result<std::vector<casework::Suggestion>> suggest_links(Vault& vault, const casework::Scanner& scanner);

}  // namespace tipstaff::desk
