#pragma once
// Measuring: planted crews, ours and the literature's detectors, how good each was.

#include "casework/campaigns/communities.h"
#include "casework/campaigns/generator.h"
#include "casework/campaigns/runner.h"
#include "casework/campaigns/surprise.h"

namespace tipstaff::campaigns {

struct MeasureOptions {
  GeneratorOptions generator;
  SurpriseOptions surprise;
  CommunityOptions communities;
  // Of the compat modes.
  std::int64_t window_ms = 60'000;
  std::uint32_t min_participation = 2;
  double edge_quantile = 0.5;
};

// measure_detectors: Out: a line for each detector, with counts of accounts, precision,
// recall, adjusted Rand index and weighted precision. The peers give networks and no
// crews: theirs are Leiden's communities of at least three accounts.
// Errors: wrong_state (no memory for communities).
[[nodiscard]] Result<std::string> measure_detectors(const MeasureOptions& options, const Runner& runner);

}  // namespace tipstaff::campaigns
