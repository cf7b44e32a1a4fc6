// Hexadecimal: what parses is written again to the same text; all bytes survive.

#include "fuzz/fuzz.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  const auto parsed = from_hex(as_text(input));
  if (parsed) FUZZ_HOLDS(to_hex(*parsed) == as_text(input));
  FUZZ_HOLDS(from_hex(to_hex(input)) == Bytes(input.begin(), input.end()));
}

}  // namespace tipstaff::fuzz
