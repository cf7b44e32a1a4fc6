#pragma once
// Linker: which tips may speak of the same people, because they name the same rare
// things, say nearly the same, or give themselves away alike. It only suggests; an
// officer decides, and what was denied stays denied.

#include <set>
#include <span>

#include "casework/linking/hints.h"

namespace tipstaff::casework {

using TipId = std::int64_t;

inline constexpr std::uint64_t kNoFlood = 0;

// LinkFact is one thing that one tip names.
struct LinkFact {
  TipId tip = 0;
  Type type = Type::count_;            // count_ for what is no observable
  std::string value;
  ReasonKind kind = ReasonKind::thing;
  std::string from = {};               // see OperatorHint
  std::uint64_t flood = kNoFlood;      // the card of a flood that the tip belongs to
  std::int64_t order = 0;              // goes up as messages come in; 0: the tip's number
};

// NearText says that two tips have nearly the same words. `tips`: how many have.
struct NearText {
  TipId a = 0;
  TipId b = 0;
  double similarity = 0;
  std::size_t tips = 2;
};

// Reason says what two tips share and how much that adds.
struct Reason {
  Type type = Type::count_;
  std::string value;
  double strength = 0;       // 0 to 1: how much this alone speaks for the same hand
  std::size_t tips = 0;      // how many tips name it; a flood counts as one
  ReasonKind kind = ReasonKind::thing;
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
// Of a tip that names more things only these many link it: it is a list.
inline constexpr std::size_t kFactsOfTipMax = 256;
// So many pairs are compared, those that share the rarest things first: a flood could make
// tens of millions. They take 400 MB.
inline constexpr std::size_t kPairsMax = 4'000'000;
// So many reasons of a pair are shown. All of them count.
inline constexpr std::size_t kReasonsShown = 8;
// Below this a suggestion costs the officer more than it gives.
inline constexpr double kSuggestFrom = 0.5;
// A gap this many times the usual one between tips that name a thing parts a flood from
// those who named it before or after.
inline constexpr std::size_t kFloodGap = 20;

// type_weight is how much a shared thing of this type says about the same hand: a wallet
// much, an IP address little (many share one), a benign thing nothing.
[[nodiscard]] double type_weight(Type type);

// suggest compares all tips by what they name. Facts may come in any order; the
// same facts give the same suggestions, the best first. Nothing is joined over a
// third tip.
//
// Floods: tips of one flood's card are one voice, and none when more than kSharedByMax of
// them name the thing. When too many name a thing all the same,
// and most of them came in one dense run, that run counts nothing and those apart from it
// keep what they share: who floods with somebody's wallet neither hides a link nor makes one.
[[nodiscard]] std::vector<Suggestion> suggest(std::vector<LinkFact> facts, const NotSame& denied,
                                              std::span<const NearText> near = {}, std::size_t pairs_max = kPairsMax);

// without_dense_run leaves of ascending orders those outside of the densest run, when more
// than kSharedByMax are given; none when these are too many as well.
[[nodiscard]] std::vector<std::int64_t> without_dense_run(std::vector<std::int64_t> orders);

}  // namespace tipstaff::casework
