#include "casework/campaigns/surprise.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "casework/campaigns/poisson.h"

namespace tipstaff::campaigns {
namespace {

constexpr double kHourMs = 3'600'000;
constexpr std::uint8_t kNoWindow = 0xff;
// Objects with fewer sharers than about this are judged by all objects' profile.
constexpr double kOwnProfileSharers = 50;
constexpr double kOwnProfilePairs = kOwnProfileSharers * (kOwnProfileSharers - 1) / 2;
// Benjamini-Hochberg stays exact up to this many edges; more are never wanted.
constexpr double kEdgesMax = 20'000'000;

std::uint8_t window_of(std::int64_t delta_ms) {
  for (std::uint8_t i = 0; i < kWindows; ++i)
    if (delta_ms <= kWindowMs[i]) return i;
  return kNoWindow;
}

// Pairs of rows of one object within a window: two pointers, linear.
std::uint64_t pairs_within(const ShareIndex& index, std::uint32_t begin, std::uint32_t end, std::int64_t window_ms) {
  std::uint64_t pairs = 0;
  for (auto low = begin, p = begin; p < end; ++p) {
    while (index.time(p) - index.time(low) > window_ms) ++low;
    pairs += p - low;
  }
  return pairs;
}

// Sum of the squares of the counts of each hour.
double squared_hours(const ShareIndex& index, std::uint32_t begin, std::uint32_t end) {
  double sum = 0, count = 0;
  std::int64_t hour = -1;
  for (auto p = begin; p < end; ++p) {
    const auto this_hour = index.time(p) / static_cast<std::int64_t>(kHourMs);
    if (this_hour != hour) sum += count * count, count = 0;
    hour = this_hour;
    ++count;
  }
  return sum + count * count;
}

struct ObjectFacts {
  std::array<float, kWindows> sync{};  // chance of two sharers within each window
  std::uint8_t widest = kNoWindow;     // the widest window in use, or none
};

class Model {
 public:
  Model(const ShareIndex& index, const SurpriseOptions& options, const Runner& runner, Surprise& out)
      : index_(index), options_(options), objects_(index.shares().objects.size()) {
    study_objects(runner, out);
    count_accounts();
  }

  [[nodiscard]] std::uint8_t widest(std::uint32_t object) const { return objects_[object].widest; }

  // expected meetings of two accounts in a window.
  [[nodiscard]] double expected(std::uint32_t a, std::uint32_t b, std::size_t window) const {
    double sum = 0;
    for (std::size_t t = 0; t < kTraces; ++t) sum += activity_[t][a] * activity_[t][b] * rate_[t][window];
    return std::max(sum, 1e-300);
  }

  // sync is the chance that two accounts with so many shares of the object meet.
  [[nodiscard]] double sync(std::uint32_t object, double tries, std::size_t window) const {
    const double one = objects_[object].sync[window];
    return tries <= 1 ? one : 1 - std::pow(1 - one, tries);
  }

  [[nodiscard]] double pairs_of_accounts() const { return pairs_of_accounts_; }
  [[nodiscard]] bool active(std::uint32_t account) const { return index_.of_account(account).size() >= options_.meetings_min; }

 private:
  using Rates = std::array<std::array<double, kWindows>, kTraces>;
  struct Part {
    Rates rate{};
    std::array<double, kWindows> near{};
    double all = 0;
    std::vector<Narrowed> narrowed;
  };

  void study_objects(const Runner& runner, Surprise& out) {
    std::vector<Part> parts(kChunks);
    in_chunks(objects_.size(), runner, [&](std::size_t first, std::size_t last, std::size_t chunk) {
      for (std::size_t object = first; object < last; ++object) study(static_cast<std::uint32_t>(object), parts[chunk]);
    });
    std::array<double, kWindows> near{};
    double all = 0;
    for (const auto& part : parts) {
      for (std::size_t t = 0; t < kTraces; ++t)
        for (std::size_t w = 0; w < kWindows; ++w) rate_[t][w] += part.rate[t][w];
      for (std::size_t w = 0; w < kWindows; ++w) near[w] += part.near[w];
      all += part.all;
      out.narrowed_total += part.narrowed.size();
      out.narrowed.insert(out.narrowed.end(), part.narrowed.begin(), part.narrowed.end());
    }
    std::ranges::sort(out.narrowed, std::greater<>{}, &Narrowed::shares);
    if (out.narrowed.size() > kNarrowedMax) out.narrowed.resize(kNarrowedMax);
    in_chunks(objects_.size(), runner, [&](std::size_t first, std::size_t last, std::size_t) {
      for (std::size_t object = first; object < last; ++object) draw_to_all(static_cast<std::uint32_t>(object), near, all);
    });
  }

