#pragma once
// Referrals: what the posts of a chain sign, and what whoever receives a tip from another
// post can check without asking anybody (PROTOCOL.md 14).

#include "tipstaff/log/proof.h"
#include "tipstaff/wire/lodging.h"
#include "tipstaff/wire/referral.h"
#include "tipstaff/wire/roster.h"

namespace tipstaff::protocol {

inline constexpr std::string_view kReferralTag = "tipstaff-referral-v1";
inline constexpr std::string_view kHandoverTag = "tipstaff-handover-v1";

// sign_referral hands every tip on (a handover from `post` to referral.to at referral.when is
// added to each chain) and writes the whole record, signed.
// Errors: those of encode_referral.
[[nodiscard]] Result<SecretBytes> sign_referral(wire::Referral referral, const crypto::SignKey& post);

// parse_untrusted_referral reads a record of this programme and checks that `from` signed it,
// that each tip's chain ends with the handover from `from` to `to`, that each handover begins
// where the one before ended, and that each was signed. Whether these keys are posts, and
// whether `to` is oneself, is the caller's to ask.
// Errors: those of parse_untrusted_referral_body, bad_signature, wrong_hash (another
// programme), conflict (a chain that does not fit).
[[nodiscard]] Result<wire::Referral> parse_untrusted_referral(ByteView bytes, const Hash32& nr);

// path_of_entry returns the hashes from the entry in a bag's slot up to the root of its
// tick's batch, for TipProof. bulletin: its 256 bytes; entries: all K-1 of them.
[[nodiscard]] std::vector<Hash32> path_of_entry(ByteView bulletin, std::span<const wire::Entry> entries, std::size_t slot);

// rebuild_part0 makes the data of part 0 anew from a message: what a commitment is about.
// Errors: those of split_message.
[[nodiscard]] Result<SecretBytes> rebuild_part0(const wire::ReferredTip& tip);

// verify_tip_proof checks that exactly this text and these files were committed to in the log
// of the relay at the place and tick that the tip names.
// Errors: not_found (no proof came with it), those of split_message and
// verify_untrusted_proof, wrong_hash (another tick), bad_proof.
[[nodiscard]] Result<void> verify_tip_proof(const wire::ReferredTip& tip, std::string_view origin, const crypto::VerifyKey& relay_vk);

}  // namespace tipstaff::protocol
