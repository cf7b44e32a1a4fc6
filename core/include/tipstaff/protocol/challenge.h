#pragma once
// Challenges: the reply hints of one tick (PROTOCOL.md 4.7). Whoever holds the
// fetch key of a slot finds its reply id; nobody else learns anything.

#include "tipstaff/crypto/drbg.h"
#include "tipstaff/crypto/ristretto.h"
#include "tipstaff/wire/limits.h"

namespace tipstaff::protocol {

using ReplyId = FixedBytes<wire::kReplyIdBytes, struct ReplyIdTag>;

// ReplySlot: the hint and the id of a waiting reply. An empty slot holds random
// ones (draw_empty_slot), so that every slot costs the same.
struct ReplySlot {
  crypto::Point x;
  crypto::Point z;
  ReplyId id;
};
[[nodiscard]] ReplySlot draw_empty_slot(crypto::Drbg& drbg);

// challenge_slots writes slots.size() challenges of 64 bytes into `out`, in the
// order given: the caller shuffles the slots first, and may cut the work over
// threads, each with its own Drbg. Cost: two multiplications a slot.
void challenge_slots(std::span<const ReplySlot> slots, const Hash32& origin_hash,
                     std::uint64_t tick, crypto::Drbg& drbg, MutableBytes out);

// solve_challenges returns the ids that open under `fetch`. Points that are not
// valid are passed over. Errors: wrong_length unless a multiple of 64.
[[nodiscard]] Result<std::vector<ReplyId>> solve_challenges(ByteView challenges,
                                                            const crypto::Scalar& fetch,
                                                            const Hash32& origin_hash,
                                                            std::uint64_t tick);

// open_challenges is the same for who has multiplied already: products holds Q^fetch of
// each challenge, 32 bytes, or zeros where Q is no point. Errors: wrong_length.
[[nodiscard]] Result<std::vector<ReplyId>> open_challenges(ByteView challenges, ByteView products,
                                                           const Hash32& origin_hash,
                                                           std::uint64_t tick);

}  // namespace tipstaff::protocol
