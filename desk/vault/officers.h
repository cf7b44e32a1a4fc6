#pragma once
// Officers: who works at this desk. Name, role and public key stand in the vault; the slot
// that a passphrase opens stands in vault.key. Whoever lacks one of the two cannot come in.
//
// Each change writes the new key file beside the old one, ends the vault's transaction, and
// renames. A full disk changes neither. Killed before the rename, an officer has a slot or a
// line alone, and is let in by neither, or the passphrase of before still holds; everybody
// else is as before. The last supervisor who has both stays.

#include "desk/vault/role.h"
#include "desk/vault/vault.h"

namespace tipstaff::desk {

// Where the error comes from when somebody would be left without a supervisor.
inline constexpr std::string_view kLastSupervisor = "the last supervisor";
inline constexpr std::string_view kNameTaken = "an officer of this name";

struct Officer {
  std::string name;
  Role role = Role::nobody;
  std::uint64_t since = 0;         // unix seconds
  bool has_passphrase = false;     // a slot in the key file
};

// OfficerBook: a vault and the key file beside it. Each change takes a lock beside that
// file, so that two programs do not write it at once.
class OfficerBook {
 public:
  OfficerBook(Vault& vault, std::filesystem::path key_file) : vault_(vault), key_file_(std::move(key_file)) {}

  [[nodiscard]] Result<std::vector<Officer>> list();
  // role_of is nobody for who is not in the vault.
  [[nodiscard]] Result<Role> role_of(std::string_view name);

  // add. Errors: conflict (the name is taken), bad_text (name), bad_value (passphrase, or
  // there are 64 already).
  [[nodiscard]] Result<void> add(std::string_view name, Role role, ByteView passphrase, std::uint64_t now, crypto::Drbg& drbg);
  // remove and set_role. Errors: not_found, wrong_state (kLastSupervisor).
  [[nodiscard]] Result<void> remove(std::string_view name, std::uint64_t now);
  [[nodiscard]] Result<void> set_role(std::string_view name, Role role, std::uint64_t now);
  // change_passphrase keeps the officer's own secret. Errors: bad_ciphertext, bad_value.
  [[nodiscard]] Result<void> change_passphrase(std::string_view name, ByteView before, ByteView after, std::uint64_t now,
                                               crypto::Drbg& drbg);

  // rekey draws a new key for the vault: slots in old copies of the key file do not open it
  // any more. Nobody else may have the vault open. It writes as much as the vault is large.
  [[nodiscard]] Result<void> rekey(std::uint64_t now, crypto::Drbg& drbg);
  // settle ends what a killed rekey began, after the vault was opened.
  [[nodiscard]] Result<void> settle(const std::filesystem::path& vault_file, crypto::Drbg& drbg);
  // upgrade makes slots of a file of version 1, whose one passphrase is the first supervisor's.
  [[nodiscard]] Result<void> upgrade(const KeySlots& old, ByteView passphrase, std::uint64_t now, crypto::Drbg& drbg);

 private:
  [[nodiscard]] Result<void> keep_a_supervisor(std::string_view without, const KeySlots& slots);
  [[nodiscard]] Result<KeySlots> wrapped_for_all(const KeySlots& slots, const std::vector<const VaultKey*>& keys, crypto::Drbg& drbg);

  Vault& vault_;
  std::filesystem::path key_file_;
};

// first_key_slots are those of a new vault: one supervisor. `pub` is what the vault keeps.
struct FirstSlot {
  KeySlots slots;
  crypto::XwingPublic pub;
};
[[nodiscard]] Result<FirstSlot> first_key_slots(std::string_view name, const VaultKey& key, ByteView passphrase,
                                                crypto::Argon2Cost cost, crypto::Drbg& drbg);
// put_officer writes the line of one officer into the vault.
[[nodiscard]] Result<void> put_officer(Vault& vault, std::string_view name, Role role, const crypto::XwingPublic& pub, std::uint64_t now);

}  // namespace tipstaff::desk
