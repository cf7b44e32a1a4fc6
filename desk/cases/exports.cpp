#include "desk/cases/exports.h"

#include <algorithm>

#include "casework/exports/case_graph.h"
#include "casework/exports/misp.h"
#include "casework/exports/odt.h"
#include "casework/exports/report.h"
#include "casework/exports/stix_case.h"
#include "casework/exports/tables.h"
#include "desk/cases/case_file.h"
#include "desk/cases/pdf_child.h"
#include "desk/vault/audit.h"
#include "platform/text.h"
#include "tipstaff/crypto/hash.h"

namespace tipstaff::desk {
namespace {

using casework::CaseFile;

Bytes bytes_of(const std::string& text) { return {text.begin(), text.end()}; }

// Nothing of a stranger's text acts on the page, as nothing of it acts on the screen.
casework::Document fit_for_people(casework::Document document) {
  const auto fit = [](std::string& text) { text = platform::display_text(as_bytes(text)); };
  document.title = platform::display_line(as_bytes(document.title));
  for (auto& block : document.blocks) {
    fit(block.text);
    for (auto& row : block.rows) std::ranges::for_each(row, fit);
  }
  return document;
}

std::string_view ending_of(ExportFormat format) {
  constexpr std::array<std::string_view, 7> kEndings = {"csv", "graphml", "gexf", "stix.json", "misp.json", "pdf", "odt"};
  return kEndings[static_cast<std::size_t>(format)];
}

Result<void> write_as(ExportFormat format, const CaseFile& file, const casework::Scanner& scanner, const std::string& program,
                      Exported& out) {
  const auto report = [&] { return fit_for_people(casework::report_of(file, scanner)); };
  switch (format) {
    case ExportFormat::csv: out.bytes = bytes_of(casework::write_case_csv(file)); break;
    case ExportFormat::graphml: out.bytes = bytes_of(casework::write_graphml(casework::graph_of(file))); break;
    case ExportFormat::gexf: out.bytes = bytes_of(casework::write_gexf(casework::graph_of(file))); break;
    case ExportFormat::stix: out.bytes = bytes_of(casework::write_case_stix(file)); break;
    case ExportFormat::misp: out.bytes = bytes_of(casework::write_misp(file)); break;
    case ExportFormat::odt: out.bytes = casework::write_odt(report()); break;
    case ExportFormat::pdf: {
      TIP_TRY(auto pdf, caged_pdf(program, report()));
      out.bytes = std::move(pdf.bytes);
      out.undrawn = pdf.undrawn;
    }
  }
  return {};
}

}  // namespace

std::optional<ExportFormat> parse_export_format(std::string_view name) {
  const auto found = std::ranges::find(kExportFormats, name);
  if (found == kExportFormats.end()) return std::nullopt;
  return static_cast<ExportFormat>(found - kExportFormats.begin());
}

std::optional<casework::Tlp> parse_tlp(std::string_view word) {
  for (const auto tlp : {casework::Tlp::clear, casework::Tlp::green, casework::Tlp::amber, casework::Tlp::red})
    if (casework::tlp_word(tlp) == word) return tlp;
  return std::nullopt;
}

Result<Exported> write_export(CaseFile file, const casework::Scanner& scanner, ExportFormat format, const ExportOptions& options) {
  file.tlp = options.tlp;
  file.programme = options.origin;
  Exported out;
  out.name = "case-" + std::to_string(file.number) + "." + std::string(ending_of(format));
  TIP_CHECK(write_as(format, file, scanner, options.program, out));
  out.sha256 = crypto::sha256(out.bytes);
  return out;
}

}  // namespace tipstaff::desk
