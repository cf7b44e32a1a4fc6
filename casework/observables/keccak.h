#pragma once
// Keccak-256 as Ethereum and Monero use it, and SHA3-256 (FIPS 202) as onion
// names use it. They are here as checksums of addresses and protect nothing.

#include "tipstaff/bytes/fixed.h"

namespace tipstaff::casework {

[[nodiscard]] Hash32 keccak256(ByteView bytes);
[[nodiscard]] Hash32 sha3_256(ByteView bytes);

}  // namespace tipstaff::casework
