#pragma once
// Surprise: which pairs of accounts act together more often than chance allows.
//
// Two questions, both asked of every pair, over windows from 10 s to an hour:
//
// 1. Do they meet on more objects than two independent accounts as active as they would?
//    Expected meetings = A_a A_b sum over objects and hours of (share of that object's
//    hour in all shares)^2, times the part of an hour that the window is; A is the number
//    of shares of an account. Each trace has its own sum, and the sums add up, so that a
//    crew which spreads over traces is still seen. The chance of so many meetings is the
//    tail of a Poisson distribution; Benjamini-Hochberg over all pairs of accounts.
// 2. Given the objects that both shared at all, did they share them closer in time than
//    others did? Expected = sum over these objects of the chance that two of its sharers
//    stand within the window. That chance is the object's own, drawn towards that of all
//    objects where few shared it, and never more than the fastest news is
//    (kBurstMs). This is what acquits breaking news, fan clubs and share buttons.
//
// A pair is an edge when both answers are yes.

#include <algorithm>
#include <array>

#include "casework/campaigns/share_index.h"

namespace tipstaff::campaigns {

inline constexpr std::size_t kWindows = 6;
inline constexpr std::array<std::int64_t, kWindows> kWindowMs = {10'000, 30'000, 60'000, 300'000, 900'000, 3'600'000};

struct SurpriseOptions {
  double false_rate = 0.01;       // the share of edges that may be chance
  std::uint32_t meetings_min = 3; // fewer meetings are never an edge
  // An object's window is narrowed until it has at most this many pairs of rows: what
  // thousands share within a minute tells nothing about two of them.
  std::uint64_t object_pairs_max = 1'000'000;
};

struct Edge {
  std::uint32_t a = 0;  // the smaller number
  std::uint32_t b = 0;
  std::uint32_t meetings = 0;  // different objects, different posts, in the best window
  std::uint32_t common = 0;    // objects that both shared at any time
  std::uint8_t window = 0;     // the best: index of kWindowMs
  double expected = 0;         // of question 1, in the best window
  double log10_p = 0;          // of question 1, after paying for six windows
  double log10_p_sync = 0;     // of question 2, the same
  std::array<std::uint32_t, kWindows> met{};  // meetings in every window
  std::uint8_t windows_held = 0;  // bit i: question 1 is answered yes in window i alone

  // strength orders and weighs edges: minus the weaker of the two answers.
  [[nodiscard]] double strength() const { return std::min(-log10_p, -log10_p_sync); }
};

// Narrowed names an object whose window was narrowed.
struct Narrowed {
  std::uint32_t object;
  std::uint32_t shares;
  std::int64_t window_ms;  // the widest that was still used; 0: none
};

struct Surprise {
  std::vector<Edge> edges;          // both answers yes; by a, b
  std::uint64_t acquitted = 0;      // pairs with the first answer yes and the second no
  std::uint64_t pairs_tested = 0;
  std::vector<Narrowed> narrowed;   // the largest first, at most kNarrowedMax
  std::uint64_t narrowed_total = 0;
};
inline constexpr std::size_t kNarrowedMax = 1'000;

// Among the sharers of the fastest news the times spread with this mean: faster than two
// minutes is no audience that reads.
inline constexpr double kBurstMs = 120'000;

[[nodiscard]] Surprise find_surprise(const ShareIndex& index, const SurpriseOptions& options, const Runner& runner = run_in_turn);

// EvidenceRow is one meeting: two posts about one object.
struct EvidenceRow {
  std::uint32_t object;
  std::uint32_t first;   // rows of Shares: the earlier one
  std::uint32_t second;
  std::int64_t delta_ms;
};
// evidence_of lists the closest meeting on each object within the window, by time.
[[nodiscard]] std::vector<EvidenceRow> evidence_of(const ShareIndex& index, std::uint32_t a, std::uint32_t b, std::int64_t window_ms);

}  // namespace tipstaff::campaigns
