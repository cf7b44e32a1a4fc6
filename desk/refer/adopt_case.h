#pragma once
// The case of a referral becomes a case of this vault.

#include "desk/vault/vault.h"
#include "tipstaff/wire/referral.h"

namespace tipstaff::desk {

// adopt_case opens a case with these conversations and all that the other post made of them;
// returns its number. `messages`: which message each tip of the referral is here.
// Errors: those of the case's functions, when what came does not fit this vault.
[[nodiscard]] Result<std::int64_t> adopt_case(Vault& vault, const wire::Referral& referral, const std::vector<std::int64_t>& messages,
                                              const std::vector<std::int64_t>& conversations, std::uint64_t now);

}  // namespace tipstaff::desk
