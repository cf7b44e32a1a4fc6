#include "casework/campaigns/edge_text.h"

#include <algorithm>
#include <numeric>

#include "casework/campaigns/number_text.h"
#include "casework/exports/escape.h"

namespace tipstaff::campaigns {
namespace {

std::string number(double value) { return general(value, 17); }

// ranks gives each name its place in the order of bytes.
std::vector<std::uint32_t> ranks(const Names& names) {
  std::vector<std::uint32_t> order(names.size()), rank(names.size());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, {}, [&](std::uint32_t id) { return names[id]; });
  for (std::uint32_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
  return rank;
}

}  // namespace

std::string csv_field(std::string_view text) {
  const bool runs = !text.empty() && std::string_view("=+-@\t\r").find(text[0]) != std::string_view::npos;
  if (!runs && text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  return casework::csv_cell(text);
}

std::string write_edges(const CoorTweetNetwork& network, const Shares& shares) {
  std::string out;
  for (const auto& edge : network.edges) {
    out += csv_field(shares.accounts[edge.account]) + ',' + csv_field(shares.accounts[edge.account_y]) + ',';
    out += std::to_string(edge.weight) + ',' + number(edge.avg_time_delta) + ',' + std::to_string(edge.n_content_id) + ',';
    out += std::to_string(edge.n_content_id_y) + ',' + number(edge.edge_symmetry_score) + (edge.weight_threshold ? ",1\n" : ",0\n");
  }
  return out;
}

std::string write_edges(const std::vector<SimilarEdge>& edges, const Shares& shares) {
  std::string out;
  for (const auto& edge : edges)
    out += csv_field(shares.accounts[edge.a]) + ',' + csv_field(shares.accounts[edge.b]) + ',' + number(edge.similarity) + '\n';
  return out;
}

std::string write_edges(const ToolkitNetwork& network, const Shares& shares) {
  const auto rank = ranks(shares.accounts);
  auto edges = network.edges;
  std::ranges::sort(edges, {}, [&](const ToolkitEdge& e) { return std::pair{rank[e.from], rank[e.to]}; });
  std::string out;
  for (const auto& edge : edges)
    out += csv_field(shares.accounts[edge.from]) + ',' + csv_field(shares.accounts[edge.to]) + ',' + std::to_string(edge.weight) + '\n';
  return out;
}

}  // namespace tipstaff::campaigns
