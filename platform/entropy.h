#pragma once
// Entropy: where the core's seeds come from.

#include "tipstaff/crypto/drbg.h"

namespace tipstaff::platform {

// choose_crypto_code lets libsodium take, once, its fastest code for this processor
// (until then it uses portable code, with the same results). fresh_seed does it too.
void choose_crypto_code();

// fresh_seed returns 32 bytes of the kernel's randomness (getrandom).
[[nodiscard]] Seed32 fresh_seed();
[[nodiscard]] inline crypto::Drbg fresh_drbg() { return crypto::Drbg(fresh_seed()); }

}  // namespace tipstaff::platform
