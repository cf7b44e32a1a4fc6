#pragma once
// The post's keys of its epochs: drawn, signed, uploaded, checked, erased.

#include "desk/vault/vault.h"
#include "tipstaff/wire/key_record.h"

namespace tipstaff::desk {

// What became of the key record of one epoch.
enum class EpochState : std::uint8_t {
  made = 0,       // not at the relay yet
  uploaded = 1,   // the relay took it
  published = 2,  // seen in the epoch's keys file
  other = 3,      // the keys file names other keys of this post: another desk's
  closed = 4,     // the keys file has none: sources could not write in this epoch
};

struct EpochRecord {
  std::uint32_t epoch = 0;
  EpochState state = EpochState::made;
};

// make_epochs draws keys for each epoch of [first, last] that has none. Keys that
// are there stay, whichever desk of this vault drew them.
[[nodiscard]] Result<void> make_epochs(Vault& vault, std::uint32_t first, std::uint32_t last,
                                       std::string_view origin, std::uint16_t post_id,
                                       crypto::Drbg& drbg);

[[nodiscard]] Result<std::vector<EpochRecord>> epochs(Vault& vault);
// Errors: not_found.
[[nodiscard]] Result<Bytes> epoch_record(Vault& vault, std::uint32_t epoch);
[[nodiscard]] Result<void> set_epoch_state(Vault& vault, std::uint32_t epoch, EpochState state);

// live_keys returns the keys that a tip of this tick can be sealed to: those of
// its epoch and of all earlier ones that are not erased.
struct LiveKey {
  std::uint32_t epoch = 0;
  protocol::KeySet keys;
};
[[nodiscard]] Result<std::vector<LiveKey>> live_keys(Vault& vault, std::uint32_t epoch_newest);

// erase_epochs erases secrets whose time has come: when every bag through the
// epoch's end + 288 ticks was taken (`taken_through`), and in any case 1008 ticks
// after its end. Returns how many.
[[nodiscard]] Result<std::size_t> erase_epochs(Vault& vault, std::uint64_t taken_through,
                                               std::uint64_t tick_now);

}  // namespace tipstaff::desk
