// canary must fail: once by a property, once by AddressSanitizer, once by
// UndefinedBehaviorSanitizer. A harness that lets it live sees nothing at all.

#include "fuzz/fuzz.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  if (input.empty()) return;
  const Bytes copy(input.begin(), input.end());
  if (input[0] == 'p') FUZZ_HOLDS(input[0] != 'p');
  [[maybe_unused]] volatile std::uint8_t seen = 0;
  if (input[0] == 'a') seen = *(copy.data() + copy.size());
  volatile int largest = 2147483647;
  if (input[0] == 'u') largest = largest + input[0];
}

}  // namespace tipstaff::fuzz
