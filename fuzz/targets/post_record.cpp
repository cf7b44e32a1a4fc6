// A post's record: what parses is written again to the same 256 bytes.

#include "fuzz/fuzz.h"
#include "tipstaff/wire/roster.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  FUZZ_HOLDS(input.size() == wire::kPostRecordBytes || !wire::parse_untrusted_post_record(input));
  const auto bytes = sized(input, wire::kPostRecordBytes);
  const auto post = wire::parse_untrusted_post_record(bytes);
  if (post) FUZZ_HOLDS(same(wire::encode_post_record(*post), bytes));
}

}  // namespace tipstaff::fuzz
