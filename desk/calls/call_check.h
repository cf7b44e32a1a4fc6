#pragma once
// What a draft of a call is worth: its faults at their fields, the file for the authority,
// and the pages as they would be. The judges and the renderer are council's.

#include "council/pages/proposed.h"
#include "desk/calls/call_drafts.h"

namespace tipstaff::desk {

// CallGround is what a draft stands on; `before` is the published call, or nothing.
struct CallGround {
  const council::VerifiedCall* before = nullptr;
  const wire::Roster* roster = nullptr;  // nothing: no roster yet, so no post is known
  std::string origin;
  crypto::SignSeed nobody;               // signs what is tried, and is thrown away
  std::uint64_t now = 0;
};

struct CheckedCall {
  std::vector<council::FormFault> faults;
  council::Proposal proposal;
  // When nothing is wrong: the step, and the call as it would be.
  std::optional<council::pages::ProposedStep> step;
  std::optional<council::VerifiedCall> tried;
};

[[nodiscard]] CheckedCall check_call(const CallDraft& draft, const DraftPictures& pictures, const CallGround& ground);

// preview_call makes every page of the tried call. Errors: those of make_site.
[[nodiscard]] Result<council::pages::Files> preview_call(const CheckedCall& checked, const council::pages::Pictures& published,
                                                         const council::pages::Publisher& publisher, std::uint64_t now);

}  // namespace tipstaff::desk
