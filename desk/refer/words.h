#pragma once
// What a person reads about referrals at the command line.

#include "desk/refer/referrals.h"
#include "desk/refer/visitor.h"

namespace tipstaff::desk {

// state_words is "3 of 7 parts handed over", and what that means.
[[nodiscard]] std::string state_words(const ReferralInfo& info);

// verdict_words says what was found out about a referred tip, at this place of the log.
[[nodiscard]] std::string verdict_words(const ReferredInfo& info, std::uint64_t leaf);

// visit_words says when visits were and will be; `utc` writes a time.
[[nodiscard]] std::string visit_words(const LastVisit& visit, std::string (*utc)(std::uint64_t));

}  // namespace tipstaff::desk
