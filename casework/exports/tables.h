#pragma once
// Tables: what a case names, as CSV for spreadsheets and GraphML for graph programs.

#include <span>
#include <string>

#include "casework/observables/observable.h"

namespace tipstaff::casework {

// ExportRow is one observable of one message. Values are written defanged.
struct ExportRow {
  std::int64_t conversation = 0;
  std::int64_t message = 0;
  Observable observable;
};

// csv_of follows RFC 4180. A cell that a spreadsheet would take for a formula gets
// an apostrophe before it. The same rows give the same bytes.
[[nodiscard]] std::string csv_of(std::span<const ExportRow> rows);

// graphml_of draws conversations and things as nodes, and an edge for each naming. What
// XML cannot hold is left out. The same rows give the same bytes.
[[nodiscard]] std::string graphml_of(std::span<const ExportRow> rows);

}  // namespace tipstaff::casework
