#pragma once
// Envelopes: one sealed message of exactly 16 384 bytes (PROTOCOL.md 4.5).
//
//   X 32 | Z 32 | c2 1088 | c1 32 | cp 12 848 | CT_PKE 2352
//   hint X = g^x, Z = fetch^x; c2 ML-KEM; c1, cp HPKE auth_psk; CT_PKE HPKE base

#include "tipstaff/protocol/key_set.h"
#include "tipstaff/wire/block.h"
#include "tipstaff/wire/lodging.h"

namespace tipstaff::protocol {

// ReturnAddress is what the plaintext says about where answers go: 1248 bytes.
struct ReturnAddress {
  wire::FetchPublic fetch;
  wire::PkePublic pke;
};

// draw_return_address makes valid encodings that nobody can answer to.
[[nodiscard]] ReturnAddress draw_return_address(crypto::Drbg& drbg);

// seal_envelope seals `block` to `recipient`. nr: programme_hash.
// Errors: bad_point when a public key of the recipient is not valid.
[[nodiscard]] Result<wire::EnvelopeBytes> seal_envelope(const Hash32& nr,
                                                        const wire::PublicKeys& recipient,
                                                        const ApkePair& sender,
                                                        const ReturnAddress& answer_to,
                                                        const wire::Block& block,
                                                        crypto::Drbg& drbg);

// draw_dummy makes an envelope that nobody can open, and that only its recipient
// could tell from a real one.
[[nodiscard]] wire::EnvelopeBytes draw_dummy(crypto::Drbg& drbg);

// hint_matches tells whether Z == X^fetch. False for points that are not valid.
[[nodiscard]] bool hint_matches(const crypto::Scalar& fetch, ByteView envelope);

// OpenedEnvelope: who sent it, where answers go, what it says.
struct OpenedEnvelope {
  wire::ApkePublic sender;
  FixedBytes<32, struct AnswerFetchTag> answer_fetch;  // unchecked: Point::parse before use
  wire::PkePublic answer_pke;
  wire::Block block;

  // answer_keys returns the keys to answer to. Errors: bad_point.
  [[nodiscard]] Result<wire::PublicKeys> answer_keys() const;
};

// open_envelope decrypts one envelope addressed to `keys`.
// In:     envelope   exactly 16 384 bytes, untrusted.
// Errors: wrong_length, not_for_us (hint), bad_ciphertext, bad_point, and those of
//         parse_untrusted_block. Nothing is released on error.
// Source: PROTOCOL.md 4.5; RFC 9180 section 6.1.
[[nodiscard]] Result<OpenedEnvelope> open_envelope(const Hash32& nr, const KeySet& keys,
                                                   ByteView envelope);

}  // namespace tipstaff::protocol
