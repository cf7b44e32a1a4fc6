#pragma once
// H = SHA-256 (FIPS 180-4), BLAKE2b, and the constant-time comparison of secrets.

#include <initializer_list>

#include "tipstaff/bytes/fixed.h"

namespace tipstaff::crypto {

// sha256 hashes the concatenation of `parts`.
[[nodiscard]] Hash32 sha256(std::initializer_list<ByteView> parts);
[[nodiscard]] inline Hash32 sha256(ByteView bytes) { return sha256({bytes}); }

// blake2b is BLAKE2b-256 (RFC 7693), for digests that never leave one program: it is
// three times as fast as SHA-256 without the processor's own instructions.
[[nodiscard]] Hash32 blake2b(ByteView bytes);

// equal_secret compares without telling by its time where they differ.
[[nodiscard]] bool equal_secret(ByteView a, ByteView b);

}  // namespace tipstaff::crypto
