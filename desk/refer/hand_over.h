#pragma once
// Handing over: what an officer refers, and how far its parts have got.

#include "desk/refer/pack.h"
#include "desk/refer/referrals.h"
#include "tipstaff/crypto/drbg.h"
#include "tipstaff/protocol/ack.h"

namespace tipstaff::desk {

// What is to be referred, and to whom.
struct ReferRequest {
  bool of_case = false;
  std::int64_t number = 0;    // conversation or case
  std::uint16_t to = 0;       // the post's number in the roster
  std::string note;           // UTF-8, at most kReferralNoteBytesMax; for the other post's eyes
  bool four_eyes = false;     // the setting; the vault may say so too
};

// Why a post cannot be referred to: Errc::conflict, said here.
inline constexpr std::string_view kOwnPost = "this post itself";

// Why one cannot be handed over again: Errc::conflict, said here.
inline constexpr std::string_view kHeld = "waits for a second person";

struct Referred {
  std::int64_t id = 0;
  std::size_t parts = 0;
  std::int64_t request = 0;   // that a second person has to agree to; 0: none
};

// refer seals nothing yet: it writes the signed record's parts into the vault, from where one
// leaves with each visit, and the audit's line. When two must agree they stay until then.
// Errors: not_found (conversation, case, post), conflict (this post itself), not_yet_valid (no
// whole message), too_large, bad_text (note), wrong_hash.
[[nodiscard]] Result<Referred> refer(Vault& vault, const wire::Programme& programme, const ReferRequest& request, std::uint64_t now);

// refer_again has every part leave once more: the other post did not acknowledge.
// withdraw takes back what has not left. Errors: not_found, conflict (it is acknowledged,
// withdrawn, or came from another post; again also when it waits for a second person).
[[nodiscard]] Result<void> refer_again(Vault& vault, std::int64_t id, std::uint64_t now);
[[nodiscard]] Result<void> withdraw_referral(Vault& vault, std::int64_t id, std::uint64_t now);

// NextPart is what the next visit hands over.
struct NextPart {
  std::int64_t referral = 0;
  std::int64_t position = 0;
  crypto::VerifyKey to;
  SecretBytes data;
};
[[nodiscard]] Result<std::optional<NextPart>> next_part(Vault& vault);
// mark_leaving keeps the commitment of the entry under which a part leaves: it may arrive
// although no answer says so, and be what the other post acknowledges.
[[nodiscard]] Result<void> mark_leaving(Vault& vault, const NextPart& part, ByteView com);
// mark_handed: the relay has it.
[[nodiscard]] Result<void> mark_handed(Vault& vault, const NextPart& part, std::uint64_t now);
// mark_stopped: the roster does not list the other post.
[[nodiscard]] Result<void> mark_stopped(Vault& vault, std::int64_t referral, std::uint64_t now);
// mark_acknowledged: a post acknowledged an entry. False when it is none of ours, or not its.
[[nodiscard]] Result<bool> mark_acknowledged(Vault& vault, const protocol::Ack& ack, const crypto::VerifyKey& by, std::uint64_t now);

}  // namespace tipstaff::desk
