#pragma once
// A case as an event of MISP.

#include "casework/exports/case_file.h"

namespace tipstaff::casework {

// write_misp writes one event: things as attributes, accounts, attachments, suspects,
// hints and statements as objects of MISP's own templates, TLP and Admiralty code as tags. It is
// not published and no attribute is meant for detection (to_ids is false). Values are
// live. The same case gives the same bytes.
[[nodiscard]] std::string write_misp(const CaseFile& file);

}  // namespace tipstaff::casework
