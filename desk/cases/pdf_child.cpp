#include "desk/cases/pdf_child.h"

#include <unistd.h>

#include "desk/cases/document_bytes.h"
#include "platform/cage.h"
#include "platform/caged_child.h"
#include "platform/walls.h"
#include "tipstaff/wire/reader.h"
#include "tipstaff/wire/writer.h"

namespace tipstaff::desk {
namespace {

// About two thousand pages; a case that needs more goes out as ODT.
constexpr std::size_t kDocumentBytesMax = std::size_t{16} << 20;
constexpr std::size_t kPdfBytesMax = std::size_t{64} << 20;
constexpr auto kTimeMax = std::chrono::seconds(60);

Bytes read_stdin() {
  Bytes out(kDocumentBytesMax);
  std::size_t size = 0;
  while (size < out.size()) {
    const auto got = ::read(STDIN_FILENO, out.data() + size, out.size() - size);
    if (got <= 0) break;
    size += static_cast<std::size_t>(got);
  }
  out.resize(size);
  return out;
}

bool write_stdout(ByteView bytes) {
  while (!bytes.empty()) {
    const auto wrote = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (wrote <= 0) return false;
    bytes = bytes.subspan(static_cast<std::size_t>(wrote));
  }
  return true;
}

// Fonts are found and threads started by the first words that are drawn.
bool warm_up() {
  casework::Document document{"warm", "", 0, {{casework::BlockKind::title, "warm", {}, {}}, {casework::BlockKind::caveat, "warm", {}, {}}}};
  return write_pdf(document).has_value();
}

}  // namespace

Result<Pdf> caged_pdf(const std::string& program, const casework::Document& document) {
  const auto input = document_bytes(document);
  if (input.size() >= kDocumentBytesMax) return fail(Errc::wrong_state, "PDF: the report is too long");
  const auto answer = platform::run_caged_child(program, {kPdfCommand}, input, {.time_max = kTimeMax, .answer_bytes_max = kPdfBytesMax});
  if (answer.end == platform::ChildEnd::gave_up) return fail(Errc::wrong_state, "PDF: no font is installed");
  if (answer.end != platform::ChildEnd::done || answer.bytes.size() < 8) return fail(Errc::wrong_state, "PDF: it could not be drawn");
  wire::Reader in(answer.bytes);
  TIP_TRY(const auto undrawn, in.u64());
  const auto pdf = ByteView(answer.bytes).subspan(8);
  return Pdf{Bytes(pdf.begin(), pdf.end()), static_cast<std::size_t>(undrawn)};
}

void pdf_of_stdin() {
  // Fonts, and how they are found. What a font's library could be made to read besides would
  // go out in the PDF.
  (void)platform::raise_walls({.namespaces = false, .readable = {"/usr/share", "/usr/local/share", "/etc/fonts", "/var/cache/fontconfig"}});
  const auto document = document_of(read_stdin());
  if (!document || !warm_up()) platform::leave(1);
  if (!platform::lock_in({.cpu_seconds_max = 60, .heap_bytes_max = std::size_t{1} << 30, .calls = platform::Calls::reading})) platform::leave(2);
  const auto pdf = write_pdf(*document);
  if (!pdf) platform::leave(3);
  const auto head = wire::Writer().u64(pdf->undrawn).take();
  platform::leave(write_stdout(head) && write_stdout(pdf->bytes) ? 0 : 4);
}

}  // namespace tipstaff::desk
