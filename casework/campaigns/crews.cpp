#include "casework/campaigns/crews.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <map>

#include "casework/campaigns/quality.h"

namespace tipstaff::campaigns {
namespace {

constexpr std::int64_t kHourMs = 3'600'000;
constexpr std::size_t kObjectsShown = 200;
constexpr double kStarterFactor = 2;      // first this much more often than its turn
constexpr std::uint32_t kStarterMin = 3;
constexpr double kNewsPart = 0.2;         // of all sharers: fewer are a few among many
constexpr double kOneSource = 0.8;        // so much from one site or one program is a button

std::vector<WeightedEdge> weighted(const Surprise& surprise) {
  std::vector<WeightedEdge> out;
  out.reserve(surprise.edges.size());
  for (const auto& edge : surprise.edges) out.push_back({edge.a, edge.b, std::clamp(edge.strength(), 0.1, kStrengthMax)});
  return out;
}

// EdgesOf groups edges by the community of both ends.
std::vector<std::vector<std::size_t>> edges_inside(const Surprise& surprise, const std::vector<std::uint32_t>& community, std::size_t communities) {
  std::vector<std::vector<std::size_t>> out(communities);
  for (std::size_t i = 0; i < surprise.edges.size(); ++i) {
    const auto of = community[surprise.edges[i].a];
    if (of == community[surprise.edges[i].b]) out[of].push_back(i);
  }
  return out;
}

// keep_tied drops members with fewer than two ties until none is left; edges go with them.
void keep_tied(const Surprise& surprise, std::vector<std::size_t>& edges, std::map<std::uint32_t, std::uint32_t>& ties) {
  for (bool changed = true; changed;) {
    ties.clear();
    for (const auto i : edges) ++ties[surprise.edges[i].a], ++ties[surprise.edges[i].b];
    const auto before = edges.size();
    std::erase_if(edges, [&](std::size_t i) { return ties[surprise.edges[i].a] < 2 || ties[surprise.edges[i].b] < 2; });
    changed = edges.size() != before;
  }
}

class Describer {
 public:
  Describer(const ShareIndex& index, const Surprise& surprise, const AccountFacts& facts) : index_(index), surprise_(surprise), facts_(facts) {}

  Crew describe(std::vector<std::size_t> edges, const std::map<std::uint32_t, std::uint32_t>& ties, double stability) const {
    Crew crew;
    crew.edges = std::move(edges);
    crew.stability = stability;
    for (const auto& [account, count] : ties)
      if (count > 0) crew.members.push_back({account, Role::amplifier, 0, 0, count, 0, 0});
    weigh(crew);
    gather_acts(crew);
    set_roles(crew);
    gather_hours(crew);
    gather_languages(crew);
    gather_doubts(crew);
    return crew;
  }

 private:
  struct Act {
    std::uint32_t object;
    std::int64_t time;
    std::size_t member;
  };

  void weigh(Crew& crew) const {
    for (const auto i : crew.edges) {
      const auto& edge = surprise_.edges[i];
      crew.surprise += std::min(edge.strength(), kStrengthMax);
      crew.windows_held += std::popcount(edge.windows_held) / static_cast<double>(kWindows) / static_cast<double>(crew.edges.size());
    }
    std::ranges::sort(crew.edges, [&](std::size_t a, std::size_t b) {
      const double of_a = surprise_.edges[a].strength(), of_b = surprise_.edges[b].strength();
      return of_a != of_b ? of_a > of_b : a < b;
    });
  }

  [[nodiscard]] std::int64_t window_of(const Crew& crew) const {
    std::array<std::size_t, kWindows> votes{};
    for (const auto i : crew.edges) ++votes[surprise_.edges[i].window];
    return kWindowMs[static_cast<std::size_t>(std::ranges::max_element(votes) - votes.begin())];
  }

  // first_acts lists each member's first share of each object.
  [[nodiscard]] std::vector<Act> first_acts(const Crew& crew) const {
    std::vector<Act> acts;
    for (std::size_t m = 0; m < crew.members.size(); ++m) {
      std::uint32_t last = Names::kNone;
      for (const auto p : index_.of_account(crew.members[m].account)) {
        if (index_.object(p) != last) acts.push_back({index_.object(p), index_.time(p), m});
        last = index_.object(p);
      }
    }
    std::ranges::sort(acts, [](const Act& a, const Act& b) {
      if (a.object != b.object) return a.object < b.object;
      return a.time != b.time ? a.time < b.time : a.member < b.member;
    });
    return acts;
  }

