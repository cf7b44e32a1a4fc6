#pragma once
// Adopting: the tips and the case of a referral become those of this vault.

#include "desk/refer/arrive.h"

namespace tipstaff::desk {

// Carrier is who brought a referral's parts, and where an answer to it goes.
struct Carrier {
  Bytes sender;   // APKE public key
  Bytes fetch;
  Bytes pke;
};

// Adopted: the conversations that came of it, and the messages that are new.
struct Adopted {
  std::vector<std::int64_t> conversations;
  std::size_t messages = 0;
  std::int64_t case_number = 0;   // 0: it was no case
};

// adopt takes in a referral whose signatures were checked. A tip that another referral brought
// before is not taken twice. Run it inside a transaction.
// Errors: the database's, and those of the case's functions (bad_text, bad_value, too_large)
// when what came does not fit this vault.
[[nodiscard]] Result<Adopted> adopt(Vault& vault, const wire::Referral& referral, std::int64_t id, const Carrier& carrier,
                                    const Settling& settling);

// adopt_warned keeps what is not what it says as an ordinary tip of whoever sent it, with the
// label kFalseReferral. `referral`: what it claims, when it can be read at all.
inline constexpr std::string_view kFalseReferral = "false referral";
inline constexpr std::string_view kReferredLabel = "referred";
[[nodiscard]] Result<void> adopt_warned(Vault& vault, const std::optional<wire::Referral>& referral, ByteView record, std::int64_t id,
                                        const Carrier& carrier, const Settling& settling);

}  // namespace tipstaff::desk
