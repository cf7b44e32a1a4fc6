#pragma once
// Export requests: four eyes on all that leaves. What one officer asks to take out is written
// at once and kept in the vault with its hash; another person agrees to exactly these bytes,
// or does not. A referral waits with its parts, and its request keeps only its hash.

#include "desk/cases/exports.h"
#include "desk/mail/mail.h"

namespace tipstaff::desk {

enum class RequestState : std::uint8_t { waiting = 0, approved = 1, refused = 2, expired = 3 };
inline constexpr std::array<std::string_view, 4> kRequestStates = {"waiting", "approved", "refused", "expired"};
// A week: after it the case has moved on, and nobody remembers why it was asked.
inline constexpr std::uint64_t kRequestLifeSeconds = 7 * 24 * 3600;

// What leaves, as the vault keeps it.
enum class LeavingKind : std::uint8_t { of_case, attachment, exhibit, call, referral };
inline constexpr std::array<std::string_view, 5> kLeavingKinds = {"case", "attachment", "exhibit", "call", "referral"};

// Leaving is what somebody wants to take out.
struct Leaving {
  LeavingKind what = LeavingKind::of_case;
  std::int64_t number = 0;       // of the case, attachment, campaign, draft or referral
  std::string format, tlp;       // of a case, or ""; format is "tip" or "case" of a referral
  std::string name;              // of the file; of a referral, the post that it goes to
  Bytes bytes;                   // none of a referral
  Hash32 sha256;
  std::string action, detail;    // the audit's line when one person decides
  std::vector<std::int64_t> messages;  // that a case tells of: who erases one takes the request back
};

// case_leaving is an export of a case, told_of() the messages in it; file_leaving is any
// other file, and fills in the hash.
[[nodiscard]] std::vector<std::int64_t> told_of(const casework::CaseFile& file);
[[nodiscard]] Leaving case_leaving(std::int64_t number, ExportFormat format, std::string_view tlp, Exported out,
                                   std::vector<std::int64_t> messages);
[[nodiscard]] Leaving file_leaving(LeavingKind what, std::int64_t number, std::string name, Bytes bytes);

[[nodiscard]] Leaving attachment_leaving(FileBytes file);

struct ExportRequest {
  std::int64_t id = 0;
  LeavingKind what = LeavingKind::of_case;
  std::int64_t number = 0;
  std::string format, tlp, name;
  std::int64_t size = 0;
  Hash32 sha256;
  std::string asked_by;
  std::uint64_t asked_at = 0;
  RequestState state = RequestState::waiting;
  std::string decided_by;
  std::uint64_t decided_at = 0;
};

// two_must_agree says whether what leaves needs a second person. Once a command or the page
// wished so (`wished`, the setting), the vault keeps it, and leaving the setting out does not
// undo it: only let_one_decide does, which a supervisor calls. Both are audited.
[[nodiscard]] Result<bool> two_must_agree(Vault& vault, bool wished, std::uint64_t now);
[[nodiscard]] Result<void> let_one_decide(Vault& vault, std::uint64_t now);

// ask_or_record is the one door for files. It returns the number of a request when two must
// agree: then nothing may leave. Else it has written the audit's line, and the bytes may go.
[[nodiscard]] Result<std::optional<std::int64_t>> ask_or_record(Vault& vault, bool wished, const Leaving& what, std::uint64_t now);
// ask_export keeps what is to leave; returns the request's number. Who asks is who works with
// the vault (Vault::who).
[[nodiscard]] Result<std::int64_t> ask_export(Vault& vault, const Leaving& what, std::uint64_t now);
// Errors: stale (a message of it was erased meanwhile).
// put_request is ask_export within a change that is audited already.
[[nodiscard]] Result<std::int64_t> put_request(Vault& vault, const Leaving& what, std::uint64_t now);
// list_export_requests: the newest first. What waited for more than a week is expired here.
[[nodiscard]] Result<std::vector<ExportRequest>> list_export_requests(Vault& vault, std::uint64_t now);

// approve_export gives out what was asked for when it is what the second person saw. The vault
// keeps the bytes until forget_export says that they are written: until then, and no longer
// than a week, whoever may agree can have them again. A referral leaves by itself from then on.
// Errors: not_found, stale (decided, given out or expired), conflict (kSamePerson), wrong_hash.
struct Approved : Exported {
  LeavingKind what = LeavingKind::of_case;
};
[[nodiscard]] Result<Approved> approve_export(Vault& vault, std::int64_t id, const Hash32& seen, std::uint64_t now);
[[nodiscard]] Result<void> forget_export(Vault& vault, std::int64_t id);
// refuse_export: also whoever asked may take it back. Errors: not_found, stale.
[[nodiscard]] Result<void> refuse_export(Vault& vault, std::int64_t id, std::uint64_t now);
inline constexpr std::string_view kTwoDecide = "at this desk two people decide what leaves";
inline constexpr std::string_view kErasedMeanwhile = "a message was erased meanwhile";
inline constexpr std::string_view kSamePerson = "asked by the same person";

}  // namespace tipstaff::desk
