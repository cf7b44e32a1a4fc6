#pragma once
// Communities: Leiden's algorithm (modularity), many times over.

#include <cstdint>
#include <span>
#include <vector>

#include "tipstaff/bytes/bytes.h"

namespace tipstaff::campaigns {

struct WeightedEdge {
  std::uint32_t a;
  std::uint32_t b;
  double weight;  // > 0
};

// Community: members ascending; `stability` is the mean over all runs of the likeness
// (Jaccard) of this community and the most similar one of that run.
struct Community {
  std::vector<std::uint32_t> members;
  double stability;
};

struct CommunityOptions {
  std::uint32_t runs = 20;
  std::uint64_t seed = 1;
  double resolution = 1.0;
};

// find_communities: vertices are numbers below `vertices`; those without edges are in no
// community. The result is the run with the best modularity.
// Errors: wrong_state (igraph refused, for want of memory).
// Not for two threads at once: igraph has one random generator.
[[nodiscard]] Result<std::vector<Community>> find_communities(std::span<const WeightedEdge> edges, std::uint32_t vertices,
                                                              const CommunityOptions& options);

}  // namespace tipstaff::campaigns