  void study(std::uint32_t object, Part& part) {
    const auto begin = index_.object_begin(object), end = index_.object_end(object);
    const std::uint64_t shares = end - begin;
    if (shares < 2) return;
    const double all = 0.5 * static_cast<double>(shares) * static_cast<double>(shares - 1);
    auto& facts = objects_[object];
    part.all += all;
    for (std::size_t w = 0; w < kWindows; ++w) {
      const auto near = pairs_within(index_, begin, end, kWindowMs[w]);
      part.near[w] += static_cast<double>(near);
      facts.sync[w] = static_cast<float>(static_cast<double>(near) / all);
      if (near <= options_.object_pairs_max) facts.widest = static_cast<std::uint8_t>(w);
    }
    if (facts.widest != kWindows - 1)
      part.narrowed.push_back({object, static_cast<std::uint32_t>(shares), facts.widest == kNoWindow ? 0 : kWindowMs[facts.widest]});
    if (facts.widest == kNoWindow) return;
    const double squares = squared_hours(index_, begin, end);
    auto& rate = part.rate[static_cast<std::size_t>(index_.shares().trace_of(object))];
    for (std::size_t w = 0; w <= facts.widest; ++w) rate[w] += squares * 2 * static_cast<double>(kWindowMs[w]) / kHourMs;
  }

  void draw_to_all(std::uint32_t object, const std::array<double, kWindows>& near, double all) {
    const double shares = index_.object_end(object) - index_.object_begin(object);
    if (shares < 2) return;
    const double pairs = 0.5 * shares * (shares - 1);
    for (std::size_t w = 0; w < kWindows; ++w) {
      const double own = objects_[object].sync[w], of_all = near[w] / all;
      const double drawn = (own * pairs + of_all * kOwnProfilePairs) / (pairs + kOwnProfilePairs);
      const double fastest = 1 - std::exp(-static_cast<double>(kWindowMs[w]) / kBurstMs);
      objects_[object].sync[w] = static_cast<float>(std::min(drawn, fastest));
    }
  }

  void count_accounts() {
    const auto accounts = index_.shares().accounts.size();
    std::array<double, kTraces> rows{};
    for (auto& column : activity_) column.assign(accounts, 0);
    for (std::uint32_t p = 0; p < index_.positions(); ++p) {
      const auto trace = static_cast<std::size_t>(index_.shares().trace_of(index_.object(p)));
      activity_[trace][index_.account(p)] += 1;
      rows[trace] += 1;
    }
    for (std::size_t t = 0; t < kTraces; ++t)
      for (auto& rate : rate_[t]) rate = rows[t] > 0 ? rate / (rows[t] * rows[t]) : 0;
    double active_accounts = 0;
    for (std::uint32_t account = 0; account < accounts; ++account) active_accounts += active(account);
    pairs_of_accounts_ = std::max(1.0, active_accounts * (active_accounts - 1) / 2);
  }

