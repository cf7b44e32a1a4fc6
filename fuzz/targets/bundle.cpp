// An entries bundle: what parses is written again to the same bytes.

#include "fuzz/fuzz.h"
#include "tipstaff/log/tile.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  const auto leaves = log::parse_untrusted_bundle(input);
  if (!leaves) return;
  Bytes again;
  for (const auto leaf : *leaves) log::append_entry(again, leaf);
  FUZZ_HOLDS(same(again, input));
}

}  // namespace tipstaff::fuzz
