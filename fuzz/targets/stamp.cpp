// A stamp: what parses is written again to the same 32 bytes; its age never wraps.

#include "fuzz/fuzz.h"
#include "tipstaff/wire/lodging.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  FUZZ_HOLDS(input.size() == wire::kStampBytes || !wire::parse_untrusted_stamp(input));
  const auto bytes = sized(input, wire::kStampBytes);
  const auto stamp = wire::parse_untrusted_stamp(bytes);
  if (!stamp) return;
  FUZZ_HOLDS(same(wire::encode_stamp(*stamp), bytes));
  FUZZ_HOLDS(wire::check_stamp_age(*stamp, stamp->tick).has_value());
  FUZZ_HOLDS(stamp->tick == 0 || !wire::check_stamp_age(*stamp, stamp->tick - 1));
}

}  // namespace tipstaff::fuzz