  static TimeLine line_of(std::vector<std::int64_t> times) {
    constexpr std::array<std::int64_t, 7> kSteps = {kHourMs, 6 * kHourMs, 24 * kHourMs, 7 * 24 * kHourMs, 30 * 24 * kHourMs, 365 * 24 * kHourMs, 3650 * 24 * kHourMs};
    TimeLine out;
    if (times.empty()) return out;
    const auto [first, last] = std::ranges::minmax(times);
    for (const auto step : kSteps) {
      out.step_ms = step;
      out.begin_ms = first / step * step;
      if (static_cast<std::size_t>((last - out.begin_ms) / step) < TimeLine::kStepsMax) break;
    }
    for (const auto time : times) {
      const auto at = static_cast<std::size_t>((time - out.begin_ms) / out.step_ms);
      if (at >= out.acts.size()) out.acts.resize(at + 1);
      ++out.acts[at];
    }
    return out;
  }

  // Acts of one object within a window of the one before are one push.
  void gather_acts(Crew& crew) const {
    const auto window = window_of(crew);
    const auto acts = first_acts(crew);
    std::vector<std::int64_t> gaps, times;
    for (std::size_t i = 0; i < acts.size();) {
      auto end = i + 1;
      while (end < acts.size() && acts[end].object == acts[i].object && acts[end].time - acts[end - 1].time <= window) ++end;
      if (end - i >= 2) {
        take_push(crew, {acts.data() + i, end - i});
        gaps.push_back(acts[i + 1].time - acts[i].time);
        for (auto act = i; act < end; ++act) times.push_back(acts[act].time);
      }
      i = end;
    }
    crew.line = line_of(std::move(times));
    if (!gaps.empty()) {
      std::ranges::nth_element(gaps, gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2));
      crew.usual_gap_ms = gaps[gaps.size() / 2];
    }
    std::ranges::sort(crew.objects, [](const PushedObject& a, const PushedObject& b) {
      return a.members != b.members ? a.members > b.members : a.object < b.object;
    });
    if (crew.objects.size() > kObjectsShown) crew.objects.resize(kObjectsShown);
  }

  void take_push(Crew& crew, std::span<const Act> acts) const {
    const auto object = acts[0].object;
    crew.objects.push_back({object, static_cast<std::uint32_t>(acts.size()), sharers(object), acts[0].time});
    ++crew.members[acts[0].member].starts;
    for (const auto& act : acts) {
      auto& member = crew.members[act.member];
      if (member.acts++ == 0) member.first_ms = member.last_ms = act.time;
      member.first_ms = std::min(member.first_ms, act.time);
      member.last_ms = std::max(member.last_ms, act.time);
      crew.first_ms = crew.first_ms == 0 ? act.time : std::min(crew.first_ms, act.time);
      crew.last_ms = std::max(crew.last_ms, act.time);
    }
  }

  [[nodiscard]] std::uint32_t sharers(std::uint32_t object) const {
    std::vector<std::uint32_t> accounts;
    for (auto p = index_.object_begin(object); p < index_.object_end(object); ++p) accounts.push_back(index_.account(p));
    std::ranges::sort(accounts);
    return static_cast<std::uint32_t>(std::unique(accounts.begin(), accounts.end()) - accounts.begin());
  }

  static void set_roles(Crew& crew) {
    double acts = 0, starts = 0;
    for (const auto& member : crew.members) acts += member.acts, starts += member.starts;
    for (auto& member : crew.members) {
      const double turn = acts > 0 ? starts * member.acts / acts : 0;
      const bool starter = member.starts >= kStarterMin && member.starts >= kStarterFactor * turn;
      member.role = starter ? Role::starter : Role::amplifier;
    }
    std::ranges::sort(crew.members, [](const Member& a, const Member& b) {
      if (a.role != b.role) return a.role < b.role;
      return a.acts != b.acts ? a.acts > b.acts : a.account < b.account;
    });
  }

  void gather_hours(Crew& crew) const {
    std::vector<ActiveHour> active;
    for (const auto& member : crew.members)
      for (const auto p : index_.of_account(member.account)) active.push_back({member.account, index_.time(p) / kHourMs});
    crew.hours = hours_of(std::move(active));
  }

