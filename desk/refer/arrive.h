#pragma once
// Arriving: parts of referrals of other posts, until they are whole, are checked, and become
// tips of this vault. What is not what it says becomes an ordinary tip with a warning.

#include "desk/mail/file_type.h"
#include "desk/post/intake.h"
#include "desk/refer/referrals.h"
#include "tipstaff/crypto/drbg.h"

namespace tipstaff::desk {

// The parts of one referral come over weeks: one a visit of the other desk. They go when for
// a month no more came; those of strangers like other parts that belong to nothing.
inline constexpr std::uint64_t kReferralLifeTicks = 4320;
inline constexpr std::int64_t kReferralPiecesMax = 16384;

// take_referral_part keeps one part; run it inside a transaction. `com`: of its entry, where
// the relay showed one. Nothing that anybody sends makes it fail.
// Errors: only the database's.
[[nodiscard]] Result<Taken> take_referral_part(Vault& vault, const Arrived& arrived, const wire::Entry* entry, const wire::Roster& roster);

// What settling needs to know.
struct Settling {
  const wire::Programme& programme;
  const wire::VerifiedRoster& roster;
  const FileTyper& type_of;
  std::uint64_t tick = 0;
  std::uint64_t now = 0;       // unix seconds
  crypto::Drbg& drbg;
};

// acknowledge_again answers the last part of a referral that was taken in before and comes once
// more: the acknowledgement was lost. Only to the post that it came from. Run it inside a
// transaction.
[[nodiscard]] Result<void> acknowledge_again(Vault& vault, const Arrived& arrived, const wire::Entry& entry, const Settling& settling);
// settle_referrals checks what is whole, takes it in and queues the acknowledgement; returns
// how many messages came of it. It takes time that tells, so it follows the last request.
[[nodiscard]] Result<std::size_t> settle_referrals(Vault& vault, const Settling& settling);

// forget_old_referrals drops parts whose time is over.
[[nodiscard]] Result<void> forget_old_referrals(Vault& vault, std::uint64_t tick_now);

}  // namespace tipstaff::desk
