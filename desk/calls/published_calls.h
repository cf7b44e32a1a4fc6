#pragma once
// Published calls: what the relay showed last, verified and kept, so that drafts are made
// of it and nobody is shown an older history than before.

#include <functional>

#include "council/call_set.h"
#include "council/pages/site.h"
#include "desk/vault/vault.h"

namespace tipstaff::desk {

// Nothing fetched yet is an empty set.
[[nodiscard]] Result<council::CallSet> published_calls(Vault& vault, const wire::Programme& programme);
[[nodiscard]] Result<council::pages::Pictures> published_pictures(Vault& vault);
// fetched_at is 0 before the first time.
[[nodiscard]] Result<std::uint64_t> calls_fetched_at(Vault& vault);

using ReadRelay = std::function<Result<Bytes>(std::string_view path)>;  // a file of the read door
struct FetchedCalls {
  council::CallSet set;
  council::pages::Pictures pictures;
};
// fetch_calls asks for every call, and every picture that is not `known`: the relay learns no
// choice. Errors: those of `read` and of parse_untrusted_call_set.
[[nodiscard]] Result<FetchedCalls> fetch_calls(const ReadRelay& read, council::pages::Pictures known, const wire::Programme& programme);

// store_calls keeps a newer set and exactly the pictures that it names; these must be there.
// Errors: stale (a call that was known is missing, or went back), not_found (a picture),
// those of parse_untrusted_picture.
[[nodiscard]] Result<void> store_calls(Vault& vault, const council::CallSet& set, const council::pages::Pictures& pictures,
                                       const wire::Programme& programme, std::uint64_t now);

}  // namespace tipstaff::desk
