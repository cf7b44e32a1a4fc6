#pragma once
// A draft in a folder, in the form that the authority's program reads (docs/calls.md).

#include <filesystem>

#include "council/proposal.h"

namespace tipstaff::desk {

// read_draft_folder reads call.conf, if it is there, every LANGUAGE.txt, and the pictures that
// call.conf names, which lie beside it.
// Errors: not_found (no such folder, or a picture), too_large, bad_value (a picture elsewhere).
[[nodiscard]] Result<council::DraftFiles> read_draft_folder(const std::filesystem::path& folder);

// write_draft_folder makes the folder. Errors: conflict (it exists), those of write_file.
[[nodiscard]] Result<void> write_draft_folder(const std::filesystem::path& folder, const council::DraftFiles& files);

}  // namespace tipstaff::desk
