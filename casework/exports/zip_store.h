#pragma once
// ZIP files whose entries are stored as they are, in the form that OpenDocument asks for.

#include <span>
#include <string>

#include "tipstaff/bytes/bytes.h"

namespace tipstaff::casework {

struct ZipEntry {
  std::string_view name;   // ours, ASCII
  std::string bytes;
};

// zip_stored writes entries in their order, without extra fields and with the time 1980-01-01:
// the first one, `mimetype`, thus stands where programs look for it. All together at most 1 GiB.
// Source: PKWARE APPNOTE 6.3.3, sections 4.3.7, 4.3.12, 4.3.16.
[[nodiscard]] Bytes zip_stored(std::span<const ZipEntry> entries);

}  // namespace tipstaff::casework
