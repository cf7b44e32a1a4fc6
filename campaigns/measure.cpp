#include "campaigns/measure.h"

#include "casework/campaigns/coortweet.h"
#include "casework/campaigns/cosine.h"
#include "casework/campaigns/crews.h"
#include "casework/campaigns/number_text.h"
#include "casework/campaigns/quality.h"
#include "casework/campaigns/toolkit.h"

namespace tipstaff::campaigns {
namespace {

// Lighter edges of the toolkit are two accounts that met once.
constexpr std::uint32_t kToolkitWeightMin = 2;

std::string line_of(std::string_view detector, const Quality& q) {
  std::string out(detector);
  out.resize(10, ' ');
  return out + " planted " + std::to_string(q.planted) + " found " + std::to_string(q.found) + " precision " + fixed(q.precision, 3) + " recall " +
         fixed(q.recall, 3) + " ari " + fixed(q.rand_index, 3) + " wp " + fixed(q.weighted_precision, 3) + "\n";
}

Result<std::string> line_of_network(std::string_view detector, const Generated& generated, const std::vector<WeightedEdge>& edges) {
  std::vector<std::uint32_t> crew(generated.crew.size(), kNoCrew);
  TIP_TRY(const auto found, find_communities(edges, static_cast<std::uint32_t>(crew.size()), {.runs = 1}));
  for (std::uint32_t i = 0; i < found.size(); ++i)
    if (found[i].members.size() >= kCrewMin)
      for (const auto member : found[i].members) crew[member] = i;
  return line_of(detector, measure_quality(generated.crew, crew));
}

std::vector<WeightedEdge> coortweet_edges(const Shares& shares, const MeasureOptions& options, const Runner& runner) {
  std::vector<WeightedEdge> out;
  for (const auto& edge : coortweet_network(shares, {.window_ms = options.window_ms, .min_participation = options.min_participation,
                                                     .edge_quantile = options.edge_quantile}, runner).edges)
    if (edge.weight_threshold) out.push_back({edge.account, edge.account_y, static_cast<double>(edge.weight)});
  return out;
}

std::vector<WeightedEdge> toolkit_edges(const Shares& shares, const MeasureOptions& options, const Runner& runner) {
  std::vector<WeightedEdge> out;
  for (const auto& edge : toolkit_network(shares, {.window_ms = options.window_ms, .min_edge_weight = kToolkitWeightMin}, runner).edges)
    if (edge.from < edge.to) out.push_back({edge.from, edge.to, static_cast<double>(edge.weight)});
  return out;
}

std::vector<WeightedEdge> similar_edges(const std::vector<SimilarEdge>& edges) {
  std::vector<WeightedEdge> out;
  for (const auto& edge : edges)
    if (edge.similarity > 0) out.push_back({edge.a, edge.b, edge.similarity});
  return out;
}

}  // namespace

Result<std::string> measure_detectors(const MeasureOptions& options, const Runner& runner) {
  const auto generated = generate(options.generator);
  const auto& shares = generated.shares;
  std::string out;
  {
    const ShareIndex index(shares, runner);
    const auto surprise = find_surprise(index, options.surprise, runner);
    TIP_TRY(const auto crews, find_crews(index, surprise, options.communities));
    out += line_of("tipstaff", measure_quality(generated.crew, crew_of_accounts(crews, generated.crew.size())));
    TIP_TRY(const auto cosine, line_of_network("cosine", generated, similar_edges(cosine_network(index, {}, runner).edges)));
    out += cosine;
  }
  TIP_TRY(const auto coortweet, line_of_network("coortweet", generated, coortweet_edges(shares, options, runner)));
  TIP_TRY(const auto toolkit, line_of_network("toolkit", generated, toolkit_edges(shares, options, runner)));
  TIP_TRY(const auto fused, line_of_network("fused", generated, similar_edges(fused_network(shares, {}, runner).edges)));
  return out + coortweet + toolkit + fused;
}

}  // namespace tipstaff::campaigns
