#include "casework/exports/graph.h"

#include <gtest/gtest.h>

namespace tipstaff::casework {
namespace {

Graph hostile_graph() {
  Graph out;
  out.node_columns = {{"kind"}};
  out.edge_columns = {{"times", ColumnType::integer}};
  out.nodes = {{"a", "\"/><node id=\"x\"/>&\x01\xff", {{1000, 2000}}, {"]]>"}}, {"b", "b", {{0, 0}, {5000, 5000}}, {"tip"}}, {"c", "always", {}, {"tip"}}};
  out.edges = {{"a", "b", "2", {{1000, 1000}}, {"2"}}};
  return out;
}

TEST(Graph, NothingLeavesTheElementItStandsIn) {
  for (const auto& text : {write_graphml(hostile_graph()), write_gexf(hostile_graph())}) {
    EXPECT_EQ(text.find("<node id=\"x\""), std::string::npos);
    EXPECT_EQ(text.find("]]>"), std::string::npos);
    EXPECT_EQ(text.find('\x01'), std::string::npos);
    EXPECT_EQ(text.find('\xff'), std::string::npos);
  }
}

TEST(Graph, GexfHasOneSpellInTheElementAndSeveralInAList) {
  const auto text = write_gexf(hostile_graph());
  EXPECT_NE(text.find("start=\"1970-01-01T00:00:01Z\" end=\"1970-01-01T00:00:02Z\"><attvalues>"), std::string::npos) << text;
  EXPECT_NE(text.find("<spells><spell start=\"1970-01-01T00:00:00Z\" end=\"1970-01-01T00:00:00Z\"/><spell"), std::string::npos) << text;
  EXPECT_NE(text.find("<node id=\"c\" label=\"always\"><attvalues>"), std::string::npos) << text;
}

TEST(Graph, GraphmlSaysTheWholeTime) {
  const auto text = write_graphml(hostile_graph());
  EXPECT_NE(text.find("<data key=\"node_first\">1970-01-01T00:00:00Z</data><data key=\"node_last\">1970-01-01T00:00:05Z</data>"), std::string::npos) << text;
  EXPECT_NE(text.find("<data key=\"edge_weight\">2</data><data key=\"edge_times\">2</data>"), std::string::npos) << text;
}

}  // namespace
}  // namespace tipstaff::casework
