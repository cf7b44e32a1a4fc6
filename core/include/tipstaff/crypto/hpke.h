#pragma once
// HPKE (RFC 9180), single shot, with HKDF-SHA256 and ChaCha20-Poly1305.
// Two suites: X-Wing in base mode for metadata, DHKEM(X25519) in auth_psk mode
// for messages. The shared secret of the KEM goes in, so that the key schedule
// stands alone and RFC 9180 A.2 tests it in every mode.

#include "tipstaff/crypto/aead.h"
#include "tipstaff/crypto/kem.h"

namespace tipstaff::crypto {

enum class HpkeMode : std::uint8_t { base = 0, psk = 1, auth = 2, auth_psk = 3 };
enum class HpkeKem : std::uint16_t { x25519 = 0x0020, xwing = 0x647a };

struct HpkeContext {
  AeadKey key;
  AeadNonce base_nonce;
};

// hpke_key_schedule is KeySchedule of RFC 9180 section 5.1.
// The psk and its id are both empty (base, auth) or both not (psk, auth_psk).
[[nodiscard]] HpkeContext hpke_key_schedule(HpkeMode mode, HpkeKem kem,
                                            const SharedSecret& shared, ByteView info,
                                            ByteView psk, ByteView psk_id);

// dhkem_auth_*: AuthEncap and AuthDecap of section 4.1, ephemeral given.
struct DhkemEncapsulated {
  X25519Public enc;
  SharedSecret shared;
};
[[nodiscard]] Result<DhkemEncapsulated> dhkem_auth_encap(const X25519Public& recipient,
                                                         const X25519Secret& sender,
                                                         const X25519Secret& ephemeral);
[[nodiscard]] Result<SharedSecret> dhkem_auth_decap(const X25519Public& enc,
                                                    const X25519Secret& recipient,
                                                    const X25519Public& sender);
// dhkem_derive_pair is DeriveKeyPair of section 7.1.3.
[[nodiscard]] X25519Secret dhkem_derive_secret(ByteView ikm);

}  // namespace tipstaff::crypto
