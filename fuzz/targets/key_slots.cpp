// The desk's key file: whatever somebody wrote into it, what is read is written again to a
// file that reads the same, so that no change of officers locks anybody out.

#include "desk/vault/key_slots.h"
#include "fuzz/fuzz.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  const auto slots = desk::parse_key_slots(as_text(input));
  if (!slots) return;
  const auto text = desk::key_slots_text(*slots);
  const auto again = desk::parse_key_slots(text);
  FUZZ_HOLDS(again && desk::key_slots_text(*again) == text);
  FUZZ_HOLDS(again->slots.size() == slots->slots.size() && again->old_file.empty() == slots->old_file.empty());
  for (const auto& slot : slots->slots) FUZZ_HOLDS(slots->one(slot.name) == &slot && slot.keys.size() <= 2);
}

}  // namespace tipstaff::fuzz
