#include "platform/entropy.h"

#include <sodium.h>
#include <sys/random.h>

namespace tipstaff::platform {

void choose_crypto_code() {
  static const bool chosen = sodium_init() >= 0;
  TIP_ASSERT(chosen);
}

Seed32 fresh_seed() {
  choose_crypto_code();
  Seed32 seed;
  // Up to 256 bytes getrandom is never cut short once the kernel is seeded.
  TIP_ASSERT(getrandom(seed.fill().data(), Seed32::kBytes, 0) ==
             static_cast<ssize_t>(Seed32::kBytes));
  return seed;
}

}  // namespace tipstaff::platform
