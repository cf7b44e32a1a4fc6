// A roster: nothing passes unsigned, and what passes is written to the same bytes.
// The first byte chooses P_max, so that a short input is a whole roster.

#include "fuzz/world.h"
#include "fuzz/fuzz.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  if (input.empty()) return;
  (void)wire::parse_untrusted_roster(input, world().programme);
  constexpr std::size_t kPosts[] = {64, 256, 512};
  const auto size = wire::roster_bytes(kPosts[input[0] % 3]);
  auto bytes = sized(input.subspan(1), size);
  if (!wire::parse_untrusted_roster(bytes, world().programme) && bytes[0] != 'T') return;
  const auto body = ByteView(bytes).first(size - wire::kSignatureBytes);
  copy_into(MutableBytes(bytes).last(wire::kSignatureBytes),
            world().authority.sign(wire::kRosterTag, body).view());
  const auto roster = wire::parse_untrusted_roster(bytes, world().programme);
  if (roster) FUZZ_HOLDS(same(*wire::sign_roster(**roster, world().authority), bytes));
}

}  // namespace tipstaff::fuzz
