#pragma once
// Drafts in folders: call.conf, one LANGUAGE.txt for each language, and pictures
// (docs/calls.md). What is wrong is said in a sentence with file and line.

#include <filesystem>

#include "council/draft.h"
#include "council/pages/site.h"

namespace tipstaff::authority {

template <class T>
using OrSentence = std::expected<T, std::string>;

struct LoadedDraft {
  council::DraftCall call;
  council::Terms terms;
  council::pages::Pictures pictures;  // stripped of everything but pixels
};

// load_draft reads and checks a call, Markdown and pictures included.
[[nodiscard]] OrSentence<LoadedDraft> load_draft(const std::filesystem::path& folder);

// load_communique reads the language files of `folder` for a call with these terms.
[[nodiscard]] OrSentence<council::Communique> load_communique(const std::filesystem::path& folder,
                                                              const council::Terms& terms);

}  // namespace tipstaff::authority
