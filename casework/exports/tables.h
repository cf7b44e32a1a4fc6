#pragma once
// Tables: what a case names, for spreadsheets.

#include "casework/exports/case_file.h"

namespace tipstaff::casework {

// write_case_csv follows RFC 4180: a row for each thing in each message, defanged. A cell
// that a spreadsheet would take for a formula gets an apostrophe before it. The same case
// gives the same bytes.
[[nodiscard]] std::string write_case_csv(const CaseFile& file);

}  // namespace tipstaff::casework
