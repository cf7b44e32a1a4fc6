#pragma once
// H = SHA-256 (FIPS 180-4) and the constant-time comparison of secrets.

#include <initializer_list>

#include "tipstaff/bytes/fixed.h"

namespace tipstaff::crypto {

// sha256 hashes the concatenation of `parts`.
[[nodiscard]] Hash32 sha256(std::initializer_list<ByteView> parts);
[[nodiscard]] inline Hash32 sha256(ByteView bytes) { return sha256({bytes}); }

// equal_secret compares without telling by its time where they differ.
[[nodiscard]] bool equal_secret(ByteView a, ByteView b);

}  // namespace tipstaff::crypto
