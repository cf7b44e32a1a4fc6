// Every format over one case that was made to break it. What the official schemas and
// other programs say of the same files is in tests/exports.

#include <gtest/gtest.h>

#include <set>

#include "casework/exports/case_graph.h"
#include "casework/exports/misp.h"
#include "casework/exports/stix_case.h"
#include "casework/exports/tables.h"
#include "casework/exports/testing/sample.h"

namespace tipstaff::casework {
namespace {

std::size_t count(std::string_view text, std::string_view word) {
  std::size_t out = 0;
  for (auto at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) ++out;
  return out;
}

std::vector<std::string> all_formats(const CaseFile& file) {
  return {write_case_csv(file), write_graphml(graph_of(file)), write_gexf(graph_of(file)), write_case_stix(file), write_misp(file)};
}

TEST(CaseExports, TheSameCaseIsTheSameBytesAlsoAfterItWasExported) {
  auto file = sample_case();
  const auto before = all_formats(file);
  EXPECT_EQ(before, all_formats(sample_case()));
  file.custody.push_back({5, 1'800'000'000, "export", "3 stix", "Boss"});
  file.audit_lines = 5;
  EXPECT_EQ(before, all_formats(file));
  file.statements[0].text += "!";
  EXPECT_NE(before[3], write_case_stix(file));
}

TEST(CaseExports, ACourtSeesWhoDidEachStep) {
  const auto stix = write_case_stix(sample_case());
  EXPECT_NE(stix.find("; Anna; open case; Ballots"), std::string::npos);
  EXPECT_EQ(stix.find("Dora Blum"), std::string::npos) << "who exported it is in the audit: the same case is the same bytes";
}

TEST(CaseExports, NoByteOfATipLeavesItsPlace) {
  for (const auto& text : all_formats(sample_case())) {
    EXPECT_EQ(text.find('\x01'), std::string::npos);
    EXPECT_EQ(text.find('\xff'), std::string::npos);
    EXPECT_TRUE(valid_utf8(as_bytes(text)));
  }
}

TEST(CaseExports, TablesAndGraphsAreDefanged) {
  const auto file = sample_case();
  for (const auto& text : {write_case_csv(file), write_graphml(graph_of(file)), write_gexf(graph_of(file))}) {
    EXPECT_EQ(text.find("https://"), text.find("https://www.w3"));
    EXPECT_EQ(text.find("boss@mail"), std::string::npos);
    EXPECT_NE(text.find("hxxps://evil[.]example[.]com"), std::string::npos);
  }
}

TEST(CaseExports, AThingThatTwoNameIsOneNodeWithTwoEdges) {
  const auto graph = graph_of(sample_case());
  std::string id;
  for (const auto& node : graph.nodes)
    if (node.label == "boss_77") id = node.id;
  std::size_t edges = 0;
  for (const auto& edge : graph.edges) edges += edge.target == id && edge.values[0] == "names";
  EXPECT_EQ(edges, 2u);
}

TEST(CaseExports, WhatAnAttachmentNamesIsThereToo) {
  for (const auto& text : all_formats(sample_case())) EXPECT_TRUE(text.contains("wallet.example.net") || text.contains("wallet[.]example[.]net"));
  EXPECT_NE(write_case_csv(sample_case()).find("\r\n2,12,5,\"host\",\"wallet[.]example[.]net\","), std::string::npos);
}

TEST(CaseStix, EveryReferenceLeadsToAnObject) {
  const auto text = write_case_stix(sample_case());
  std::set<std::string> ids;
  for (auto at = text.find("\"id\":\""); at != std::string::npos; at = text.find("\"id\":\"", at + 1)) ids.insert(text.substr(at + 6, text.find('"', at + 6) - at - 6));
  std::size_t references = 0;
  for (auto at = text.find("--"); at != std::string::npos; at = text.find("--", at + 1)) {
    const auto begin = text.rfind('"', at) + 1;
    const auto word = text.substr(begin, text.find('"', at) - begin);
    if (word.size() < 40 || word.size() > 70) continue;
    EXPECT_TRUE(ids.contains(word)) << word;
    ++references;
  }
  EXPECT_GT(references, 150u);
}

TEST(CaseStix, ConfidenceIsThatOfTheStandardsAppendix) {
  EXPECT_EQ(confidence_of('1'), 90);
  EXPECT_EQ(confidence_of('5'), 10);
  EXPECT_EQ(confidence_of('6'), 0);
  const auto text = write_case_stix(sample_case());
  EXPECT_EQ(count(text, "\"confidence\":"), 1u);  // the code F6 says nothing
  EXPECT_EQ(count(text, "\"confidence\":70"), 1u);
}

TEST(CaseStix, OurOwnTypeIsUsedOnlyWhereTheStandardHasNone) {
  const auto text = write_case_stix(sample_case());
  for (const std::string_view kind : {"url", "host", "email", "ipv4", "md5", "telegram", "asn", "file-name", "cve", "coordinates"})
    EXPECT_EQ(text.find("\"kind\":\"" + std::string(kind) + "\""), std::string::npos) << kind;
  EXPECT_NE(text.find("\"kind\":\"btc\""), std::string::npos);
  EXPECT_NE(text.find("\"precision\":5000"), std::string::npos);
}

TEST(Misp, SaysWhoMayReadItAndWhatIsBelieved) {
  const auto text = write_misp(sample_case());
  EXPECT_NE(text.find("\"Tag\":[{\"name\":\"tlp:red\"}]"), std::string::npos);
  EXPECT_NE(text.find("admiralty-scale:source-reliability=\\\"b\\\""), std::string::npos);
  EXPECT_EQ(text.find("\"to_ids\":true"), std::string::npos);
}

}  // namespace
}  // namespace tipstaff::casework
