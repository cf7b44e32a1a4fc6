#pragma once
// Referrals: the ledger of what was handed to other posts and what came from them.

#include "desk/mail/mail.h"
#include "tipstaff/wire/referral.h"
#include "tipstaff/wire/roster.h"

namespace tipstaff::desk {

enum class ReferralState : std::uint8_t {
  sending = 0,       // parts wait for a visit
  handed = 1,        // the relay has all parts; the other post has not said so yet
  acknowledged = 2,  // the other post has it whole
  stopped = 3,       // the roster does not list the other post any more
  withdrawn = 4,     // by an officer, or because its tip was erased
  taken = 5,         // came, and is in the vault
  refused = 6,       // came, and is not what it says: shown as an ordinary tip with a warning
  arriving = 7,      // parts of it came; never in the table
  held = 8,          // waits for a second person (desk/cases/export_requests.h)
};

// What this desk found out about a tip that another post handed over.
enum class Verdict : std::uint8_t {
  in_log = 0,      // exactly these bytes stood in the log in that tick
  no_proof = 1,    // none came: the source wanted no receipt, or an older desk took the tip
  other_key = 2,   // the bulletin is signed by another key than this relay's
  wrong = 3,       // the proof does not fit the tip
  forged = 4,      // the referral itself is not by the post that it names
};

struct ReferralInfo {
  std::int64_t id = 0;         // 0 while it arrives
  bool outgoing = false;
  bool of_case = false;
  std::int64_t subject = 0;    // conversation or case here; 0: none
  std::string peer;            // the other post's name
  std::string note;
  std::uint64_t at = 0;        // unix seconds
  unsigned parts = 0;
  unsigned done = 0;           // handed over, or arrived
  ReferralState state = ReferralState::sending;
};

// list_referrals: the newest first; what is still arriving before all others.
[[nodiscard]] Result<std::vector<ReferralInfo>> list_referrals(Vault& vault);

// ReferredInfo is what a tip says about the posts that it came through.
struct ReferredInfo {
  std::int64_t message = 0;
  std::int64_t referral = 0;
  std::vector<std::string> posts;  // the first is the one that the source wrote to
  std::uint64_t when = 0;          // of the last handover
  std::int64_t number = 0;         // of the conversation at the post that referred it
  std::string note;
  Verdict verdict = Verdict::no_proof;
  bool said_in_log = false;        // by the first post
};

// list_referred returns those of a conversation; none for one with a source.
[[nodiscard]] Result<std::vector<ReferredInfo>> list_referred(Vault& vault, std::int64_t conversation);

// answer_heading is what an answer to a referred conversation begins with: the other post has
// many tips. "" for a conversation with a source.
[[nodiscard]] Result<std::string> answer_heading(Vault& vault, std::int64_t conversation);

// post_of finds a post of a roster by its key. post_name is its name, or for one that is not
// in it the first digits of its key.
[[nodiscard]] const wire::PostRecord* post_of(const wire::Roster& roster, const crypto::VerifyKey& vk);
[[nodiscard]] std::string post_name(const wire::Roster& roster, const crypto::VerifyKey& vk);

// Handovers as the vault keeps them.
[[nodiscard]] Bytes encode_chain(const std::vector<wire::Handover>& chain);
[[nodiscard]] Result<std::vector<wire::Handover>> parse_chain(ByteView bytes);

}  // namespace tipstaff::desk
