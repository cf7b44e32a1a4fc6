#pragma once
// Drafts in folders: call.conf, one LANGUAGE.txt for each language, and pictures
// (docs/calls.md). What is wrong is said in a sentence with file and line.

#include <filesystem>

#include "council/pages/proposed.h"

namespace tipstaff::authority {

template <class T>
using OrSentence = std::expected<T, std::string>;

// load_draft reads and checks a call, Markdown and pictures included.
[[nodiscard]] OrSentence<council::pages::CheckedDraft> load_draft(const std::filesystem::path& folder);

// load_communique reads the language files of `folder` for a call with these terms.
[[nodiscard]] OrSentence<council::Communique> load_communique(const std::filesystem::path& folder,
                                                              const council::Terms& terms);

// LoadedProposal is the file of a desk; its hash is what both sides compare by voice.
struct LoadedProposal : council::Proposal {
  Hash32 hash;
};
[[nodiscard]] OrSentence<LoadedProposal> load_proposal(const std::filesystem::path& file);

// proposed_step is council's step_of, with a sentence for the first fault.
[[nodiscard]] OrSentence<council::pages::ProposedStep> proposed_step(const council::Proposal& proposal,
                                                                     const council::VerifiedCall* before, std::uint64_t now_unix);

}  // namespace tipstaff::authority
