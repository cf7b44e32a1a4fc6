#pragma once
// Exports: a case in a form for others, each recorded in the audit with its hash.

#include <array>
#include <optional>

#include "casework/exports/case_file.h"
#include "casework/observables/scanner.h"
#include "desk/vault/vault.h"

namespace tipstaff::desk {

enum class ExportFormat : std::uint8_t { csv, graphml, gexf, stix, misp, pdf, odt };
inline constexpr std::array<std::string_view, 7> kExportFormats = {"csv", "graphml", "gexf", "stix", "misp", "pdf", "odt"};
[[nodiscard]] std::optional<ExportFormat> parse_export_format(std::string_view name);
// parse_tlp reads "clear", "green", "amber" or "red".
[[nodiscard]] std::optional<casework::Tlp> parse_tlp(std::string_view word);

struct ExportOptions {
  casework::Tlp tlp = casework::Tlp::red;
  std::string origin;                 // the relay's name, where it is known
  std::uint64_t now = 0;              // unix seconds
  std::string program = "/proc/self/exe";  // that draws PDFs in a cage
};

struct Exported {
  std::string name;                   // "case-3.stix.json"
  Bytes bytes;
  Hash32 sha256;                      // as the audit has it
  std::size_t undrawn = 0;            // characters that no font of this system has (PDF)
};

// write_export writes what gather_case read; it needs no vault, since a PDF takes its time.
// csv, graphml, gexf, stix and misp: the same case is the same bytes. pdf and odt end on the
// audit chain, which grows by a line with each export.
// Errors: wrong_state (no PDF: no font, or it could not be drawn).
[[nodiscard]] Result<Exported> write_export(casework::CaseFile file, const casework::Scanner& scanner, ExportFormat format,
                                            const ExportOptions& options);

}  // namespace tipstaff::desk
