#pragma once
// CaseIndex: what every tip names and which tips say the same, in memory for as long
// as the page is open. Built in short steps, so that a large vault shows how far it is.

#include <map>
#include <unordered_map>

#include "casework/duplicates/clusters.h"
#include "casework/linking/linker.h"
#include "desk/observed.h"
#include "platform/clock.h"

namespace tipstaff::desk {

// IndexedTip is one whole message of a source.
struct IndexedTip {
  std::int64_t message = 0;
  std::int64_t conversation = 0;
  std::uint64_t at = 0;
  std::vector<casework::Observable> observables;
  std::size_t card = 0;
  double similarity = 1;  // to the first tip of its card
};

// How far the index is: `done` of `of` tips.
struct IndexProgress {
  std::size_t done = 0;
  std::size_t of = 0;
  [[nodiscard]] bool complete() const { return done == of; }
};

// Thing is what observables of one type and value have in common.
using Thing = std::pair<casework::Type, std::string>;

class CaseIndex {
 public:
  // A step stops after this many milliseconds: nobody waits long behind it.
  static constexpr std::int64_t kStepMs = 200;

  // `seed` keeps strangers from preparing texts that fall together (see Clusters).
  CaseIndex(const casework::Scanner& scanner, std::uint64_t seed);

  // step takes in new tips for about kStepMs. It begins anew when a tip was erased.
  [[nodiscard]] Result<IndexProgress> step(Vault& vault, const platform::Clock& clock);
  // clear forgets everything; call it when the page locks.
  void clear();

  [[nodiscard]] const std::vector<IndexedTip>& tips() const { return tips_; }
  // cards lists the tips of each card by their place in tips(), the first one first.
  [[nodiscard]] const std::vector<std::vector<std::size_t>>& cards() const { return cards_; }
  // find is null when the message is not (yet) in the index.
  [[nodiscard]] const IndexedTip* find(std::int64_t message) const;
  // naming lists the conversations that name a thing, each once, in order.
  [[nodiscard]] std::vector<std::int64_t> naming(const Thing& thing) const;
  // names_kind lists the conversations that name anything of a type.
  [[nodiscard]] std::vector<std::int64_t> names_kind(casework::Type type) const;
  // kinds counts the things of each type that is named at all.
  [[nodiscard]] std::map<casework::Type, std::size_t> kinds() const;
  // facts is what linking compares; benign things say nothing and are left out.
  [[nodiscard]] std::vector<casework::LinkFact> facts() const;

 private:
  [[nodiscard]] Result<void> look_for_news(Vault& vault);
  [[nodiscard]] Result<void> take_in(Vault& vault, std::int64_t message);

  const casework::Scanner& scanner_;
  casework::BenignLists benign_;
  std::uint64_t seed_;
  casework::Clusters clusters_;
  std::vector<IndexedTip> tips_;
  std::vector<std::vector<std::size_t>> cards_;
  std::unordered_map<std::int64_t, std::size_t> by_message_;
  std::map<Thing, std::vector<std::size_t>> by_thing_;
  std::vector<std::int64_t> waiting_;  // messages to take in, the newest first
};

}  // namespace tipstaff::desk