  void gather_languages(Crew& crew) const {
    if (facts_.profiles == nullptr || facts_.words == nullptr) return;
    std::map<std::uint32_t, std::uint32_t> count;
    for (const auto& member : crew.members)
      if (const auto language = (*facts_.profiles)[member.account].language; language != Names::kNone) ++count[language];
    for (const auto& [language, accounts] : count)
      crew.languages.push_back(std::string((*facts_.words)[language]) + " (" + std::to_string(accounts) + ")");
  }

  // Client is the program that most members post with, beside everybody else.
  struct Client {
    std::string_view name;
    double members = 0;  // part of those members whose program is known
    double others = 0;   // part of all accounts whose program is known
  };
  [[nodiscard]] Client client_of(const Crew& crew) const {
    if (facts_.profiles == nullptr || facts_.words == nullptr) return {};
    std::map<std::uint32_t, double> count;
    double known = 0;
    for (const auto& member : crew.members)
      if (const auto client = (*facts_.profiles)[member.account].client; client != Names::kNone) ++count[client], ++known;
    if (count.empty()) return {};
    const auto most = std::ranges::max_element(count, {}, [](const auto& one) { return one.second; });
    double all = 0, same = 0;
    for (const auto& profile : *facts_.profiles) all += profile.client != Names::kNone, same += profile.client == most->first;
    return {(*facts_.words)[most->first], most->second / known, same / all};
  }

  // The three stories that an officer must be able to rule out.
  void gather_doubts(Crew& crew) const {
    double own = 0, all = 0;
    std::map<std::string_view, std::uint32_t> hosts;
    for (const auto& object : crew.objects) {
      own += object.members;
      all += object.sharers;
      const auto text = index_.shares().object_text(object.object);
      if (index_.shares().trace_of(object.object) == Trace::link) ++hosts[text.substr(0, text.find_first_of("/?"))];
    }
    double met = 0, expected = 0;
    for (const auto i : crew.edges) met += surprise_.edges[i].meetings, expected += surprise_.edges[i].expected;
    const double part = all > 0 ? own / all : 0;
    crew.doubts.news = {part, met, expected, part < kNewsPart};
    std::uint32_t most = 0, links = 0;
    for (const auto& [host, count] : hosts) most = std::max(most, count), links += count;
    const double one_host = links > 0 ? static_cast<double>(most) / links : 0;
    const auto client = client_of(crew);
    const bool own_program = client.members >= kOneSource && client.others < client.members / 2;
    crew.doubts.button = {links, one_host, crew.usual_gap_ms, std::string(client.name), client.members, client.others, one_host >= kOneSource || own_program};
    double ties = 0;
    for (const auto& member : crew.members) ties += member.ties;
    const double n = static_cast<double>(crew.members.size());
    crew.doubts.fans = {n > 1 ? ties / (n * (n - 1)) : 0, crew.objects.size(), crew.objects.size() >= kObjectsShown};
  }

  const ShareIndex& index_;
  const Surprise& surprise_;
  const AccountFacts& facts_;
};

}  // namespace

std::string_view role_name(Role role) { return role == Role::starter ? "starter" : "amplifier"; }

Result<std::vector<Crew>> find_crews(const ShareIndex& index, const Surprise& surprise, const CommunityOptions& options, const AccountFacts& facts) {
  const auto accounts = index.shares().accounts.size();
  TIP_TRY(const auto communities, find_communities(weighted(surprise), static_cast<std::uint32_t>(accounts), options));
  std::vector<std::uint32_t> community(accounts, kNoCrew);
  for (std::uint32_t i = 0; i < communities.size(); ++i)
    for (const auto member : communities[i].members) community[member] = i;
  auto inside = edges_inside(surprise, community, communities.size());
  const Describer describer(index, surprise, facts);
  std::vector<Crew> out;
  for (std::size_t i = 0; i < communities.size(); ++i) {
    std::map<std::uint32_t, std::uint32_t> ties;
    keep_tied(surprise, inside[i], ties);
    if (static_cast<std::size_t>(std::ranges::count_if(ties, [](const auto& tie) { return tie.second > 0; })) >= kCrewMin)
      out.push_back(describer.describe(std::move(inside[i]), ties, communities[i].stability));
  }
  std::ranges::stable_sort(out, std::greater<>{}, &Crew::surprise);
  return out;
}

std::vector<std::uint32_t> crew_of_accounts(const std::vector<Crew>& crews, std::size_t accounts) {
  std::vector<std::uint32_t> out(accounts, kNoCrew);
  for (std::uint32_t i = 0; i < crews.size(); ++i)
    for (const auto& member : crews[i].members) out[member.account] = i;
  return out;
}

}  // namespace tipstaff::campaigns
