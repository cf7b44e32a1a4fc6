#pragma once
// Drafts of calls in the vault: what an officer writes until the authority signs it. Who
// changes what somebody else changed meanwhile is refused.

#include "council/call_form.h"
#include "desk/vault/vault.h"

namespace tipstaff::desk {

inline constexpr std::size_t kCallDraftsMax = 200;
// A picture as somebody brings it; it is stripped before it leaves.
inline constexpr std::size_t kDraftPictureBytesMax = 1400 * 1024;  // in base64 it fits a request

struct CallDraft {
  std::int64_t id = 0;
  std::int64_t edition = 0;                      // as it was read; a change wants it
  council::Proposed what = council::Proposed::open;
  std::string call;                              // the published one that it goes on with, or ""
  Hash32 after;                                  // its newest record when the draft was begun
  council::CallForm form;                        // renew: `until` is the new end
  council::Ending ending = council::Ending::withdrawn;
  std::int64_t changed_at = 0;
};

using DraftPictures = std::map<std::string, Bytes>;  // by the name that the form calls them

// begin_draft makes an empty draft of a new call, or one that says what `call` says now.
// Errors: too_large (too many drafts).
[[nodiscard]] Result<std::int64_t> begin_draft(Vault& vault, council::Proposed what, const council::VerifiedCall* call,
                                               const DraftPictures& pictures, std::uint64_t now);
[[nodiscard]] Result<std::vector<CallDraft>> list_drafts(Vault& vault);
// Errors: not_found.
[[nodiscard]] Result<CallDraft> find_draft(Vault& vault, std::int64_t id);

// save_draft writes form and ending, and drops pictures that no person has any more.
// Errors: not_found, stale, too_large.
[[nodiscard]] Result<void> save_draft(Vault& vault, const CallDraft& draft, std::uint64_t now);
[[nodiscard]] Result<void> remove_draft(Vault& vault, std::int64_t id, std::int64_t edition, std::uint64_t now);

// put_picture keeps a picture under its own name, `HASH.png` or `.jpg`, without what is not
// needed to show it, and returns the name. Errors: not_found, those of strip_untrusted_picture.
[[nodiscard]] Result<std::string> put_picture(Vault& vault, std::int64_t draft, ByteView bytes);
[[nodiscard]] Result<DraftPictures> draft_pictures(Vault& vault, std::int64_t draft);

}  // namespace tipstaff::desk
