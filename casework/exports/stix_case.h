#pragma once
// A case as a bundle of STIX 2.1.

#include "casework/exports/case_file.h"

namespace tipstaff::casework {

// confidence_of is the Admiralty credibility on STIX's scale of 0 to 100 (STIX 2.1,
// appendix A): 1 is 90, 2 is 70, 3 is 50, 4 is 30, 5 is 10; 0 for 6,
// which cannot be judged and has no place there.
[[nodiscard]] int confidence_of(char credibility);

// write_case_stix writes a report and what it is made of: each message as observed-data
// over what it names, statements as notes, suspects as threat actors, hypotheses as notes
// with opinions, hints as locations. Values are live. The same case gives the same bytes.
[[nodiscard]] std::string write_case_stix(const CaseFile& file);

}  // namespace tipstaff::casework
