#include "desk/desk.h"

#include "platform/entropy.h"

namespace tipstaff::desk {

Result<void> Desk::create(ByteView passphrase, crypto::Argon2Cost cost) {
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  std::filesystem::permissions(folder_, std::filesystem::perms::owner_all, error);
  if (std::filesystem::exists(folder_ / kVaultFile, error)) return fail(Errc::conflict, "vault");
  auto drbg = platform::fresh_drbg();
  TIP_TRY(const auto key, create_vault_key(folder_ / kKeyFile, passphrase, cost, drbg));
  auto vault = Vault::create(folder_ / kVaultFile, key);
  if (!vault) {
    std::filesystem::remove(folder_ / kVaultFile, error);
    std::filesystem::remove(folder_ / kKeyFile, error);
    return std::unexpected(vault.error());
  }
  const std::lock_guard held(mutex_);
  vault_ = std::move(*vault);
  return {};
}

Result<void> Desk::unlock(ByteView passphrase) {
  TIP_TRY(const auto key, open_vault_key(folder_ / kKeyFile, passphrase));
  TIP_TRY(auto vault, Vault::open(folder_ / kVaultFile, key));
  const std::lock_guard held(mutex_);
  if (!vault_) vault_ = std::move(vault);
  return {};
}

void Desk::lock() {
  const std::lock_guard held(mutex_);
  vault_.reset();
}

bool Desk::locked() const {
  const std::lock_guard held(mutex_);
  return !vault_.has_value();
}

}  // namespace tipstaff::desk
