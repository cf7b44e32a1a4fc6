#pragma once
// What a desk wrote: looked at, compared by voice, and signed; or only looked at.

#include "authority/call_draft.h"
#include "platform/secret_input.h"

namespace tipstaff::authority {

// sign_file shows what a proposal would do and signs it when the code is confirmed: by
// `code`, or by who sits there. All that can be refused is, before the passphrase.
[[nodiscard]] OrSentence<void> sign_file(const std::filesystem::path& folder, const platform::SecretInput& passphrase,
                                         const std::filesystem::path& file, const std::string& code);

// preview_draft writes the pages of a folder or of a proposal; nothing is signed.
[[nodiscard]] OrSentence<void> preview_draft(const std::filesystem::path& folder, const std::filesystem::path& from,
                                             const std::filesystem::path& out);

}  // namespace tipstaff::authority
