#pragma once
// Programme: what everybody must know beforehand, and the hashes made of it.

#include "tipstaff/crypto/sign.h"

namespace tipstaff::wire {

// Programme names the authority's key and the relay (origin: its name, ASCII,
// 1 to 64 printable characters without space).
struct Programme {
  crypto::VerifyKey authority_vk;
  std::string origin;

  friend bool operator==(const Programme&, const Programme&) = default;
};

// Errors: bad_text.
[[nodiscard]] Result<void> check_origin(std::string_view origin);

// O = H(origin).
[[nodiscard]] Hash32 origin_hash(std::string_view origin);
// NR = H("tipstaff-nr-v1" || authority_vk || origin), the aad of every envelope.
[[nodiscard]] Hash32 programme_hash(const Programme& programme);

}  // namespace tipstaff::wire
