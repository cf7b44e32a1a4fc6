#pragma once
// Desk: the one place where the vault is open or locked, shared by the engine
// and the page. Whoever uses the vault holds the desk for that moment only.

#include <map>
#include <mutex>
#include <thread>

#include "desk/vault/officers.h"
#include "desk/who.h"
#include "platform/clock.h"

namespace tipstaff::desk {

class Desk {
 public:
  Desk(std::filesystem::path folder, const platform::Clock& clock)
      : folder_(std::move(folder)), clock_(clock) {}

  static constexpr const char* kKeyFile = "vault.key";
  static constexpr const char* kVaultFile = "vault.db";

  // create makes folder, key file and vault, with one supervisor. Errors: conflict, those of
  // make_key_slot and Vault::create; nothing is left behind when it fails.
  [[nodiscard]] Result<void> create(ByteView passphrase, crypto::Argon2Cost cost, std::string_view officer = kFirstOfficer);

  // unlock opens the vault as an officer; it takes about a second of work, during which the
  // desk stays usable for whoever has it open. Without a name: as the only officer.
  // Errors: bad_ciphertext (no such officer, wrong passphrase), bad_value (several officers
  // and no name), not_found, bad_version, too_large, wrong_state.
  [[nodiscard]] Result<Who> unlock(std::string_view officer, ByteView passphrase);
  [[nodiscard]] Result<Who> unlock(ByteView passphrase) { return unlock({}, passphrase); }
  // lock closes the vault and wipes its keys.
  void lock();
  [[nodiscard]] bool locked() const;
  // book returns the officers of a vault that with() gave.
  [[nodiscard]] OfficerBook book(Vault& vault) const { return {vault, folder_ / kKeyFile}; }

  // act_as: what this thread does with the vault from now on is done by that officer.
  void act_as(std::string name);
  // Acting: the same until it ends.
  class Acting {
   public:
    Acting(Desk& desk, std::string name);
    ~Acting();
    Acting(const Acting&) = delete;
    Acting& operator=(const Acting&) = delete;

   private:
    Desk& desk_;
    std::string before_;
  };

  // with runs `use(Vault&)`, alone. Errors: closed (locked), and those of `use`.
  template <class Use>
  auto with(Use use) -> decltype(use(std::declval<Vault&>())) {
    const std::lock_guard held(mutex_);
    if (!vault_) return fail(Errc::closed, "vault is locked");
    vault_->set_who(acting_on_this_thread());
    return use(*vault_);
  }

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] const platform::Clock& clock() const { return clock_; }

 private:
  [[nodiscard]] std::string acting_on_this_thread() const;
  [[nodiscard]] Result<Vault> open_with(const OpenedSlot& slot) const;
  [[nodiscard]] Result<Who> admit(Vault& vault, const KeySlots& slots, std::string_view name, ByteView passphrase) const;

  std::filesystem::path folder_;
  const platform::Clock& clock_;
  mutable std::mutex mutex_;
  std::optional<Vault> vault_;
  std::map<std::thread::id, std::string> acting_;   // guarded by mutex_
};

}  // namespace tipstaff::desk
