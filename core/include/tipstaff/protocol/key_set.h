#pragma once
// KeySet: the secret half of PublicKeys, for whoever can receive an envelope.

#include "tipstaff/crypto/drbg.h"
#include "tipstaff/protocol/words.h"
#include "tipstaff/wire/keys.h"

namespace tipstaff::protocol {

// ApkePair sends (X25519) and receives (both halves) messages.
struct ApkePair {
  crypto::X25519Secret x25519;
  crypto::MlkemSecret mlkem;
  wire::ApkePublic pub;
};

struct KeySet {
  crypto::Scalar fetch;
  ApkePair apke;
  crypto::XwingSecret pke;
  wire::PublicKeys pub;
};

// KeySeed is what a KeySet grows from: 64 fetch || 32 X25519 || 64 ML-KEM || 32
// X-Wing. A post stores the seeds of its epochs, and erasing one erases the keys.
using KeySeed = Secret<192, struct KeySeedTag>;
[[nodiscard]] KeySet key_set_from(const KeySeed& seed);
[[nodiscard]] inline KeySet draw_key_set(crypto::Drbg& drbg) {
  return key_set_from(drbg.draw<KeySeed>());
}

// ApkeSeed: 32 X25519 || 64 ML-KEM; a post's long-term sender key.
using ApkeSeed = Secret<96, struct ApkeSeedTag>;
[[nodiscard]] ApkePair apke_pair_from(const ApkeSeed& seed);

// source_key_set derives a source's mailbox keys from mk (SDP 0.4).
[[nodiscard]] KeySet source_key_set(const MailboxKey& mk);

}  // namespace tipstaff::protocol
