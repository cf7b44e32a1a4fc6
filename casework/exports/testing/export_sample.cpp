// Writes the made-up case in every pure format to a folder, for tests/exports.

#include <fstream>

#include "casework/exports/case_graph.h"
#include "casework/exports/misp.h"
#include "casework/exports/odt.h"
#include "casework/exports/report.h"
#include "casework/exports/stix_case.h"
#include "casework/exports/tables.h"
#include "casework/exports/testing/sample.h"

using namespace tipstaff::casework;

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const auto put = [&](const std::string& name, std::string_view text) { std::ofstream(argv[1] + ("/" + name), std::ios::binary) << text; };
  const auto file = sample_case();
  put("case.csv", write_case_csv(file));
  put("case.graphml", write_graphml(graph_of(file)));
  put("case.gexf", write_gexf(graph_of(file)));
  put("case.stix.json", write_case_stix(file));
  put("case.misp.json", write_misp(file));
  const auto odt = write_odt(report_of(file, Scanner()));
  put("case.odt", tipstaff::as_text(odt));
  return 0;
}
