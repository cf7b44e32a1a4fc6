#include "casework/exports/graph.h"

#include <algorithm>

#include "casework/exports/escape.h"
#include "casework/exports/stamps.h"

namespace tipstaff::casework {
namespace {

constexpr std::string_view kXml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

std::string attribute(std::string_view name, std::string_view value) {
  return ' ' + std::string(name) + "=\"" + escape_xml(value) + '"';
}

GraphSpell whole_time(const std::vector<GraphSpell>& spells) {
  auto out = spells.front();
  for (const auto& one : spells) out = {std::min(out.first_ms, one.first_ms), std::max(out.last_ms, one.last_ms)};
  return out;
}

// GraphML

std::string_view graphml_type(ColumnType type) {
  return type == ColumnType::text ? "string" : type == ColumnType::integer ? "long" : "double";
}

std::string key(std::string_view of, const GraphColumn& column) {
  return "<key" + attribute("id", std::string(of) + '_' + std::string(column.name)) + attribute("for", of) +
         attribute("attr.name", column.name) + attribute("attr.type", graphml_type(column.type)) + "/>\n";
}

std::string keys(std::string_view of, std::string_view first, const std::vector<GraphColumn>& columns) {
  auto out = key(of, {first, of == "edge" ? ColumnType::real : ColumnType::text});
  for (const auto& column : columns) out += key(of, column);
  return out + key(of, {"first"}) + key(of, {"last"});
}

std::string data(std::string_view of, std::string_view name, std::string_view value) {
  return "<data" + attribute("key", std::string(of) + '_' + std::string(name)) + '>' + escape_xml(value) + "</data>";
}

template <class One>
std::string all_data(std::string_view of, const std::vector<GraphColumn>& columns, const One& one) {
  std::string out;
  for (std::size_t i = 0; i < columns.size(); ++i) out += data(of, columns[i].name, one.values[i]);
  if (one.spells.empty()) return out;
  const auto time = whole_time(one.spells);
  return out + data(of, "first", write_iso(time.first_ms)) + data(of, "last", write_iso(time.last_ms));
}

// GEXF

std::string_view gexf_type(ColumnType type) {
  return type == ColumnType::text ? "string" : type == ColumnType::integer ? "long" : "double";
}

std::string declared(std::string_view of, const std::vector<GraphColumn>& columns) {
  if (columns.empty()) return {};
  auto out = "<attributes" + attribute("class", of) + '>';
  for (const auto& column : columns)
    out += "<attribute" + attribute("id", column.name) + attribute("title", column.name) + attribute("type", gexf_type(column.type)) + "/>";
  return out + "</attributes>\n";
}

std::string ends(const GraphSpell& spell) {
  return attribute("start", write_iso(spell.first_ms)) + attribute("end", write_iso(spell.last_ms));
}

// One spell stands in the element itself, several in a list.
template <class One>
std::string rest_of(const std::vector<GraphColumn>& columns, const One& one) {
  std::string out = one.spells.size() == 1 ? ends(one.spells.front()) + '>' : ">";
  if (!columns.empty()) {
    out += "<attvalues>";
    for (std::size_t i = 0; i < columns.size(); ++i)
      out += "<attvalue" + attribute("for", columns[i].name) + attribute("value", one.values[i]) + "/>";
    out += "</attvalues>";
  }
  if (one.spells.size() < 2) return out;
  out += "<spells>";
  for (const auto& spell : one.spells) out += "<spell" + ends(spell) + "/>";
  return out + "</spells>";
}

}  // namespace

std::string write_graphml(const Graph& graph) {
  auto out = std::string(kXml) + "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n" + keys("node", "label", graph.node_columns) +
             keys("edge", "weight", graph.edge_columns) + "<graph id=\"graph\" edgedefault=\"undirected\">\n";
  for (const auto& node : graph.nodes)
    out += "<node" + attribute("id", node.id) + '>' + data("node", "label", node.label) + all_data("node", graph.node_columns, node) + "</node>\n";
  for (const auto& edge : graph.edges)
    out += "<edge" + attribute("source", edge.source) + attribute("target", edge.target) + '>' + data("edge", "weight", edge.weight) +
           all_data("edge", graph.edge_columns, edge) + "</edge>\n";
  return out + "</graph>\n</graphml>\n";
}

std::string write_gexf(const Graph& graph) {
  auto out = std::string(kXml) + "<gexf xmlns=\"http://gexf.net/1.3\" version=\"1.3\">\n"
             "<graph defaultedgetype=\"undirected\" mode=\"dynamic\" timeformat=\"dateTime\" timerepresentation=\"interval\">\n" +
             declared("node", graph.node_columns) + declared("edge", graph.edge_columns) + "<nodes>\n";
  for (const auto& node : graph.nodes)
    out += "<node" + attribute("id", node.id) + attribute("label", node.label) + rest_of(graph.node_columns, node) + "</node>\n";
  out += "</nodes>\n<edges>\n";
  std::size_t number = 0;
  for (const auto& edge : graph.edges)
    out += "<edge" + attribute("id", std::to_string(number++)) + attribute("source", edge.source) + attribute("target", edge.target) +
           attribute("weight", edge.weight) + rest_of(graph.edge_columns, edge) + "</edge>\n";
  return out + "</edges>\n</graph>\n</gexf>\n";
}

}  // namespace tipstaff::casework
