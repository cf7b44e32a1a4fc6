#pragma once
// The networks of coordination-network-toolkit 1.5.2 (co_retweet, co_link, co_tweet,
// co_reply), equal edge by edge.

#include "casework/campaigns/share_index.h"

namespace tipstaff::campaigns {

// What the toolkit's tables keep once: its table of messages has the message id as key
// (reposts, replies, texts); its table of links has message id and link.
enum class ToolkitKey : std::uint8_t { message, message_and_object };

struct ToolkitOptions {
  std::int64_t window_ms = 60'000;
  std::uint32_t min_edge_weight = 1;
  ToolkitKey key = ToolkitKey::message;
};

// The edge's weight is the number of different messages of `from` that stand within the
// window of any message of `to` on the same object. Loops are left out.
struct ToolkitEdge {
  std::uint32_t from;
  std::uint32_t to;
  std::uint32_t weight;
};

struct ToolkitNetwork {
  std::vector<ToolkitEdge> edges;  // by from, to
  std::uint64_t undirected = 0;    // pairs of accounts with an edge either way
  std::uint64_t dropped_rows = 0;  // rows whose key was there before
};

[[nodiscard]] ToolkitNetwork toolkit_network(const Shares& shares, const ToolkitOptions& options,
                                             const Runner& runner = run_in_turn);

}  // namespace tipstaff::campaigns
