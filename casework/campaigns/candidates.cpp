#include "casework/campaigns/candidates.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "casework/campaigns/poisson.h"

namespace tipstaff::campaigns {
namespace {

// Benjamini-Hochberg stays exact up to this many edges; more are never wanted.
constexpr double kEdgesMax = 20'000'000;

// Rounds in which accounts without enough company leave; each makes others leave.
constexpr int kRounds = 2;

// Company is everybody who met one account: a hash table as large as they are many, so
// that it stays near the processor however many accounts there are.
class Company {
 public:
  struct Guest {
    std::uint32_t account = Names::kNone;
    std::uint32_t seen = 0;     // the last object they met on, counted from 1
    std::uint32_t objects = 0;  // how many they met on
    std::uint32_t place = 0;    // among the frequent ones, counted from 1
  };
  Company() : guests_(kFirst) {}

  // at finds a guest, or lets one in.
  Guest& at(std::uint32_t account) {
    auto* guest = &guests_[slot_of(account)];
    if (guest->account == account) return *guest;
    if ((used_.size() + 1) * 2 > guests_.size()) {
      grow();
      guest = &guests_[slot_of(account)];
    }
    used_.push_back(static_cast<std::uint32_t>(guest - guests_.data()));
    guest->account = account;
    return *guest;
  }
  template <class Visit>
  void each(Visit&& visit) {
    for (const auto slot : used_) visit(guests_[slot]);
  }
  void clear() {
    for (const auto slot : used_) guests_[slot] = {};
    used_.clear();
  }

 private:
  static constexpr std::size_t kFirst = 1 << 8;
  [[nodiscard]] std::size_t slot_of(std::uint32_t account) const {
    const auto mask = guests_.size() - 1;
    std::size_t slot = (account * 0x9e3779b97f4a7c15) >> 32 & mask;
    while (guests_[slot].account != account && guests_[slot].account != Names::kNone) slot = (slot + 1) & mask;
    return slot;
  }
  void grow() {
    const auto old = std::exchange(guests_, std::vector<Guest>(guests_.size() * 2));
    for (auto& slot : used_) {
      const auto& guest = old[slot];
      slot = static_cast<std::uint32_t>(slot_of(guest.account));
      guests_[slot] = guest;
    }
  }
  std::vector<Guest> guests_;
  std::vector<std::uint32_t> used_;
};

// by_object calls visit(positions of one object) for each object of an account.
template <class Visit>
void by_object(const ShareIndex& index, std::span<const std::uint32_t> own, Visit&& visit) {
  for (std::size_t i = 0, end = 0; i < own.size(); i = end) {
    while (end < own.size() && index.object(own[end]) == index.object(own[i])) ++end;
    visit(own.subspan(i, end - i));
  }
}

// Walkers are the accounts that can be in an edge at all: those with enough objects on
// which anybody is near who walks too.
class Walkers {
 public:
  Walkers(const ShareIndex& index, const NullModel& model, const SurpriseOptions& options, const Runner& runner)
      : index_(index), model_(model), walks_(index.shares().accounts.size()) {
    for (std::uint32_t account = 0; account < walks_.size(); ++account) walks_[account] = model.active(account);
    for (int round = 0; round < kRounds; ++round) {
      std::vector<std::uint8_t> still(walks_.size());
      in_chunks(walks_.size(), runner, [&](std::size_t first, std::size_t last, std::size_t) {
        for (auto account = static_cast<std::uint32_t>(first); account < last; ++account)
          still[account] = walks_[account] != 0 && has_company(account, options.meetings_min);
      });
      walks_ = std::move(still);
    }
  }
  [[nodiscard]] bool walks(std::uint32_t account) const { return walks_[account] != 0; }

 private:
  [[nodiscard]] bool has_company(std::uint32_t account, std::uint32_t objects_min) const {
    std::uint32_t objects = 0;
    by_object(index_, index_.of_account(account), [&](std::span<const std::uint32_t> here) {
      if (objects < objects_min) objects += std::ranges::any_of(here, [&](std::uint32_t p) { return somebody_near(p); });
    });
    return objects >= objects_min;
  }
  [[nodiscard]] bool somebody_near(std::uint32_t position) const {
    const auto object = index_.object(position);
    const auto widest = model_.widest(object);
    if (widest == kNoWindow) return false;
    const auto begin = index_.object_begin(object), end = index_.object_end(object);
    const auto own = index_.account(position);
    const auto other = [&](std::uint32_t p) { return index_.account(p) != own && walks(index_.account(p)); };
    for (auto p = position; p > begin && index_.time(position) - index_.time(p - 1) <= kWindowMs[widest]; --p)
      if (other(p - 1)) return true;
    for (auto p = position + 1; p < end && index_.time(p) - index_.time(position) <= kWindowMs[widest]; ++p)
      if (other(p)) return true;
    return false;
  }

