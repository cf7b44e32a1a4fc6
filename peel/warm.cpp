#include <gmime/gmime.h>

#include <clocale>
#include <cstdlib>
#include <ctime>
#include <exiv2/exiv2.hpp>

#include "peel/charset.h"
#include "peel/kind.h"
#include "peel/mupdf.h"
#include "peel/peeler.h"

namespace tipstaff::peel {
namespace {

// Bytes are compared, nothing is parsed: there is no cage yet.
bool is_pdf_or_picture(ByteView file) {
  const auto starts = [&](std::string_view with) { return as_text(file).starts_with(with); };
  return starts("%PDF-") || starts("\xFF\xD8\xFF") || starts("\x89PNG") || starts("GIF8") || starts("RIFF");
}

}  // namespace

bool warm_libraries(ByteView file) {
  (void)std::setlocale(LC_ALL, "C.UTF-8");
  // With no zone named, the C library would look at a file for each time it reads.
  (void)::setenv("TZ", "UTC0", 1);
  ::tzset();
  if (!is_pdf_or_picture(file)) warm_charsets();
  ::g_mime_init();
  Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
  Exiv2::XmpParser::initialize();
  return warm_kinds() && ::mupdf_warm() != 0;
}

}  // namespace tipstaff::peel
