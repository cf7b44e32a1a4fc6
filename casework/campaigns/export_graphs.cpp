#include "casework/campaigns/findings.h"
#include "casework/campaigns/number_text.h"
#include "casework/exports/graph.h"

namespace tipstaff::campaigns {
namespace {

using casework::ColumnType;
using casework::Graph;

// An edge was there from the first post of its first meeting to the last of its last.
std::vector<casework::GraphSpell> spells_of(const Findings& f, const Edge& edge) {
  const auto rows = evidence_of(f.index, edge.a, edge.b, Findings::window_of(edge));
  if (rows.empty()) return {};
  casework::GraphSpell out{f.index.shares().time[rows.front().first], 0};
  for (const auto& row : rows) out.last_ms = std::max(out.last_ms, f.index.shares().time[row.second]);
  return {out};
}

casework::GraphNode node_of(const Findings& f, const Member& m, std::size_t crew) {
  return {std::string(f.index.shares().accounts[m.account]), std::string(f.handle_of(m.account)), {{m.first_ms, m.last_ms}},
          {std::to_string(crew), std::string(role_name(m.role)), std::to_string(m.acts)}};
}

casework::GraphEdge edge_of(const Findings& f, const Edge& e) {
  return {std::string(f.index.shares().accounts[e.a]), std::string(f.index.shares().accounts[e.b]), general(e.strength(), 6), spells_of(f, e),
          {std::to_string(e.meetings), general(e.expected, 6), general(e.log10_p, 6), std::to_string(Findings::window_of(e) / 1000)}};
}

Graph graph_of(const Findings& f) {
  Graph out;
  out.node_columns = {{"crew", ColumnType::integer}, {"role", ColumnType::text}, {"acts", ColumnType::integer}};
  out.edge_columns = {{"meetings", ColumnType::integer}, {"expected", ColumnType::real}, {"log10_p", ColumnType::real}, {"window_s", ColumnType::integer}};
  for (std::size_t crew = 0; crew < f.crews.size(); ++crew)
    for (const auto& member : f.crews[crew].members) out.nodes.push_back(node_of(f, member, crew + 1));
  for (const auto& crew : f.crews)
    for (const auto i : crew.edges) out.edges.push_back(edge_of(f, f.surprise.edges[i]));
  return out;
}

}  // namespace

std::string write_graphml(const Findings& f) { return casework::write_graphml(graph_of(f)); }
std::string write_gexf(const Findings& f) { return casework::write_gexf(graph_of(f)); }

}  // namespace tipstaff::campaigns
