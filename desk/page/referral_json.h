#pragma once
// Referrals as JSON for the page.

#include <boost/json/value.hpp>

#include "desk/refer/referrals.h"

namespace tipstaff::desk {

// referral_json: {id, outgoing, case, subject, peer, note, at, parts, done, state}
[[nodiscard]] boost::json::object referral_json(const ReferralInfo& info);

// referred_json: [{message, referral, posts, when, number, note, verdict, said}] of a conversation;
// empty for one with a source.
[[nodiscard]] Result<boost::json::array> referred_json(Vault& vault, std::int64_t conversation);

}  // namespace tipstaff::desk
