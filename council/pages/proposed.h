#pragma once
// What a proposal would do: the step that is signed, and the pages as they would be.

#include "council/pages/draft_check.h"

namespace tipstaff::council::pages {

struct ProposedStep {
  std::string id;
  Step step;
  Pictures pictures;  // new ones
};

// step_of makes of a proposal what is to be signed at `now_unix`; `before`: the call as it
// is published, or nothing when there is none with this id. Faults: those of check_draft and
// check_communique; conflict (a call with this id, an end that an amendment moves, nothing
// differs), stale (the call went on after this was written), not_found (no such call).
[[nodiscard]] std::expected<ProposedStep, DraftFaults> step_of(const Proposal& proposal, const VerifiedCall* before,
                                                               std::uint64_t now_unix);

// try_step signs in memory, by a key that is thrown away, so that a preview goes the whole
// way of a real call and nobody can mistake its files for one. Errors: those of sign_opened
// and sign_next: a renewal that comes too late, an end that is too far.
[[nodiscard]] Result<VerifiedCall> try_step(const ProposedStep& step, const VerifiedCall* before, std::string_view origin,
                                            const crypto::SignSeed& nobody, std::uint64_t now_unix);

// summary_of says plainly what will be signed, a fact a line; texts are as they were written.
struct SummaryLine {
  std::string name;
  std::string value;
};
[[nodiscard]] std::vector<SummaryLine> summary_of(const ProposedStep& step, const VerifiedCall* before, std::uint64_t now_unix);

}  // namespace tipstaff::council::pages
