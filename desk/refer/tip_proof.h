#pragma once
// What a desk keeps of a tip so that another post can check it in the log: cpk and salt of
// part 0, the path from its entry to the bulletin's batch, and the bulletin. Part 0 itself is
// made anew from text and files (decision 0103).

#include "desk/post/tick_page.h"
#include "desk/vault/vault.h"
#include "tipstaff/protocol/referral.h"

namespace tipstaff::desk {

// EntryProof is where a tip's entry stands: the tick's bulletin and the path to its batch.
struct EntryProof {
  std::vector<Hash32> path;
  std::string bulletin;      // C2SP form
};

// entry_proof reads it off a tick that was verified. slot: the envelope's, in its bag.
[[nodiscard]] EntryProof entry_proof(const SignedBulletin& page, std::span<const wire::Entry> entries, std::size_t slot);

// keep_tip_proof stores what shows that `message` stood in the log.
[[nodiscard]] Result<void> keep_tip_proof(Vault& vault, std::int64_t message, std::uint64_t tick, const wire::TipProof& proof);

// find_tip_proof is nothing for a tip whose source wanted no receipt, or that an older desk took.
[[nodiscard]] Result<std::optional<wire::TipProof>> find_tip_proof(Vault& vault, std::int64_t message);

}  // namespace tipstaff::desk
