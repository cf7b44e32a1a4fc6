#pragma once
// Candidates: pairs of accounts that met often enough to be examined.

#include "casework/campaigns/null_model.h"

namespace tipstaff::campaigns {

// judge answers question 1 (see surprise.h) out of edge.met and sets the edge's window.
void judge(const NullModel& model, const SurpriseOptions& options, Edge& edge);

// find_candidates finds every pair that meets on at least meetings_min objects and whose
// chance, counted generously (a post with five links counts five times), may pass
// Benjamini-Hochberg. Out: by a, b; `met` and question 1 are filled in.
//
// Cost: each object's pairs within its widest window, as far as both accounts have
// enough objects with any company at all; memory for one account's company a job.
[[nodiscard]] std::vector<Edge> find_candidates(const ShareIndex& index, const NullModel& model, const SurpriseOptions& options,
                                                const Runner& runner);

}  // namespace tipstaff::campaigns
