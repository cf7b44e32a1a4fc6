// An envelope: junk behind a valid hint never opens, nor does a sealed one in which
// any bit was changed. Input: u8 how, u16 where, then the bytes to put there.

#include "fuzz/fuzz.h"
#include "fuzz/world.h"

namespace tipstaff::fuzz {
namespace {

const Bytes& sealed() {
  static const Bytes kSealed = [] {
    const auto envelope = world().reply({});
    return Bytes(envelope.view().begin(), envelope.view().end());
  }();
  return kSealed;
}

}  // namespace

void target(ByteView input) {
  FUZZ_HOLDS(!protocol::open_envelope(world().nr, world().mailbox, input));
  if (input.size() < 3) return;
  auto bytes = sealed();
  const bool keep_hint = input[0] % 2 == 0;
  const std::size_t from = keep_hint ? 64 : 0;
  const std::size_t at = from + (input[1] * 256u + input[2]) % (bytes.size() - from);
  bool changed = false;
  for (std::size_t i = 0; i < std::min(input.size() - 3, bytes.size() - at); ++i) {
    bytes[at + i] ^= input[3 + i];
    changed = changed || input[3 + i] != 0;
  }
  FUZZ_HOLDS(!keep_hint || protocol::hint_matches(world().mailbox.fetch, bytes));
  FUZZ_HOLDS(protocol::open_envelope(world().nr, world().mailbox, bytes).has_value() != changed);
}

}  // namespace tipstaff::fuzz
