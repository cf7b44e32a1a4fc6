#pragma once
// Export requests: four eyes. What one officer asks to take out is written at once and kept in
// the vault with its hash; another person agrees to exactly these bytes, or does not.

#include "desk/cases/exports.h"

namespace tipstaff::desk {

enum class RequestState : std::uint8_t { waiting = 0, approved = 1, refused = 2, expired = 3 };
inline constexpr std::array<std::string_view, 4> kRequestStates = {"waiting", "approved", "refused", "expired"};
// A week: after it the case has moved on, and nobody remembers why it was asked.
inline constexpr std::uint64_t kRequestLifeSeconds = 7 * 24 * 3600;

struct ExportRequest {
  std::int64_t id = 0, case_id = 0;
  std::string format, tlp, name;
  std::int64_t size = 0;
  Hash32 sha256;
  std::string asked_by;
  std::uint64_t asked_at = 0;
  RequestState state = RequestState::waiting;
  std::string decided_by;
  std::uint64_t decided_at = 0;
};

// two_must_agree says whether an export needs a second person. Once a command or the page
// wished so (`wished`, the setting), the vault keeps it, and leaving the setting out does not
// undo it: only let_one_decide does, which a supervisor calls. Both are audited.
[[nodiscard]] Result<bool> two_must_agree(Vault& vault, bool wished, std::uint64_t now);
[[nodiscard]] Result<void> let_one_decide(Vault& vault, std::uint64_t now);

// ask_export keeps what write_export wrote; returns the request's number. Who asks is who
// works with the vault (Vault::who).
[[nodiscard]] Result<std::int64_t> ask_export(Vault& vault, std::int64_t number, ExportFormat format, std::string_view tlp,
                                              const Exported& out, std::uint64_t now);
// list_export_requests: the newest first. What waited for more than a week is expired here.
[[nodiscard]] Result<std::vector<ExportRequest>> list_export_requests(Vault& vault, std::uint64_t now);

// approve_export gives out what was asked for, once, when it is what the second person saw.
// Errors: not_found, stale (decided or expired already), conflict (kSamePerson), wrong_hash.
[[nodiscard]] Result<Exported> approve_export(Vault& vault, std::int64_t id, const Hash32& seen, std::uint64_t now);
// refuse_export: also whoever asked may take it back. Errors: not_found, stale.
[[nodiscard]] Result<void> refuse_export(Vault& vault, std::int64_t id, std::uint64_t now);
inline constexpr std::string_view kTwoDecide = "at this desk two people decide what leaves";
inline constexpr std::string_view kSamePerson = "asked by the same person";

}  // namespace tipstaff::desk
