#include "casework/campaigns/communities.h"

#include <igraph/igraph.h>

#include <algorithm>
#include <limits>
#include <map>

namespace tipstaff::campaigns {
namespace {

// Every igraph object frees itself.
struct Reals {
  igraph_vector_t v;
  bool ok = igraph_vector_init(&v, 0) == IGRAPH_SUCCESS;
  ~Reals() {
    if (ok) igraph_vector_destroy(&v);
  }
  Reals() = default;
  Reals(const Reals&) = delete;
  Reals& operator=(const Reals&) = delete;
};
struct Integers {
  igraph_vector_int_t v;
  bool ok = igraph_vector_int_init(&v, 0) == IGRAPH_SUCCESS;
  ~Integers() {
    if (ok) igraph_vector_int_destroy(&v);
  }
  Integers() = default;
  Integers(const Integers&) = delete;
  Integers& operator=(const Integers&) = delete;
};
struct Graph {
  igraph_t g{};
  bool ok = false;
  ~Graph() {
    if (ok) igraph_destroy(&g);
  }
  Graph() = default;
  Graph(const Graph&) = delete;
  Graph& operator=(const Graph&) = delete;
};

// QuietErrors lets igraph return its errors instead of ending the program.
struct QuietErrors {
  igraph_error_handler_t* before = igraph_set_error_handler(igraph_error_handler_ignore);
  ~QuietErrors() { igraph_set_error_handler(before); }
  QuietErrors() = default;
  QuietErrors(const QuietErrors&) = delete;
  QuietErrors& operator=(const QuietErrors&) = delete;
};

using Membership = std::vector<std::uint32_t>;

// Compact numbers the vertices that have edges.
struct Compact {
  std::vector<std::uint32_t> vertices;
  Compact(std::span<const WeightedEdge> edges) {
    vertices.reserve(edges.size() * 2);
    for (const auto& edge : edges) vertices.insert(vertices.end(), {edge.a, edge.b});
    std::ranges::sort(vertices);
    vertices.erase(std::unique(vertices.begin(), vertices.end()), vertices.end());
  }
  [[nodiscard]] igraph_integer_t operator()(std::uint32_t vertex) const {
    return std::ranges::lower_bound(vertices, vertex) - vertices.begin();
  }
};

struct Run {
  Membership membership;
  double quality = -std::numeric_limits<double>::infinity();
};

class Leiden {
 public:
  // Out: false when igraph has no memory.
  bool load(std::span<const WeightedEdge> edges, const Compact& number) {
    Integers ends;
    if (!ends.ok || !weights_.ok || !strength_.ok) return false;
    if (igraph_vector_int_resize(&ends.v, static_cast<igraph_integer_t>(edges.size() * 2)) != IGRAPH_SUCCESS) return false;
    if (igraph_vector_resize(&weights_.v, static_cast<igraph_integer_t>(edges.size())) != IGRAPH_SUCCESS) return false;
    for (std::size_t i = 0; i < edges.size(); ++i) {
      VECTOR(ends.v)[2 * i] = number(edges[i].a);
      VECTOR(ends.v)[2 * i + 1] = number(edges[i].b);
      VECTOR(weights_.v)[i] = edges[i].weight;
      total_ += edges[i].weight;
    }
    graph_.ok = igraph_create(&graph_.g, &ends.v, static_cast<igraph_integer_t>(number.vertices.size()), IGRAPH_UNDIRECTED) == IGRAPH_SUCCESS;
    return graph_.ok && igraph_strength(&graph_.g, &strength_.v, igraph_vss_all(), IGRAPH_ALL, IGRAPH_LOOPS, &weights_.v) == IGRAPH_SUCCESS;
  }

  bool run(std::uint64_t seed, double resolution, Run& out) {
    constexpr double kRandomness = 0.01;  // igraph's usual beta
    constexpr igraph_integer_t kIterations = 10;
    Integers membership;
    igraph_integer_t clusters = 0;
    igraph_real_t quality = 0;
    igraph_rng_seed(igraph_rng_default(), seed);
    if (!membership.ok || igraph_community_leiden(&graph_.g, &weights_.v, &strength_.v, resolution / (2 * total_), kRandomness, false,
                                                  kIterations, &membership.v, &clusters, &quality) != IGRAPH_SUCCESS)
      return false;
    out.quality = quality;
    out.membership.resize(static_cast<std::size_t>(igraph_vector_int_size(&membership.v)));
    for (std::size_t i = 0; i < out.membership.size(); ++i) out.membership[i] = static_cast<std::uint32_t>(VECTOR(membership.v)[i]);
    return true;
  }

 private:
  Graph graph_;
  Reals weights_, strength_;
  double total_ = 0;
};

std::vector<std::vector<std::uint32_t>> groups_of(const Membership& membership) {
  std::vector<std::vector<std::uint32_t>> groups;
  for (std::uint32_t i = 0; i < membership.size(); ++i) {
    if (membership[i] >= groups.size()) groups.resize(membership[i] + 1);
    groups[membership[i]].push_back(i);
  }
  return groups;
}

double best_likeness(const std::vector<std::uint32_t>& members, const Membership& other, const std::vector<std::uint32_t>& sizes) {
  std::map<std::uint32_t, std::uint32_t> shared;
  for (const auto member : members) ++shared[other[member]];
  double best = 0;
  for (const auto& [group, both] : shared)
    best = std::max(best, static_cast<double>(both) / static_cast<double>(members.size() + sizes[group] - both));
  return best;
}

std::vector<std::uint32_t> sizes_of(const Membership& membership) {
  std::vector<std::uint32_t> sizes(membership.size() + 1, 0);
  for (const auto group : membership) ++sizes[group];
  return sizes;
}

}  // namespace

Result<std::vector<Community>> find_communities(std::span<const WeightedEdge> edges, std::uint32_t vertices,
                                                const CommunityOptions& options) {
  std::vector<Community> out;
  if (edges.empty()) return out;
  for (const auto& edge : edges) TIP_ASSERT(edge.a < vertices && edge.b < vertices && edge.weight > 0);
  const QuietErrors quiet;
  const Compact number(edges);
  Leiden leiden;
  if (!leiden.load(edges, number)) return fail(Errc::wrong_state, "no memory for the graph");
  std::vector<Run> runs(std::max(1U, options.runs));
  for (std::size_t i = 0; i < runs.size(); ++i)
    if (!leiden.run(options.seed + i, options.resolution, runs[i])) return fail(Errc::wrong_state, "no memory for communities");
  const auto& best = *std::ranges::max_element(runs, {}, &Run::quality);
  for (auto& members : groups_of(best.membership)) out.push_back({std::move(members), 0});
  for (const auto& run : runs) {
    const auto sizes = sizes_of(run.membership);
    for (auto& community : out) community.stability += best_likeness(community.members, run.membership, sizes) / static_cast<double>(runs.size());
  }
  for (auto& community : out)
    for (auto& member : community.members) member = number.vertices[member];
  return out;
}

}  // namespace tipstaff::campaigns
