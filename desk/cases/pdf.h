#pragma once
// Documents as PDF, by pango and cairo, with the fonts of this system: every script that
// a font is there for, to the right or to the left.

#include "casework/exports/document.h"
#include "tipstaff/bytes/bytes.h"

namespace tipstaff::desk {

struct Pdf {
  Bytes bytes;
  std::size_t undrawn = 0;   // characters for which there is no font: boxes with numbers
};

// write_pdf writes A4 pages with the marking on each. The same document with the same
// fonts gives the same bytes. Errors: wrong_state (no font at all, no memory).
[[nodiscard]] Result<Pdf> write_pdf(const casework::Document& document);

}  // namespace tipstaff::desk
