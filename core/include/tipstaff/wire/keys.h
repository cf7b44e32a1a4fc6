#pragma once
// The three public keys of anybody who can receive an envelope.

#include "tipstaff/crypto/kem.h"
#include "tipstaff/crypto/ristretto.h"
#include "tipstaff/wire/limits.h"

namespace tipstaff::wire {

using FetchPublic = crypto::Point;
using ApkePublic = FixedBytes<kApkePublicBytes, struct ApkePublicTag>;  // X25519 32 || ML-KEM 1184
using PkePublic = crypto::XwingPublic;                                  // X-Wing

struct PublicKeys {
  FetchPublic fetch;
  ApkePublic apke;
  PkePublic pke;

  friend bool operator==(const PublicKeys&, const PublicKeys&) = default;
};

[[nodiscard]] inline crypto::X25519Public apke_x25519(const ApkePublic& key) {
  return crypto::X25519Public::from(key.view().first(32));
}
[[nodiscard]] inline crypto::MlkemPublic apke_mlkem(const ApkePublic& key) {
  return crypto::MlkemPublic::from(key.view().subspan(32));
}

}  // namespace tipstaff::wire
