#pragma once
// Linker: which tips may speak of the same people, because they name the same rare
// things. It only suggests; an officer decides, and what was denied stays denied.

#include <set>
#include <string>
#include <vector>

#include "casework/observables/observable.h"

namespace tipstaff::casework {

using TipId = std::int64_t;

// LinkFact is one thing that one tip names.
struct LinkFact {
  TipId tip = 0;
  Type type = Type::count_;
  std::string value;
};

// Reason says what two tips share and how much that adds.
struct Reason {
  Type type = Type::count_;
  std::string value;
  double strength = 0;       // 0 to 1: how much this alone speaks for the same hand
  std::size_t tips = 0;      // how many tips name it
};

struct Suggestion {
  TipId a = 0;               // the smaller number
  TipId b = 0;
  double score = 0;          // 1 - product of (1 - strength): never a certainty
  std::vector<Reason> reasons;  // the strongest first
};

// Pairs that an officer called "not the same", smaller number first.
using NotSame = std::set<std::pair<TipId, TipId>>;

// A thing that more tips name is a place or a fashion, not a person. It also bounds
// the work: one thing makes at most 32 * 31 / 2 pairs.
inline constexpr std::size_t kSharedByMax = 32;
// Below this a suggestion costs the officer more than it gives.
inline constexpr double kSuggestFrom = 0.5;

// type_weight is how much a shared thing of this type says about the same hand: a wallet
// much, an IP address little (many share one), a benign thing nothing.
[[nodiscard]] double type_weight(Type type);

// suggest compares all tips by what they name. Facts may come in any order; the
// same facts give the same suggestions, the best first. Nothing is joined over a
// third tip.
[[nodiscard]] std::vector<Suggestion> suggest(std::vector<LinkFact> facts, const NotSame& denied);

}  // namespace tipstaff::casework
