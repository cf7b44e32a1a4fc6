// Base64: what parses is written again to the same text; all bytes survive.

#include "fuzz/fuzz.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  const auto parsed = from_base64(as_text(input));
  if (parsed) FUZZ_HOLDS(to_base64(*parsed) == as_text(input));
  FUZZ_HOLDS(from_base64(to_base64(input)) == Bytes(input.begin(), input.end()));
}

}  // namespace tipstaff::fuzz
