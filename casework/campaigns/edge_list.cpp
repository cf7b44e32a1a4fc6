#include "casework/campaigns/edge_list.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <map>

#include "casework/campaigns/crews.h"
#include "casework/campaigns/csv.h"
#include "casework/campaigns/edge_text.h"
#include "casework/campaigns/findings.h"

namespace tipstaff::campaigns {
namespace {

std::optional<double> number_of(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !(value > 0 && value < 1e300)) return std::nullopt;
  return value;
}

// add takes one row. Out: why it cannot be used, or nothing.
template <class Fields>
std::optional<Fault> add(const Fields& fields, EdgeList& list) {
  const auto weight = number_of(fields[2]);
  if (!weight) return Fault::no_weight;
  const auto one = rearmed_field(fields[0]), other = rearmed_field(fields[1]);
  if (!valid_utf8(as_bytes(one)) || !valid_utf8(as_bytes(other))) return Fault::not_utf8;
  if (one.empty() || other.empty() || one == other || one.size() > kIdBytesMax || other.size() > kIdBytesMax) return Fault::no_account;
  const auto a = list.accounts.intern(one).id, b = list.accounts.intern(other).id;
  if (a == Names::kNone || b == Names::kNone) return Fault::full;
  list.edges.push_back({std::min(a, b), std::max(a, b), *weight});
  return std::nullopt;
}

// unite keeps the heavier of the edges between two accounts.
void unite(std::vector<WeightedEdge>& edges) {
  std::ranges::sort(edges, [](const WeightedEdge& x, const WeightedEdge& y) {
    if (x.a != y.a) return x.a < y.a;
    return x.b != y.b ? x.b < y.b : x.weight > y.weight;
  });
  const auto same = [](const WeightedEdge& x, const WeightedEdge& y) { return x.a == y.a && x.b == y.b; };
  edges.erase(std::unique(edges.begin(), edges.end(), same), edges.end());
}

ListedCrew crew_of(std::vector<WeightedEdge> edges, double stability) {
  std::map<std::uint32_t, std::uint32_t> ties;
  for (bool changed = true; changed;) {
    ties.clear();
    for (const auto& edge : edges) ++ties[edge.a], ++ties[edge.b];
    changed = std::erase_if(edges, [&](const WeightedEdge& edge) { return ties[edge.a] < 2 || ties[edge.b] < 2; }) > 0;
  }
  ListedCrew out{{}, 0, stability};
  for (const auto& edge : edges) out.weight += edge.weight;
  for (const auto& [account, count] : ties) out.members.push_back({account, count});
  std::ranges::stable_sort(out.members, std::greater<>{}, &ListedCrew::Member::ties);
  return out;
}

}  // namespace

Result<void> read_edge_list(ByteSource& source, Reading& reading, const KeepAside& aside, EdgeList& list) {
  constexpr std::size_t kColumnsMin = 3;
  CsvReader csv(source, reading, aside);
  TIP_TRY(const auto first, csv.begin());
  if (first.size() < kColumnsMin) return fail(Errc::bad_value, "an edge list has at least three columns: account, account, weight");
  if (number_of(first[2])) {
    if (const auto fault = add(first, list)) csv.set_aside(*fault);
    else ++reading.good;
  }
  std::vector<std::string_view> fields;
  for (;;) {
    TIP_TRY(const bool more, csv.next(fields));
    if (!more) break;
    if (const auto fault = add(fields, list)) csv.set_aside(*fault);
    else ++reading.good;
  }
  return {};
}

Result<std::vector<ListedCrew>> crews_of_list(EdgeList& list, double weight_min, const CommunityOptions& options) {
  unite(list.edges);
  std::erase_if(list.edges, [&](const WeightedEdge& edge) { return edge.weight < weight_min; });
  TIP_TRY(const auto communities, find_communities(list.edges, static_cast<std::uint32_t>(list.accounts.size()), options));
  std::vector<std::uint32_t> community(list.accounts.size(), Names::kNone);
  for (std::uint32_t i = 0; i < communities.size(); ++i)
    for (const auto member : communities[i].members) community[member] = i;
  std::vector<std::vector<WeightedEdge>> inside(communities.size());
  for (const auto& edge : list.edges)
    if (community[edge.a] == community[edge.b]) inside[community[edge.a]].push_back(edge);
  std::vector<ListedCrew> out;
  for (std::size_t i = 0; i < inside.size(); ++i)
    if (auto crew = crew_of(std::move(inside[i]), communities[i].stability); crew.members.size() >= kCrewMin) out.push_back(std::move(crew));
  std::ranges::stable_sort(out, std::greater<>{}, &ListedCrew::weight);
  return out;
}

std::string write_listed_members(const std::vector<ListedCrew>& crews, const EdgeList& list) {
  std::string out(kMembersHeader);
  for (std::size_t crew = 0; crew < crews.size(); ++crew)
    for (const auto& member : crews[crew].members)
      out += std::to_string(crew + 1) + ',' + csv_field(list.accounts[member.account]) + ",,," + std::to_string(member.ties) + ",,,,\n";
  return out;
}

}  // namespace tipstaff::campaigns
