#pragma once
// Cosine: accounts that are alike in what they share (Pacheco et al. 2021), and the five
// fused traces with node pruning (Luceri et al. 2024).

#include "casework/campaigns/share_index.h"

namespace tipstaff::campaigns {

struct SimilarEdge {
  std::uint32_t a;  // the smaller number
  std::uint32_t b;
  double similarity;  // cosine, in (0, 1]
};

enum class Counting : std::uint8_t {
  logarithmic,  // 1 + ln(count), as Pacheco et al.
  binary,       // shared or not, as Luceri et al.
};

struct CosineOptions {
  std::uint32_t support_min = 11;   // shares that an account must have
  std::uint32_t sharers_min = 3;    // accounts that an object must have
  // Objects of more accounts than this are left out, and counted: their weight is small
  // and their pairs are many.
  std::uint32_t sharers_max = 5'000;
  std::uint32_t neighbours = 100;   // that each account keeps
  double keep_part = 0.005;         // of the edges, the heaviest part; 1 keeps all
  Counting counting = Counting::logarithmic;
};

struct CosineNetwork {
  std::vector<SimilarEdge> edges;  // by a, b
  std::uint64_t objects_left_out = 0;
};

// cosine_network: weights are count times ln((1 + N) / (1 + sharers)) + 1 over the N
// accounts with support, in rows of length one.
[[nodiscard]] CosineNetwork cosine_network(const ShareIndex& index, const CosineOptions& options, const Runner& runner = run_in_turn);

// in_time_bins makes the time itself the object: bins of `bin_ms` from the first share
// (Pacheco et al. use 30 minutes, support 8).
[[nodiscard]] Shares in_time_bins(const Shares& shares, std::int64_t bin_ms);

struct FusedOptions {
  std::vector<Trace> traces = {Trace::repost, Trace::link, Trace::tag_sequence, Trace::fast_repost, Trace::near_text};
  std::uint32_t support_min = 20;   // shares that an account must have, over all traces
  std::uint32_t neighbours = 100;
  double prune_percentile = 0.5;    // nodes of a lower eigenvector centrality go
};

struct FusedNetwork {
  std::vector<SimilarEdge> edges;       // between nodes that stay; the heaviest trace counts
  std::vector<double> centrality;       // by account; 0 for those without edges
  double threshold = 0;
};

[[nodiscard]] FusedNetwork fused_network(const Shares& shares, const FusedOptions& options, const Runner& runner = run_in_turn);

}  // namespace tipstaff::campaigns
