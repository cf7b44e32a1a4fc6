// A lodging: its three parts are the bytes that came, whole and in order.

#include "fuzz/fuzz.h"
#include "tipstaff/wire/lodging.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  FUZZ_HOLDS(input.size() == wire::kLodgingBytes || !wire::parse_untrusted_lodging(input));
  const auto bytes = sized(input, wire::kLodgingBytes);
  const auto lodging = wire::parse_untrusted_lodging(bytes);
  if (!lodging) return;
  FUZZ_HOLDS(same(concat({wire::encode_stamp(lodging->stamp), lodging->entry, lodging->envelope}),
                  bytes));
  FUZZ_HOLDS(lodging->stamp.hold <= wire::kHoldTicksMax);
}

}  // namespace tipstaff::fuzz
