// A block: what parses is written again to the same 11 584 bytes.

#include "fuzz/fuzz.h"
#include "tipstaff/wire/block.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  FUZZ_HOLDS(input.size() == wire::kBlockBytes || !wire::parse_untrusted_block(input));
  const auto bytes = sized(input, wire::kBlockBytes);
  const auto block = wire::parse_untrusted_block(bytes);
  if (block) FUZZ_HOLDS(same(wire::encode_block(*block), bytes));
}

}  // namespace tipstaff::fuzz
