#pragma once
// What the page and the command line do alike with a draft: look at it with all that it
// stands on, and write the file for the authority.

#include "desk/calls/call_check.h"
#include "desk/calls/published_calls.h"
#include "desk/cases/export_requests.h"

namespace tipstaff::desk {

// Names of steps and endings, as the page and the command line have them; "" for none.
[[nodiscard]] std::string_view step_name(council::Proposed what);
[[nodiscard]] std::optional<council::Proposed> parse_step(std::string_view name);
[[nodiscard]] std::string_view ending_name(council::Ending ending);
[[nodiscard]] std::optional<council::Ending> parse_ending(std::string_view name);

// ExaminedCall is a draft with what it stands on.
struct ExaminedCall {
  council::CallSet published;
  std::optional<wire::VerifiedRoster> roster;
  CheckedCall checked;
};
// `nobody` signs what is tried, and is thrown away.
[[nodiscard]] Result<ExaminedCall> examine_call(Vault& vault, const CallDraft& draft, const wire::Programme& programme,
                                                crypto::SignSeed nobody, std::uint64_t now);

// start_draft begins a draft; `id` is the published call that it goes on with, or "".
// Errors: not_found (no such call was fetched), those of begin_draft.
[[nodiscard]] Result<std::int64_t> start_draft(Vault& vault, council::Proposed what, const std::string& id,
                                               const wire::Programme& programme, std::uint64_t now);

// propose_call makes the file of a proposal. It says what a post is about to do, and may name
// a person whom nobody has named yet: so it leaves by the door of all that leaves.
// Errors: bad_value (the draft has faults), those of encode_proposal.
[[nodiscard]] Result<Leaving> propose_call(const CallDraft& draft, const CheckedCall& checked);

}  // namespace tipstaff::desk
