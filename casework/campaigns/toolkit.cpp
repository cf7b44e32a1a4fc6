#include "casework/campaigns/toolkit.h"

#include <algorithm>
#include <numeric>

namespace tipstaff::campaigns {
namespace {

std::vector<std::uint32_t> first_of_each_content(const Shares& s) {
  std::vector<std::uint8_t> seen(s.contents.size(), 0);
  std::vector<std::uint32_t> rows;
  rows.reserve(s.rows());
  for (std::uint32_t row = 0; row < s.rows(); ++row) {
    if (seen[s.content[row]] == 0) rows.push_back(row);
    seen[s.content[row]] = 1;
  }
  return rows;
}

std::vector<std::uint32_t> first_of_each_content_and_object(const Shares& s) {
  std::vector<std::uint32_t> order(s.rows());
  std::iota(order.begin(), order.end(), 0U);
  std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
    if (s.content[a] != s.content[b]) return s.content[a] < s.content[b];
    return s.object[a] != s.object[b] ? s.object[a] < s.object[b] : a < b;
  });
  std::vector<std::uint32_t> rows;
  for (std::size_t i = 0; i < order.size(); ++i)
    if (i == 0 || s.content[order[i]] != s.content[order[i - 1]] || s.object[order[i]] != s.object[order[i - 1]])
      rows.push_back(order[i]);
  std::ranges::sort(rows);
  return rows;
}

// Scratch counts the messages of one account beside every other.
struct Scratch {
  std::vector<std::uint32_t> weight;   // by other account
  std::vector<std::uint32_t> message;  // the last message counted there, plus one
  std::vector<std::uint32_t> touched;
  std::vector<std::uint32_t> own;      // positions of the account, by message
};

void count_account(const ShareIndex& index, std::uint32_t account, const ToolkitOptions& options, Scratch& scratch,
                   std::vector<ToolkitEdge>& out) {
  const auto positions = index.of_account(account);
  scratch.own.assign(positions.begin(), positions.end());
  // A message with several links counts once: its positions follow each other.
  if (options.key == ToolkitKey::message_and_object)
    std::ranges::stable_sort(scratch.own, {}, [&](std::uint32_t p) { return index.content(p); });
  for (const auto p : scratch.own) {
    const auto mark = index.content(p) + 1;
    index.visit_near(p, options.window_ms, [&](std::uint32_t q) {
      const auto other = index.account(q);
      if (other == account || scratch.message[other] == mark) return;
      scratch.message[other] = mark;
      if (scratch.weight[other]++ == 0) scratch.touched.push_back(other);
    });
  }
  std::ranges::sort(scratch.touched);
  for (const auto other : scratch.touched) {
    if (scratch.weight[other] >= options.min_edge_weight) out.push_back({account, other, scratch.weight[other]});
    scratch.weight[other] = scratch.message[other] = 0;
  }
  scratch.touched.clear();
}

std::uint64_t count_undirected(const std::vector<ToolkitEdge>& edges) {
  std::uint64_t both = 0, once = 0;
  for (const auto& edge : edges) {
    const auto back = std::ranges::lower_bound(edges, std::pair{edge.to, edge.from}, {},
                                               [](const ToolkitEdge& e) { return std::pair{e.from, e.to}; });
    const bool mutual = back != edges.end() && back->from == edge.to && back->to == edge.from;
    (mutual ? both : once) += 1;
  }
  return both / 2 + once;
}

}  // namespace

ToolkitNetwork toolkit_network(const Shares& shares, const ToolkitOptions& options, const Runner& runner) {
  auto rows = options.key == ToolkitKey::message ? first_of_each_content(shares) : first_of_each_content_and_object(shares);
  ToolkitNetwork out;
  out.dropped_rows = shares.rows() - rows.size();
  const ShareIndex index(shares, rows, runner);
  std::vector<std::vector<ToolkitEdge>> found(kChunks);
  in_chunks(shares.accounts.size(), runner, [&](std::size_t first, std::size_t last, std::size_t chunk) {
    Scratch scratch;
    scratch.weight.assign(shares.accounts.size(), 0);
    scratch.message.assign(shares.accounts.size(), 0);
    for (std::size_t account = first; account < last; ++account)
      count_account(index, static_cast<std::uint32_t>(account), options, scratch, found[chunk]);
  });
  std::size_t total = 0;
  for (const auto& part : found) total += part.size();
  out.edges.reserve(total);
  for (auto& part : found) {
    out.edges.insert(out.edges.end(), part.begin(), part.end());
    part = {};
  }
  // With weights of one every edge has its way back.
  out.undirected = options.min_edge_weight <= 1 ? out.edges.size() / 2 : count_undirected(out.edges);
  return out;
}

}  // namespace tipstaff::campaigns
