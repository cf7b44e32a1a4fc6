// A bulletin: what parses is written again to the same 256 bytes.

#include "fuzz/fuzz.h"
#include "tipstaff/wire/bulletin.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  FUZZ_HOLDS(input.size() == wire::kBulletinBytes || !wire::parse_untrusted_bulletin(input));
  const auto bytes = sized(input, wire::kBulletinBytes);
  const auto bulletin = wire::parse_untrusted_bulletin(bytes);
  if (bulletin) FUZZ_HOLDS(same(wire::encode_bulletin(*bulletin), bytes));
}

}  // namespace tipstaff::fuzz
