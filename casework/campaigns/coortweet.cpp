#include "casework/campaigns/coortweet.h"

#include <algorithm>
#include <atomic>
#include <cmath>

namespace tipstaff::campaigns {
namespace {

std::vector<std::uint32_t> rows_of_active(const Shares& s, std::uint32_t min_participation) {
  std::vector<std::uint32_t> count(s.accounts.size(), 0);
  for (const auto account : s.account) ++count[account];
  std::vector<std::uint32_t> rows;
  for (std::uint32_t row = 0; row < s.rows(); ++row)
    if (count[s.account[row]] >= min_participation) rows.push_back(row);
  return rows;
}

// Counter is what one chunk of accounts found.
struct Counter {
  std::uint64_t pairs = 0;
  std::vector<CoorTweetEdge> edges;
};

// One pair of an account, seen from it: the other account, the two contents by age.
struct Hit {
  std::uint32_t other;
  std::uint32_t older;
  std::uint32_t newer;
  std::int64_t delta_ms;
};

class Walk {
 public:
  Walk(const ShareIndex& index, const CoorTweetOptions& options) : index_(index), options_(options) { match_contents(); }

  // mark_contents finds which contents stand in any pair, then which of them belong to
  // accounts with enough rows among those contents.
  void mark_contents(const Runner& runner) {
    std::vector<std::uint8_t> in_pair(index_.shares().contents.size(), 0);
    in_chunks(index_.positions(), runner, [&](std::size_t first, std::size_t last, std::size_t) {
      for (auto p = static_cast<std::uint32_t>(first); p < last; ++p)
        if (has_partner(p)) std::atomic_ref(in_pair[index_.content(p)]).store(1, std::memory_order_relaxed);
    });
    std::vector<std::uint32_t> count(index_.shares().accounts.size(), 0);
    for (std::uint32_t p = 0; p < index_.positions(); ++p) count[index_.account(p)] += in_pair[index_.content(p)];
    kept_.assign(in_pair.size(), options_.min_participation == 0);
    for (std::uint32_t p = 0; p < index_.positions(); ++p)
      if (in_pair[index_.content(p)] != 0 && count[index_.account(p)] >= options_.min_participation) kept_[index_.content(p)] = 1;
  }

  void count_account(std::uint32_t account, std::vector<Hit>& hits, Counter& out) const {
    hits.clear();
    for (const auto p : index_.of_account(account))
      index_.visit_near(p, options_.window_ms, [&](std::uint32_t q) {
        if (index_.account(q) > account && is_pair(p, q) && (kept_[index_.content(p)] || kept_[index_.content(q)]))
          hits.push_back(p < q ? Hit{index_.account(q), index_.content(p), index_.content(q), index_.time(q) - index_.time(p)}
                               : Hit{index_.account(q), index_.content(q), index_.content(p), index_.time(p) - index_.time(q)});
      });
    out.pairs += hits.size();
    std::ranges::sort(hits, {}, &Hit::other);
    for (std::size_t i = 0; i < hits.size();) {
      std::size_t end = i;
      while (end < hits.size() && hits[end].other == hits[i].other) ++end;
      out.edges.push_back(edge_of(account, {hits.data() + i, end - i}));
      i = end;
    }
  }

 private:
  // An object may itself be a content (somebody shares a post of this table).
  void match_contents() {
    const auto& s = index_.shares();
    as_content_.reserve(s.objects.size());
    for (std::uint32_t object = 0; object < s.objects.size(); ++object)
      as_content_.push_back(s.contents.find(s.object_text(object)));
  }

  [[nodiscard]] bool is_pair(std::uint32_t p, std::uint32_t q) const {
    const auto own = as_content_[index_.object(p)];
    const auto a = index_.content(p), b = index_.content(q);
    return index_.account(p) != index_.account(q) && a != b && own != a && own != b;
  }

  [[nodiscard]] bool has_partner(std::uint32_t p) const {
    const auto begin = index_.object_begin(index_.object(p)), end = index_.object_end(index_.object(p));
    const auto at = index_.time(p);
    for (auto q = p; q > begin && at - index_.time(q - 1) <= options_.window_ms; --q)
      if (is_pair(p, q - 1)) return true;
    for (auto q = p + 1; q < end && index_.time(q) - at <= options_.window_ms; ++q)
      if (is_pair(p, q)) return true;
    return false;
  }

