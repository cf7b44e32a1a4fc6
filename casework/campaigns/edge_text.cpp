#include "casework/campaigns/edge_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>

#include "casework/campaigns/number_text.h"
#include "casework/exports/escape.h"

namespace tipstaff::campaigns {
namespace {

std::string number(double value) { return general(value, 17); }

void append(std::string& out, std::uint32_t value) {
  std::array<char, 10> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
  out.append(digits.data(), end);
}

// Fields are the accounts' names as fields, by their place in the order of bytes.
struct Fields {
  explicit Fields(const Names& names) : rank(ranks_of(names)), order(names.size()), text(names.size()) {
    for (std::uint32_t id = 0; id < order.size(); ++id) {
      order[rank[id]] = id;
      text[rank[id]] = csv_field(names[id]);
    }
  }
  std::vector<std::uint32_t> rank, order;
  std::vector<std::string> text;  // by rank
};

// begins finds where the edges of each account begin; the end is last.
std::vector<std::size_t> begins(const std::vector<ToolkitEdge>& edges, std::size_t accounts) {
  std::vector<std::size_t> begin(accounts + 1, 0);
  for (const auto& edge : edges) ++begin[edge.from + 1];
  std::partial_sum(begin.begin(), begin.end(), begin.begin());
  return begin;
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
  const Fields fields(shares.accounts);
  const auto begin = begins(network.edges, shares.accounts.size());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> to;  // rank, weight
  std::string out;
  for (const auto from : fields.order) {
    to.clear();
    for (auto i = begin[from]; i < begin[from + 1]; ++i) to.emplace_back(fields.rank[network.edges[i].to], network.edges[i].weight);
    std::ranges::sort(to);
    for (const auto& [rank, weight] : to) {
      (out += fields.text[fields.rank[from]]) += ',';
      (out += fields.text[rank]) += ',';
      append(out, weight);
      out += '\n';
    }
  }
  return out;
}

}  // namespace tipstaff::campaigns
