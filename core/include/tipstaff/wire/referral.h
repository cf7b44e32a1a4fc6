#pragma once
// A referral: a tip, or a case with its tips, that one post hands to another
// (PROTOCOL.md 14.2). What a post signs and the other one checks is in
// tipstaff/protocol/referral.h.

#include <optional>

#include "tipstaff/wire/message.h"
#include "tipstaff/wire/referred_case.h"

namespace tipstaff::wire {

inline constexpr std::size_t kReferralNoteBytesMax = 4000;
inline constexpr std::size_t kReferredTipsMax = 1000;
inline constexpr std::size_t kHandoversMax = 16;       // more hops than there are offices to ask
inline constexpr std::size_t kTipPathMax = 16;         // a batch has at most 4096 leaves
inline constexpr std::size_t kTipBulletinBytesMax = 8192;

// TipProof is what shows that part 0 of a tip stood in the log when its tick was closed.
struct TipProof {
  std::uint8_t flags = 0;        // of the message, as its source set them
  std::uint64_t when = 0;
  crypto::VerifyKey cpk;
  ClaimSalt salt;
  std::vector<Hash32> path;      // from the entry up to the root of its tick's batch
  std::string bulletin;          // the tick's bulletin with its proof, in C2SP form

  friend bool operator==(const TipProof&, const TipProof&) = default;
};

// Handover says that a post gave a tip to another; each names those before it.
struct Handover {
  crypto::VerifyKey from;
  crypto::VerifyKey to;
  std::uint64_t when = 0;        // unix seconds, by the clock of `from`
  crypto::Signature signature;

  friend bool operator==(const Handover&, const Handover&) = default;
};

// ReferredTip is one message of a source. What stands between `at` and `proof` is its core:
// the same bytes at every post of the chain.
struct ReferredTip {
  std::uint16_t thread = 0;      // tips of one conversation have the same
  std::uint64_t number = 0;      // of that conversation at the post that refers
  std::uint64_t at = 0;          // unix seconds, by the bulletin
  std::uint64_t tick = 0;
  std::uint64_t leaf = 0;        // its place in the log
  std::uint8_t receipt = 0;      // what the first post found: 0 none, 1 verified, 2 mismatch, 3 unknown
  SecretBytes text;
  std::vector<MessageFile> files;
  std::optional<TipProof> proof;
  std::vector<Handover> chain;   // the first is by the post that the source wrote to
};

struct Referral {
  Hash32 nr;                     // the programme
  crypto::VerifyKey from;
  crypto::VerifyKey to;
  std::uint64_t when = 0;
  std::string note;
  std::vector<ReferredTip> tips; // at least one
  std::optional<ReferredCase> file;
};

// A proof by itself, as a desk keeps it. Errors of reading: wrong_length, too_large, bad_text.
[[nodiscard]] SecretBytes encode_tip_proof(const TipProof& proof);
[[nodiscard]] Result<TipProof> parse_tip_proof(ByteView bytes);

// encode_tip_core writes the core of a tip: what handovers are about.
[[nodiscard]] SecretBytes encode_tip_core(const ReferredTip& tip);

// encode_referral writes all but the signature. Errors: too_large, bad_text, bad_value.
[[nodiscard]] Result<SecretBytes> encode_referral(const Referral& referral);

// parse_untrusted_referral_body reads what encode_referral writes, and nothing else. It checks
// form only: protocol::parse_untrusted_referral checks who signed.
// Errors: wrong_length, bad_magic, bad_value, bad_text, too_large.
[[nodiscard]] Result<Referral> parse_untrusted_referral_body(ByteView bytes);

}  // namespace tipstaff::wire
