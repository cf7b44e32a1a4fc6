#include "casework/campaigns/cosine.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "casework/campaigns/coortweet.h"
#include "tipstaff/bytes/error.h"

namespace tipstaff::campaigns {
namespace {

struct Cell {
  std::uint32_t id;  // object in a row, account in a column
  double weight;
};

// Sparse is a matrix by rows and by columns.
struct Sparse {
  std::vector<std::vector<Cell>> rows;     // by account
  std::vector<std::vector<Cell>> columns;  // by object
};

// count_rows counts each account's shares of each object.
std::vector<std::vector<Cell>> count_rows(const ShareIndex& index, const CosineOptions& options) {
  std::vector<std::vector<Cell>> rows(index.shares().accounts.size());
  for (std::uint32_t account = 0; account < rows.size(); ++account) {
    const auto own = index.of_account(account);
    if (own.size() < options.support_min) continue;
    for (const auto p : own) {
      auto& row = rows[account];
      if (row.empty() || row.back().id != index.object(p)) row.push_back({index.object(p), 0});
      row.back().weight += 1;
    }
  }
  return rows;
}

void weigh(std::vector<Cell>& row, const std::vector<double>& rarity, Counting counting) {
  std::erase_if(row, [&](const Cell& cell) { return rarity[cell.id] == 0; });
  double squares = 0;
  for (auto& cell : row) {
    cell.weight = (counting == Counting::binary ? 1 : 1 + std::log(cell.weight)) * rarity[cell.id];
    squares += cell.weight * cell.weight;
  }
  for (auto& cell : row) cell.weight /= std::sqrt(squares);
}

Sparse build(const ShareIndex& index, const CosineOptions& options, std::uint64_t& left_out) {
  Sparse out{count_rows(index, options), {}};
  std::vector<double> rarity(index.shares().objects.size(), 0);
  double accounts = 0;
  for (const auto& row : out.rows) {
    accounts += !row.empty();
    for (const auto& cell : row) rarity[cell.id] += 1;
  }
  for (auto& sharers : rarity) {
    left_out += sharers > options.sharers_max;
    const bool used = sharers >= options.sharers_min && sharers <= options.sharers_max;
    sharers = used ? std::log((1 + accounts) / (1 + sharers)) + 1 : 0;
  }
  out.columns.resize(rarity.size());
  for (std::uint32_t account = 0; account < out.rows.size(); ++account) {
    weigh(out.rows[account], rarity, options.counting);
    for (const auto& cell : out.rows[account]) out.columns[cell.id].push_back({account, cell.weight});
  }
  return out;
}

// neighbours_of lists the most similar accounts of one.
void neighbours_of(const Sparse& matrix, std::uint32_t account, std::uint32_t most, std::vector<double>& sum, std::vector<SimilarEdge>& out) {
  std::vector<std::uint32_t> touched;
  for (const auto& mine : matrix.rows[account])
    for (const auto& theirs : matrix.columns[mine.id]) {
      if (theirs.id == account) continue;
      if (sum[theirs.id] == 0) touched.push_back(theirs.id);
      sum[theirs.id] += mine.weight * theirs.weight;
    }
  const auto nearer = [&](std::uint32_t x, std::uint32_t y) { return sum[x] != sum[y] ? sum[x] > sum[y] : x < y; };
  if (touched.size() > most) {
    std::ranges::nth_element(touched, touched.begin() + most, nearer);
    for (auto i = touched.begin() + most; i != touched.end(); ++i) sum[*i] = 0;
    touched.resize(most);
  }
  for (const auto other : touched) {
    out.push_back({std::min(account, other), std::max(account, other), std::min(1.0, sum[other])});
    sum[other] = 0;
  }
}

// unite sorts by both ends and keeps the heaviest of equal edges.
void unite(std::vector<SimilarEdge>& edges) {
  std::ranges::sort(edges, [](const SimilarEdge& x, const SimilarEdge& y) {
    if (x.a != y.a) return x.a < y.a;
    return x.b != y.b ? x.b < y.b : x.similarity > y.similarity;
  });
  const auto same = [](const SimilarEdge& x, const SimilarEdge& y) { return x.a == y.a && x.b == y.b; };
  edges.erase(std::unique(edges.begin(), edges.end(), same), edges.end());
}

std::vector<double> eigenvector_centrality(const std::vector<SimilarEdge>& edges, std::size_t accounts) {
  constexpr int kRoundsMax = 500;
  constexpr double kStill = 1e-9;
  std::vector<double> now(accounts, 0), next(accounts);
  for (const auto& edge : edges) now[edge.a] = now[edge.b] = 1;
  for (int round = 0; round < kRoundsMax; ++round) {
    // Half of the old value: without it, a bipartite graph swings for ever.
    for (std::size_t i = 0; i < accounts; ++i) next[i] = now[i];
    for (const auto& edge : edges) {
      next[edge.a] += edge.similarity * now[edge.b];
      next[edge.b] += edge.similarity * now[edge.a];
    }
    double most = 0, change = 0;
    for (const double value : next) most = std::max(most, value);
    if (most == 0) return now;
    for (std::size_t i = 0; i < accounts; ++i) {
      next[i] /= most;
      change = std::max(change, std::abs(next[i] - now[i]));
    }
    now.swap(next);
    if (change < kStill) break;
  }
  return now;
}

}  // namespace

CosineNetwork cosine_network(const ShareIndex& index, const CosineOptions& options, const Runner& runner) {
  CosineNetwork out;
  const auto matrix = build(index, options, out.objects_left_out);
  std::vector<std::vector<SimilarEdge>> found(kChunks);
  in_chunks(matrix.rows.size(), runner, [&](std::size_t first, std::size_t last, std::size_t chunk) {
    std::vector<double> sum(matrix.rows.size(), 0);
    for (std::size_t account = first; account < last; ++account)
      neighbours_of(matrix, static_cast<std::uint32_t>(account), options.neighbours, sum, found[chunk]);
  });
  for (auto& part : found) {
    out.edges.insert(out.edges.end(), part.begin(), part.end());
    part = {};
  }
  unite(out.edges);
  if (out.edges.empty() || options.keep_part >= 1) return out;
  std::vector<double> weights;
  for (const auto& edge : out.edges) weights.push_back(edge.similarity);
  const double least = quantile_type7(std::move(weights), 1 - options.keep_part);
  std::erase_if(out.edges, [&](const SimilarEdge& edge) { return edge.similarity < least; });
  return out;
}

Shares in_time_bins(const Shares& shares, std::int64_t bin_ms) {
  TIP_ASSERT(bin_ms > 0);
  Shares out;
  std::int64_t first = INT64_MAX;
  for (const auto time : shares.time) first = std::min(first, time);
  for (std::uint32_t i = 0; i < shares.accounts.size(); ++i) (void)out.accounts.intern(shares.accounts[i]);
  for (std::uint32_t i = 0; i < shares.contents.size(); ++i) (void)out.contents.intern(shares.contents[i]);
  for (std::size_t row = 0; row < shares.rows(); ++row)
    TIP_ASSERT(out.add(Trace::object, std::to_string((shares.time[row] - first) / bin_ms), shares.account[row], shares.content[row], shares.time[row]));
  return out;
}

FusedNetwork fused_network(const Shares& shares, const FusedOptions& options, const Runner& runner) {
  FusedNetwork out;
  std::vector<std::uint32_t> support(shares.accounts.size(), 0);
  for (const auto account : shares.account) ++support[account];
  for (const auto trace : options.traces) {
    std::vector<std::uint32_t> rows;
    for (std::uint32_t row = 0; row < shares.rows(); ++row)
      if (shares.trace_of(shares.object[row]) == trace && support[shares.account[row]] >= options.support_min) rows.push_back(row);
    const ShareIndex index(shares, rows, runner);
    const auto one = cosine_network(index, {.support_min = 1, .sharers_min = 2, .neighbours = options.neighbours, .keep_part = 1,
                                            .counting = Counting::binary}, runner);
    out.edges.insert(out.edges.end(), one.edges.begin(), one.edges.end());
  }
  unite(out.edges);
  out.centrality = eigenvector_centrality(out.edges, shares.accounts.size());
  std::vector<double> of_nodes;
  for (const double value : out.centrality)
    if (value > 0) of_nodes.push_back(value);
  if (of_nodes.empty()) return out;
  out.threshold = quantile_type7(std::move(of_nodes), options.prune_percentile);
  std::erase_if(out.edges, [&](const SimilarEdge& edge) { return out.centrality[edge.a] < out.threshold || out.centrality[edge.b] < out.threshold; });
  return out;
}

}  // namespace tipstaff::campaigns
