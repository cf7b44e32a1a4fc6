// A page's manifest: what parses is written to the same bytes.

#include "fuzz/fuzz.h"
#include "tipstaff/wire/page_manifest.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  const auto manifest = wire::parse_untrusted_page_manifest(input);
  if (!manifest) return;
  const auto again = wire::encode_page_manifest(manifest->files());
  FUZZ_HOLDS(again && same(*again, input));
}

}  // namespace tipstaff::fuzz
