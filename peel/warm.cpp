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
bool needs_charsets(ByteView file) {
  const auto text = as_text(file);
  const auto starts = [&](std::string_view with) { return text.starts_with(with); };
  const auto has = [&](std::string_view word) { return text.find(word) != std::string_view::npos; };
  if (valid_utf8(file)) return has("harset") || has("HARSET") || has("=?") || starts("{\\rt");  // a mail may name some
  return !(starts("%PDF-") || starts("\xFF\xD8\xFF") || starts("\x89PNG") || starts("GIF8") || starts("RIFF"));
}

}  // namespace

bool warm_libraries(ByteView file) {
  (void)std::setlocale(LC_ALL, "C.UTF-8");
  (void)std::setlocale(LC_MESSAGES, "C");  // or each error would look for a translation on the disk
  // With no zone named, the C library would look at a file for each time it reads.
  (void)::setenv("TZ", "UTC0", 1);
  ::tzset();
  if (needs_charsets(file)) warm_charsets();
  ::g_mime_init();
  Exiv2::LogMsg::setLevel(Exiv2::LogMsg::mute);
  Exiv2::XmpParser::initialize();
  Exiv2::enableBMFF(true);  // HEIC
  (void)Exiv2::Error(Exiv2::kerCorruptedMetadata).what();  // the first error looks for its words
  return warm_kinds() && ::mupdf_warm() != 0;
}

}  // namespace tipstaff::peel
