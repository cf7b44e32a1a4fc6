#pragma once
// CaseIndex: which tips say the same, in memory for as long as the page is open. What the
// vault has not scanned yet is scanned first, in short steps, so that a large vault shows
// how far it is.

#include <unordered_map>

#include "casework/duplicates/clusters.h"
#include "casework/observables/scanner.h"
#include "desk/vault/vault.h"
#include "platform/clock.h"

namespace tipstaff::desk {

// IndexedTip is one whole message of a source.
struct IndexedTip {
  std::int64_t message = 0;
  std::int64_t conversation = 0;
  std::uint64_t at = 0;
  std::size_t card = 0;
  double similarity = 1;  // to the first tip of its card
};

// How far the index is: `done` of `of`.
struct IndexProgress {
  std::size_t done = 0;
  std::size_t of = 0;
};

class CaseIndex {
 public:
  // A step stops after this many milliseconds: nobody waits long behind it.
  static constexpr std::int64_t kStepMs = 200;

  explicit CaseIndex(const casework::Scanner& scanner) : scanner_(scanner) {}

  // step takes in new tips for about kStepMs. It begins anew when a tip was erased.
  [[nodiscard]] Result<IndexProgress> step(Vault& vault, const platform::Clock& clock);
  // clear forgets everything; call it when the page locks.
  void clear();

  [[nodiscard]] const std::vector<IndexedTip>& tips() const { return tips_; }
  // cards lists the tips of each card by their place in tips(), the first one first.
  [[nodiscard]] const std::vector<std::vector<std::size_t>>& cards() const { return cards_; }
  // find is null when the message is not (yet) in the index.
  [[nodiscard]] const IndexedTip* find(std::int64_t message) const;

 private:
  [[nodiscard]] Result<void> look_for_news(Vault& vault);
  [[nodiscard]] Result<void> take_in(Vault& vault, std::int64_t message);

  const casework::Scanner& scanner_;
  casework::Clusters clusters_{0};     // sketches carry the vault's own seed
  std::vector<IndexedTip> tips_;
  std::vector<std::vector<std::size_t>> cards_;
  std::unordered_map<std::int64_t, std::size_t> by_message_;
  std::vector<std::int64_t> waiting_;  // messages to take in, the newest first
};

}  // namespace tipstaff::desk
