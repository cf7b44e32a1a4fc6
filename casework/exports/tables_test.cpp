#include "casework/exports/tables.h"

#include <gtest/gtest.h>

namespace tipstaff::casework {
namespace {

ExportRow row(std::int64_t conversation, Type type, std::string value) {
  ExportRow out{conversation, conversation * 10, {}};
  out.observable.type = type;
  out.observable.value = std::move(value);
  return out;
}

TEST(Tables, ACellIsNeverAFormula) {
  const std::vector<ExportRow> rows = {row(1, Type::phone, "+48221234567"), row(1, Type::file_name, "=cmd(\"x\"),y.exe")};
  const auto csv = csv_of(rows);
  EXPECT_NE(csv.find("\"'+48221234567\""), std::string::npos) << csv;
  EXPECT_NE(csv.find("\"'=cmd(\"\"x\"\"),y[.]exe\""), std::string::npos) << csv;
}

TEST(Tables, NothingLeavesTheXmlItStandsIn) {
  const std::vector<ExportRow> rows = {row(1, Type::url, "http://e.com/\"/><node id=\"x\"/>&\x01\xff"), row(2, Type::url, "http://e.com/")};
  const auto graph = graphml_of(rows);
  EXPECT_EQ(graph.find("<node id=\"x\""), std::string::npos);
  EXPECT_EQ(graph.find('\x01'), std::string::npos);
  EXPECT_EQ(graph.find('\xff'), std::string::npos);
  EXPECT_EQ(graph.find("http://e.com"), std::string::npos);
}

TEST(Tables, AThingThatTwoNameIsOneNodeWithTwoEdges) {
  const std::vector<ExportRow> rows = {row(1, Type::phone, "+1"), row(2, Type::phone, "+1"), row(2, Type::phone, "+1")};
  const auto graph = graphml_of(rows);
  EXPECT_NE(graph.find("<edge source=\"c1\" target=\"t1\"/>\n<edge source=\"c2\" target=\"t1\"/>\n</graph>"), std::string::npos) << graph;
  EXPECT_EQ(graph.find("t2"), std::string::npos);
  EXPECT_EQ(graph, graphml_of(rows));
}

}  // namespace
}  // namespace tipstaff::casework
