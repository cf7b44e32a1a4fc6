#pragma once
// Documents as OpenDocument text, for those who go on writing in them.

#include "casework/exports/document.h"
#include "tipstaff/bytes/bytes.h"

namespace tipstaff::casework {

// write_odt writes an ODT file (OpenDocument 1.2). A paragraph whose first letter is of a
// script that runs to the left does so too. The same document gives the same bytes.
[[nodiscard]] Bytes write_odt(const Document& document);

// runs_left tells whether the first letter of a text belongs to Hebrew, Arabic, Syriac,
// Thaana, N'Ko or another script that runs to the left.
[[nodiscard]] bool runs_left(std::string_view text);

}  // namespace tipstaff::casework
