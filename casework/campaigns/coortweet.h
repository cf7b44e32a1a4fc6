#pragma once
// The network of CooRTweet 2.1.3 (detect_groups and generate_coordinated_network),
// equal to the last bit, without ever listing the pairs.

#include "casework/campaigns/share_index.h"

namespace tipstaff::campaigns {

struct CoorTweetOptions {
  std::int64_t window_ms = 10'000;
  std::uint32_t min_participation = 2;
  double edge_quantile = 0.5;  // weight_threshold: heavier than this quantile of weights
};

// One undirected edge. `account` is the smaller text of the two, as in CooRTweet.
// The counts of contents mix the two accounts where the larger text was first: that is
// how 2.1.3 counts (it swaps the accounts' names but not their contents).
struct CoorTweetEdge {
  std::uint32_t account;
  std::uint32_t account_y;
  std::uint32_t weight;  // pairs of posts
  double avg_time_delta;  // seconds
  std::uint32_t n_content_id;
  std::uint32_t n_content_id_y;
  double edge_symmetry_score;
  bool weight_threshold;
};

struct CoorTweetNetwork {
  std::uint64_t pairs = 0;
  std::uint32_t vertices = 0;
  std::uint32_t max_weight = 0;
  double threshold = 0;
  std::vector<CoorTweetEdge> edges;  // ordered by the texts of account, account_y
};

// coortweet_network: duplicates of content ids stay in `shares`, as they do there.
// Cost: sorting, plus the pairs in the window; memory: rows and edges.
[[nodiscard]] CoorTweetNetwork coortweet_network(const Shares& shares, const CoorTweetOptions& options,
                                                 const Runner& runner = run_in_turn);

// quantile_type7 is R's default quantile. In: at least one value, 0 <= p <= 1.
[[nodiscard]] double quantile_type7(std::vector<double> values, double p);

}  // namespace tipstaff::campaigns
