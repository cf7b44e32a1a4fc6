#pragma once
// One judge of drafts for the authority's folder, a proposal and the desk's form: what one
// takes, all take.

#include "council/draft.h"
#include "council/pages/site.h"
#include "council/proposal.h"

namespace tipstaff::council::pages {

// DraftFault is what is wrong, and in which file.
struct DraftFault {
  enum class In : std::uint8_t { call, text, picture };
  In in = In::call;
  std::string name;  // of the language or the picture
  Fault fault;
};
using DraftFaults = std::vector<DraftFault>;

struct CheckedDraft {
  DraftCall call;
  Terms terms;
  Pictures pictures;  // stripped of everything but pixels, by PictureRef::file_name
};

// check_draft reads files, Markdown and pictures, and finds every fault, not the first only.
[[nodiscard]] std::expected<CheckedDraft, DraftFaults> check_draft(const DraftFiles& files);

// check_communique: for a call with these terms.
[[nodiscard]] std::expected<Communique, DraftFaults> check_communique(const DraftFiles& files, const Terms& terms);

// sentence says a fault with file and line.
[[nodiscard]] std::string sentence(const DraftFault& fault);

}  // namespace tipstaff::council::pages
