#pragma once
// KeySlots: the file vault.key, which holds the vault's key once for each officer.
//
//   tipstaff-slots-v1
//   tipstaff-officer-v1 NAME         a slot: the officer's own secret under the passphrase,
//   argon2id MEMORY PASSES SALT      as in platform/key_file.h,
//   SEALED
//   key WRAPPED                      and the vault's key for that secret (X-Wing, HPKE).
//                                    Two such lines while the vault is re-keyed.
// A slot's public key stands in the vault, not here: so a new vault key is wrapped for
// everybody without their passphrases, and for nobody who can only write this file.
//
// A file of version 1 is the vault's key itself under one passphrase.

#include "platform/key_file.h"
#include "platform/staged_file.h"
#include "tipstaff/crypto/kem.h"

namespace tipstaff::desk {

using VaultKey = platform::FileKey;

inline constexpr std::size_t kOfficerNameMax = 60;
inline constexpr std::size_t kOfficersMax = 64;
// Whose the one passphrase of an older vault becomes, and of a new one that names nobody.
inline constexpr std::string_view kFirstOfficer = "supervisor";

struct KeySlot {
  std::string name;
  std::string sealed;         // as seal_key_text writes it
  std::vector<Bytes> keys;    // wrapped; the last one is the newest
};

struct KeySlots {
  std::string old_file;       // the text of a file of version 1, or ""
  std::vector<KeySlot> slots;

  // one returns the slot of `name`; of the only officer when the name is empty.
  [[nodiscard]] const KeySlot* one(std::string_view name) const;
  // put replaces the slot of that name, or adds it.
  void put(KeySlot slot);
  void drop(std::string_view name);
};

// check_officer_name: a name of 1 to 60 bytes (tipstaff/bytes/shown_text.h), no blank at an end.
// Errors: bad_text.
[[nodiscard]] Result<void> check_officer_name(std::string_view name);

// Errors: not_found, too_large, bad_text.
[[nodiscard]] Result<KeySlots> parse_key_slots(std::string_view text);
[[nodiscard]] std::string key_slots_text(const KeySlots& slots);
[[nodiscard]] Result<KeySlots> read_key_slots(const std::filesystem::path& path);
// stage_key_slots writes it beside; write_key_slots puts it in place: a crash leaves the old or the new file. Errors: wrong_state.
[[nodiscard]] Result<platform::StagedFile> stage_key_slots(const std::filesystem::path& path, const KeySlots& slots);
[[nodiscard]] Result<void> write_key_slots(const std::filesystem::path& path, const KeySlots& slots);

// OwnSecret is what an officer's passphrase opens.
using OwnSecret = crypto::XwingSecret;
[[nodiscard]] Result<KeySlot> make_key_slot(std::string_view name, const OwnSecret& own, ByteView passphrase,
                                            crypto::Argon2Cost cost, crypto::Drbg& drbg);
[[nodiscard]] Result<Bytes> wrap_vault_key(const VaultKey& key, const crypto::XwingPublic& officer, crypto::Drbg& drbg);

// OpenedSlot: the keys to try, the newest first.
struct OpenedSlot {
  std::string name;
  OwnSecret own;                      // unset after an old file
  std::vector<VaultKey> keys;
};
// open_key_slot takes as long for a name that is not there. Errors: bad_value (several officers,
// no name), bad_ciphertext (no such officer, or another passphrase), bad_text, too_large (memory).
[[nodiscard]] Result<OpenedSlot> open_key_slot(const KeySlots& slots, std::string_view name, ByteView passphrase);
// slot_cost is what a passphrase of this file costs. Errors: bad_text.
[[nodiscard]] Result<crypto::Argon2Cost> slot_cost(const KeySlots& slots);

}  // namespace tipstaff::desk
