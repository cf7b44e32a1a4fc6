#pragma once
// Edges as lines of text, in the form in which the peers' own edges were compared.

#include <string>

#include "casework/campaigns/coortweet.h"
#include "casework/campaigns/cosine.h"
#include "casework/campaigns/toolkit.h"

namespace tipstaff::campaigns {

// write_edges: no header. CooRTweet: account, account_y, weight, avg_time_delta,
// n_content_id, n_content_id_y, edge_symmetry_score, weight_threshold; numbers with 17
// digits, as "%.17g". Toolkit: from, to, weight, ordered by text.
[[nodiscard]] std::string write_edges(const CoorTweetNetwork& network, const Shares& shares);
[[nodiscard]] std::string write_edges(const ToolkitNetwork& network, const Shares& shares);

// Similar accounts: a, b, similarity.
[[nodiscard]] std::string write_edges(const std::vector<SimilarEdge>& edges, const Shares& shares);

// csv_field quotes what would break a row, and disarms what a spreadsheet would run:
// a field that begins with = + - @ or a tab gets an apostrophe.
[[nodiscard]] std::string csv_field(std::string_view text);

}  // namespace tipstaff::campaigns