  const ShareIndex& index_;
  const SurpriseOptions& options_;
  std::vector<ObjectFacts> objects_;
  Rates rate_{};
  std::array<std::vector<float>, kTraces> activity_;
  double pairs_of_accounts_ = 1;
};

// Scratch counts the meetings of one account with every other.
struct Scratch {
  explicit Scratch(std::size_t accounts) : met(accounts), closest(accounts, 0), stamp(accounts, 0) {}
  std::vector<std::array<std::uint32_t, kWindows>> met;  // by the window of the closest meeting
  std::vector<std::int64_t> closest;   // on the object at hand
  std::vector<std::uint32_t> stamp;    // the object at hand, counted
  std::uint32_t objects_seen = 0;
  std::vector<std::uint32_t> here, touched;
};

void meet_on_object(const ShareIndex& index, const Model& model, std::span<const std::uint32_t> own, Scratch& s) {
  const auto widest = model.widest(index.object(own[0]));
  if (widest == kNoWindow) return;
  const auto account = index.account(own[0]);
  ++s.objects_seen;
  s.here.clear();
  for (const auto p : own)
    index.visit_near(p, kWindowMs[widest], [&](std::uint32_t q) {
      const auto other = index.account(q);
      if (other <= account) return;
      const auto delta = std::abs(index.time(p) - index.time(q));
      if (s.stamp[other] != s.objects_seen) {
        s.stamp[other] = s.objects_seen;
        s.closest[other] = delta;
        s.here.push_back(other);
      } else {
        s.closest[other] = std::min(s.closest[other], delta);
      }
    });
  for (const auto other : s.here) {
    auto& met = s.met[other];
    if (std::ranges::all_of(met, [](auto n) { return n == 0; })) s.touched.push_back(other);
    ++met[window_of(s.closest[other])];
  }
}

// judge answers question 1 and sets the edge's windows.
void judge(const Model& model, const SurpriseOptions& options, Edge& edge) {
  edge.log10_p = 0;
  for (std::uint8_t w = 0; w < kWindows; ++w) {
    if (edge.met[w] < options.meetings_min) continue;
    const double expected = model.expected(edge.a, edge.b, w);
    const double p = log10_poisson_tail(edge.met[w], expected) + std::log10(static_cast<double>(kWindows));
    if (p < edge.log10_p) {
      edge.log10_p = p;
      edge.window = w;
      edge.expected = expected;
      edge.meetings = edge.met[w];
    }
  }
}

void walk_account(const ShareIndex& index, const Model& model, std::uint32_t account, const SurpriseOptions& options,
                  double worst_p, Scratch& s, std::vector<Edge>& out) {
  const auto own = index.of_account(account);
  for (std::size_t i = 0; i < own.size();) {
    std::size_t end = i;
    while (end < own.size() && index.object(own[end]) == index.object(own[i])) ++end;
    meet_on_object(index, model, own.subspan(i, end - i), s);
    i = end;
  }
  std::ranges::sort(s.touched);
  for (const auto other : s.touched) {
    Edge edge{.a = account, .b = other};
    edge.met = s.met[other];
    s.met[other] = {};
    for (std::size_t w = 1; w < kWindows; ++w) edge.met[w] += edge.met[w - 1];
    if (edge.met.back() < options.meetings_min) continue;
    judge(model, options, edge);
    if (edge.log10_p <= worst_p) out.push_back(edge);
  }
  s.touched.clear();
}

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

void examine(const ShareIndex& index, const Model& model, const SurpriseOptions& options, Posts& posts, Edge& edge) {
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

void set_windows_held(const Model& model, double limit, Edge& edge) {
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

std::vector<Edge> candidates(const ShareIndex& index, const Model& model, const SurpriseOptions& options, const Runner& runner) {
  const double worst_p = std::min(-2.0, std::log10(options.false_rate * kEdgesMax / model.pairs_of_accounts()));
  std::vector<std::vector<Edge>> found(kChunks);
  const auto accounts = index.shares().accounts.size();
  in_chunks(accounts, runner, [&](std::size_t first, std::size_t last, std::size_t chunk) {
    Scratch scratch(accounts);
    for (std::size_t account = first; account < last; ++account)
      if (model.active(static_cast<std::uint32_t>(account)))
        walk_account(index, model, static_cast<std::uint32_t>(account), options, worst_p, scratch, found[chunk]);
  });
  std::vector<Edge> out;
  for (auto& part : found) {
    out.insert(out.end(), part.begin(), part.end());
    part = {};
  }
  return out;
}

}  // namespace

Surprise find_surprise(const ShareIndex& index, const SurpriseOptions& options, const Runner& runner) {
  Surprise out;
  const Model model(index, options, runner, out);
  out.pairs_tested = static_cast<std::uint64_t>(model.pairs_of_accounts());
  auto edges = candidates(index, model, options, runner);
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
