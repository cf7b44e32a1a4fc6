#pragma once
// Graph: who is joined with what, and when, for programs that draw it.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tipstaff::casework {

enum class ColumnType : std::uint8_t { text, integer, real };

// GraphColumn is an attribute that every node, or every edge, has; its name is ours.
struct GraphColumn {
  std::string_view name;
  ColumnType type = ColumnType::text;
};

// GraphSpell is a time in which something was there; both ends belong to it.
struct GraphSpell {
  std::int64_t first_ms = 0;
  std::int64_t last_ms = 0;
};

// Ids, labels and values may be a stranger's text. A node or edge has as many values
// as there are columns; without spells it was there always.
struct GraphNode {
  std::string id;
  std::string label;
  std::vector<GraphSpell> spells;
  std::vector<std::string> values;
};

struct GraphEdge {
  std::string source;
  std::string target;
  std::string weight;   // a number
  std::vector<GraphSpell> spells;
  std::vector<std::string> values;
};

struct Graph {
  std::vector<GraphColumn> node_columns;
  std::vector<GraphColumn> edge_columns;
  std::vector<GraphNode> nodes;
  std::vector<GraphEdge> edges;
};

// write_graphml adds the columns label, weight, first and last (the whole time of all
// spells). The same graph gives the same bytes.
[[nodiscard]] std::string write_graphml(const Graph& graph);

// write_gexf writes GEXF 1.3, dynamic. The same graph gives the same bytes.
[[nodiscard]] std::string write_gexf(const Graph& graph);

}  // namespace tipstaff::casework
