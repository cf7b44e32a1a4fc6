#pragma once
// PDFs are drawn by a process of its own: a tip's text meets the libraries that shape
// letters where no key is, nothing can be written and no network is.

#include "desk/cases/pdf.h"

namespace tipstaff::desk {

// caged_pdf asks a fresh process of `program` ("/proc/self/exe" for this one) with the
// argument kPdfCommand, for at most a minute.
// Errors: wrong_state ("PDF: ...": no font, too long, or the process did not end well).
inline constexpr const char* kPdfCommand = "pdf-of-stdin";
[[nodiscard]] Result<Pdf> caged_pdf(const std::string& program, const casework::Document& document);

// pdf_of_stdin is that process: it reads a document from stdin, locks itself in, and
// writes u64 undrawn and the PDF to stdout. Never returns.
[[noreturn]] void pdf_of_stdin();

}  // namespace tipstaff::desk
