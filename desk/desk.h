#pragma once
// Desk: the one place where the vault is open or locked, shared by the engine
// and the page. Whoever uses the vault holds the desk for that moment only.

#include <mutex>

#include "desk/vault/vault.h"
#include "platform/clock.h"

namespace tipstaff::desk {

class Desk {
 public:
  Desk(std::filesystem::path folder, const platform::Clock& clock)
      : folder_(std::move(folder)), clock_(clock) {}

  static constexpr const char* kKeyFile = "vault.key";
  static constexpr const char* kVaultFile = "vault.db";

  // create makes folder, key file and vault. Errors: those of create_vault_key
  // and Vault::create; nothing is left behind when it fails.
  [[nodiscard]] Result<void> create(ByteView passphrase, crypto::Argon2Cost cost);

  // unlock opens the vault; it takes about a second of work, during which the
  // desk stays usable for whoever has it open. Errors: bad_ciphertext (wrong
  // passphrase), not_found, bad_version, too_large, wrong_state.
  [[nodiscard]] Result<void> unlock(ByteView passphrase);
  // lock closes the vault and wipes its keys.
  void lock();
  [[nodiscard]] bool locked() const;

  // with runs `use(Vault&)`, alone. Errors: closed (locked), and those of `use`.
  template <class Use>
  auto with(Use use) -> decltype(use(std::declval<Vault&>())) {
    const std::lock_guard held(mutex_);
    if (!vault_) return fail(Errc::closed, "vault is locked");
    return use(*vault_);
  }

  [[nodiscard]] const std::filesystem::path& folder() const { return folder_; }
  [[nodiscard]] const platform::Clock& clock() const { return clock_; }

 private:
  std::filesystem::path folder_;
  const platform::Clock& clock_;
  mutable std::mutex mutex_;
  std::optional<Vault> vault_;
};

}  // namespace tipstaff::desk