  const ShareIndex& index_;
  const NullModel& model_;
  std::vector<std::uint8_t> walks_;
};

// Walk finds the candidates of one account after the other.
class Walk {
 public:
  Walk(const ShareIndex& index, const NullModel& model, const SurpriseOptions& options, const Walkers& walkers, double worst_p)
      : index_(index), model_(model), options_(options), walkers_(walkers), worst_p_(worst_p) {}

  void account(std::uint32_t account, std::vector<Edge>& out) {
    const auto own = index_.of_account(account);
    count(account, own);
    if (!frequent_.empty()) {
      measure(own);
      for (auto& edge : frequent_) add(edge, out);
    }
    company_.clear();
  }

 private:
  // count counts the objects that each other account was met on.
  void count(std::uint32_t account, std::span<const std::uint32_t> own) {
    std::uint32_t object = 0;
    by_object(index_, own, [&](std::span<const std::uint32_t> here) {
      ++object;
      near_on(here, [&](std::uint32_t other, std::int64_t) {
        if (other <= account || !walkers_.walks(other)) return;
        auto& guest = company_.at(other);
        guest.objects += guest.seen != object;
        guest.seen = object;
      });
    });
    frequent_.clear();
    company_.each([&](const Company::Guest& guest) {
      if (guest.objects >= options_.meetings_min) frequent_.push_back({.a = account, .b = guest.account});
    });
    std::ranges::sort(frequent_, {}, &Edge::b);
    for (std::uint32_t i = 0; i < frequent_.size(); ++i) company_.at(frequent_[i].b).place = i + 1;
  }

  // measure goes the same way again for the frequent ones: the closest meeting on each object.
  void measure(std::span<const std::uint32_t> own) {
    closest_.assign(frequent_.size(), kNone);
    by_object(index_, own, [&](std::span<const std::uint32_t> here) {
      near_on(here, [&](std::uint32_t other, std::int64_t delta) {
        if (other <= frequent_[0].a || !walkers_.walks(other)) return;
        const auto place = company_.at(other).place;
        if (place == 0) return;
        auto& closest = closest_[place - 1];
        if (closest == kNone) here_.push_back(place - 1);
        closest = std::min(closest, delta);
      });
      for (const auto place : here_) {
        ++frequent_[place].met[window_of(closest_[place])];
        closest_[place] = kNone;
      }
      here_.clear();
    });
  }

  void add(Edge& edge, std::vector<Edge>& out) const {
    for (std::size_t w = 1; w < kWindows; ++w) edge.met[w] += edge.met[w - 1];
    judge(model_, options_, edge);
    if (edge.log10_p <= worst_p_) out.push_back(edge);
  }

  // near_on calls visit(other account, distance) for all that are near on one object.
  template <class Visit>
  void near_on(std::span<const std::uint32_t> here, Visit&& visit) const {
    const auto widest = model_.widest(index_.object(here[0]));
    if (widest == kNoWindow) return;
    for (const auto p : here)
      index_.visit_near(p, kWindowMs[widest], [&](std::uint32_t q) { visit(index_.account(q), std::abs(index_.time(p) - index_.time(q))); });
  }

  static constexpr std::int64_t kNone = INT64_MAX;
  const ShareIndex& index_;
  const NullModel& model_;
  const SurpriseOptions& options_;
  const Walkers& walkers_;
  double worst_p_;
  Company company_;
  std::vector<Edge> frequent_;
  std::vector<std::int64_t> closest_;  // on the object at hand, by place
  std::vector<std::uint32_t> here_;
};

}  // namespace

void judge(const NullModel& model, const SurpriseOptions& options, Edge& edge) {
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

std::vector<Edge> find_candidates(const ShareIndex& index, const NullModel& model, const SurpriseOptions& options, const Runner& runner) {
  const double worst_p = std::min(-2.0, std::log10(options.false_rate * kEdgesMax / model.pairs_of_accounts()));
  const Walkers walkers(index, model, options, runner);
  std::vector<std::vector<Edge>> found(kChunks);
  in_chunks(index.shares().accounts.size(), runner, [&](std::size_t first, std::size_t last, std::size_t chunk) {
    Walk walk(index, model, options, walkers, worst_p);
    for (auto account = static_cast<std::uint32_t>(first); account < last; ++account)
      if (walkers.walks(account)) walk.account(account, found[chunk]);
  });
  std::vector<Edge> out;
  for (auto& part : found) {
    out.insert(out.end(), part.begin(), part.end());
    part = {};
  }
  return out;
}

}  // namespace tipstaff::campaigns
