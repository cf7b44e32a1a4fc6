#pragma once
// Report: a case for people who have no desk: a prosecutor, a judge, another office.

#include "casework/exports/case_file.h"
#include "casework/exports/document.h"
#include "casework/observables/scanner.h"

namespace tipstaff::casework {

// report_of writes a case as a document. Whatever can be followed is defanged. The same
// case gives the same document.
[[nodiscard]] Document report_of(const CaseFile& file, const Scanner& scanner);

// Words of the Admiralty code.
[[nodiscard]] std::string_view reliability_words(char reliability);
[[nodiscard]] std::string_view credibility_words(char credibility);

}  // namespace tipstaff::casework