  static std::uint32_t distinct(std::span<Hit> hits, std::uint32_t Hit::* which) {
    std::ranges::sort(hits, {}, which);
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < hits.size(); ++i) count += i == 0 || hits[i].*which != hits[i - 1].*which;
    return count;
  }

  [[nodiscard]] CoorTweetEdge edge_of(std::uint32_t account, std::span<Hit> hits) const {
    std::int64_t sum_ms = 0;
    for (const auto& hit : hits) sum_ms += hit.delta_ms;
    const auto older = distinct(hits, &Hit::older), newer = distinct(hits, &Hit::newer);
    const auto weight = static_cast<std::uint32_t>(hits.size());
    auto a = account, b = hits[0].other;
    if (index_.shares().accounts[b] < index_.shares().accounts[a]) std::swap(a, b);
    return {.account = a, .account_y = b, .weight = weight,
            .avg_time_delta = static_cast<double>(sum_ms) / 1000.0 / static_cast<double>(weight),
            .n_content_id = older, .n_content_id_y = newer,
            .edge_symmetry_score = static_cast<double>(std::min(older, newer)) / static_cast<double>(std::max(older, newer)),
            .weight_threshold = false};
  }

  const ShareIndex& index_;
  const CoorTweetOptions& options_;
  std::vector<std::uint32_t> as_content_;
  std::vector<std::uint8_t> kept_;
};

void summarise(CoorTweetNetwork& out, const Shares& s, const CoorTweetOptions& options) {
  std::vector<std::uint8_t> seen(s.accounts.size(), 0);
  std::vector<double> weights;
  weights.reserve(out.edges.size());
  for (const auto& edge : out.edges) {
    out.vertices += seen[edge.account] == 0;
    seen[edge.account] = 1;
    out.vertices += seen[edge.account_y] == 0;
    seen[edge.account_y] = 1;
    out.max_weight = std::max(out.max_weight, edge.weight);
    weights.push_back(edge.weight);
  }
  if (weights.empty()) return;
  out.threshold = quantile_type7(std::move(weights), options.edge_quantile);
  for (auto& edge : out.edges) edge.weight_threshold = edge.weight > out.threshold;
}

}  // namespace

double quantile_type7(std::vector<double> values, double p) {
  const double place = p * static_cast<double>(values.size() - 1);
  const auto low = static_cast<std::size_t>(std::floor(place));
  std::ranges::nth_element(values, values.begin() + static_cast<std::ptrdiff_t>(low));
  const double below = values[low];
  if (low + 1 >= values.size() || place == std::floor(place)) return below;
  const double above = *std::min_element(values.begin() + static_cast<std::ptrdiff_t>(low) + 1, values.end());
  return below + (place - std::floor(place)) * (above - below);
}

CoorTweetNetwork coortweet_network(const Shares& shares, const CoorTweetOptions& options, const Runner& runner) {
  const ShareIndex index(shares, rows_of_active(shares, options.min_participation), runner);
  Walk walk(index, options);
  walk.mark_contents(runner);
  std::vector<Counter> found(kChunks);
  in_chunks(shares.accounts.size(), runner, [&](std::size_t first, std::size_t last, std::size_t chunk) {
    std::vector<Hit> hits;
    for (std::size_t account = first; account < last; ++account)
      walk.count_account(static_cast<std::uint32_t>(account), hits, found[chunk]);
  });
  CoorTweetNetwork out;
  for (auto& part : found) {
    out.pairs += part.pairs;
    out.edges.insert(out.edges.end(), part.edges.begin(), part.edges.end());
    part = {};
  }
  const auto rank = ranks_of(shares.accounts);
  std::ranges::sort(out.edges, {}, [&](const CoorTweetEdge& edge) { return std::pair{rank[edge.account], rank[edge.account_y]}; });
  summarise(out, shares, options);
  return out;
}

}  // namespace tipstaff::campaigns
