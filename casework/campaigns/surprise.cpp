#include "casework/campaigns/surprise.h"

#include <algorithm>
#include <cmath>

#include "casework/campaigns/candidates.h"
#include "casework/campaigns/poisson.h"

namespace tipstaff::campaigns {
namespace {

// visit_common calls visit(object, positions of a, positions of b) for objects of both.
template <class Visit>
void visit_common(const ShareIndex& index, std::uint32_t a, std::uint32_t b, Visit&& visit) {
  const auto of_a = index.of_account(a), of_b = index.of_account(b);
  const auto group_end = [&](std::span<const std::uint32_t> of, std::size_t i) {
    auto end = i;
    while (end < of.size() && index.object(of[end]) == index.object(of[i])) ++end;
    return end;
  };
  for (std::size_t i = 0, j = 0; i < of_a.size() && j < of_b.size();) {
    const auto object_a = index.object(of_a[i]), object_b = index.object(of_b[j]);
    const auto end_a = group_end(of_a, i), end_b = group_end(of_b, j);
    if (object_a == object_b) visit(object_a, of_a.subspan(i, end_a - i), of_b.subspan(j, end_b - j));
    if (object_a <= object_b) i = end_a;
    if (object_b <= object_a) j = end_b;
  }
}

struct Closest {
  std::int64_t delta = INT64_MAX;
  std::uint32_t p = 0;
  std::uint32_t q = 0;
};

Closest closest_of(const ShareIndex& index, std::span<const std::uint32_t> of_a, std::span<const std::uint32_t> of_b) {
  Closest out;
  for (std::size_t i = 0, j = 0; i < of_a.size() && j < of_b.size();) {
    const auto delta = index.time(of_a[i]) - index.time(of_b[j]);
    if (std::abs(delta) < out.delta) out = {std::abs(delta), of_a[i], of_b[j]};
    (delta <= 0 ? i : j) += 1;
  }
  return out;
}

std::uint32_t count_distinct(std::vector<std::uint32_t>& values) {
  std::ranges::sort(values);
  return static_cast<std::uint32_t>(std::unique(values.begin(), values.end()) - values.begin());
}

// examine recounts the meetings so that one post counts once (a post with five links is
// one act), asks question 1 again, and answers question 2.
struct Posts {
  std::array<std::vector<std::uint32_t>, kWindows> a, b;
  void clear() {
    for (std::size_t w = 0; w < kWindows; ++w) a[w].clear(), b[w].clear();
  }
};

void examine(const ShareIndex& index, const NullModel& model, const SurpriseOptions& options, Posts& posts, Edge& edge) {
  posts.clear();
  std::array<double, kWindows> expected{};
  edge.common = 0;
  edge.met = {};
  visit_common(index, edge.a, edge.b, [&](std::uint32_t object, auto of_a, auto of_b) {
    ++edge.common;
    const auto widest = model.widest(object);
    if (widest == kNoWindow) return;
    const double tries = static_cast<double>(of_a.size()) * static_cast<double>(of_b.size());
    for (std::size_t w = 0; w <= widest; ++w) expected[w] += model.sync(object, tries, w);
    const auto closest = closest_of(index, of_a, of_b);
    for (std::size_t w = window_of(closest.delta); w <= widest; ++w) {
      ++edge.met[w];
      posts.a[w].push_back(index.content(closest.p));
      posts.b[w].push_back(index.content(closest.q));
    }
  });
  edge.log10_p_sync = 0;
  for (std::size_t w = 0; w < kWindows; ++w) {
    edge.met[w] = std::min({edge.met[w], count_distinct(posts.a[w]), count_distinct(posts.b[w])});
    if (edge.met[w] < options.meetings_min) continue;
    const double p = log10_poisson_tail(edge.met[w], std::max(expected[w], 1e-300)) + std::log10(static_cast<double>(kWindows));
    edge.log10_p_sync = std::min(edge.log10_p_sync, p);
  }
  judge(model, options, edge);
}

void set_windows_held(const NullModel& model, double limit, Edge& edge) {
  for (std::uint8_t w = 0; w < kWindows; ++w)
    if (log10_poisson_tail(edge.met[w], model.expected(edge.a, edge.b, w)) <= limit)
      edge.windows_held = static_cast<std::uint8_t>(edge.windows_held | 1U << w);
}

double limit_of(const std::vector<Edge>& edges, double Edge::* p, double tests, double rate) {
  std::vector<double> values;
  values.reserve(edges.size());
  for (const auto& edge : edges) values.push_back(edge.*p);
  return benjamini_hochberg(values, tests, rate);
}

}  // namespace

Surprise find_surprise(const ShareIndex& index, const SurpriseOptions& options, const Runner& runner) {
  Surprise out;
  const NullModel model(index, options, runner, out);
  out.pairs_tested = static_cast<std::uint64_t>(model.pairs_of_accounts());
  auto edges = find_candidates(index, model, options, runner);
  in_chunks(edges.size(), runner, [&](std::size_t first, std::size_t last, std::size_t) {
    Posts posts;
    for (std::size_t i = first; i < last; ++i) examine(index, model, options, posts, edges[i]);
  });
  const double limit = limit_of(edges, &Edge::log10_p, model.pairs_of_accounts(), options.false_rate);
  std::erase_if(edges, [&](const Edge& edge) { return !(edge.log10_p <= limit) || edge.log10_p >= 0; });
  const double sync_limit = limit_of(edges, &Edge::log10_p_sync, static_cast<double>(edges.size()), options.false_rate);
  const auto before = edges.size();
  std::erase_if(edges, [&](const Edge& edge) { return !(edge.log10_p_sync <= sync_limit) || edge.log10_p_sync >= 0; });
  out.acquitted = before - edges.size();
  for (auto& edge : edges) set_windows_held(model, limit, edge);
  out.edges = std::move(edges);
  return out;
}

std::vector<EvidenceRow> evidence_of(const ShareIndex& index, std::uint32_t a, std::uint32_t b, std::int64_t window_ms) {
  std::vector<EvidenceRow> out;
  visit_common(index, a, b, [&](std::uint32_t object, auto of_a, auto of_b) {
    const auto closest = closest_of(index, of_a, of_b);
    if (closest.delta > window_ms) return;
    const auto [first, second] = std::minmax(closest.p, closest.q);
    out.push_back({object, index.row(first), index.row(second), closest.delta});
  });
  std::ranges::sort(out, {}, [&](const EvidenceRow& row) { return std::pair{index.shares().time[row.first], row.object}; });
  return out;
}

}  // namespace tipstaff::campaigns
