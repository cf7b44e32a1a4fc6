#include "desk/desk.h"

#include "platform/entropy.h"

namespace tipstaff::desk {

namespace {

std::uint64_t now_of(const platform::Clock& clock) { return static_cast<std::uint64_t>(clock.unix_ms()) / 1000; }

}  // namespace

Result<void> Desk::create(ByteView passphrase, crypto::Argon2Cost cost, std::string_view officer) {
  std::error_code error;
  std::filesystem::create_directories(folder_, error);
  std::filesystem::permissions(folder_, std::filesystem::perms::owner_all, error);
  if (std::filesystem::exists(folder_ / kVaultFile, error)) return fail(Errc::conflict, "vault");
  if (std::filesystem::exists(folder_ / kKeyFile, error)) return fail(Errc::conflict, "vault key file");
  auto drbg = platform::fresh_drbg();
  const auto key = drbg.draw<VaultKey>();
  TIP_TRY(const auto first, first_key_slots(officer, key, passphrase, cost, drbg));
  TIP_CHECK(write_key_slots(folder_ / kKeyFile, first.slots));
  auto vault = Vault::create(folder_ / kVaultFile, key);
  const auto put = vault ? put_officer(*vault, officer, Role::supervisor, first.pub, now_of(clock_))
                         : Result<void>(std::unexpected(vault.error()));
  if (!put) {
    std::filesystem::remove(folder_ / kVaultFile, error);
    std::filesystem::remove(folder_ / kKeyFile, error);
    return put;
  }
  const std::lock_guard held(mutex_);
  vault_ = std::move(*vault);
  return {};
}

Result<Vault> Desk::open_with(const OpenedSlot& slot) const {
  for (const auto& key : slot.keys) {
    auto vault = Vault::open(folder_ / kVaultFile, key);
    if (vault || vault.error().code != Errc::bad_ciphertext) return vault;
  }
  return fail(Errc::bad_ciphertext, "vault");
}

// A slot alone is not enough: who was removed may have put an old one back.
Result<Who> Desk::admit(Vault& vault, const KeySlots& slots, std::string_view name, ByteView passphrase) const {
  auto officers = book(vault);
  auto drbg = platform::fresh_drbg();
  if (!slots.old_file.empty()) TIP_CHECK(officers.upgrade(slots, passphrase, now_of(clock_), drbg));
  TIP_TRY(const auto role, officers.role_of(name));
  if (role == Role::nobody) return fail(Errc::bad_ciphertext, "officer");
  TIP_CHECK(officers.settle(folder_ / kVaultFile, drbg));
  return Who{std::string(name), role};
}

Result<Who> Desk::unlock(std::string_view officer, ByteView passphrase) {
  TIP_TRY(const auto slots, read_key_slots(folder_ / kKeyFile));
  TIP_TRY(const auto slot, open_key_slot(slots, officer, passphrase));
  TIP_TRY(auto vault, open_with(slot));
  TIP_TRY(auto who, admit(vault, slots, slot.name, passphrase));
  const std::lock_guard held(mutex_);
  if (!vault_) vault_ = std::move(vault);
  return who;
}

void Desk::act_as(std::string name) {
  const std::lock_guard held(mutex_);
  if (name.empty()) acting_.erase(std::this_thread::get_id());
  else acting_[std::this_thread::get_id()] = std::move(name);
}

Desk::Acting::Acting(Desk& desk, std::string name) : desk_(desk) {
  const std::lock_guard held(desk_.mutex_);
  before_ = std::exchange(desk_.acting_[std::this_thread::get_id()], std::move(name));
}

Desk::Acting::~Acting() {
  const std::lock_guard held(desk_.mutex_);
  if (before_.empty()) desk_.acting_.erase(std::this_thread::get_id());
  else desk_.acting_[std::this_thread::get_id()] = std::move(before_);
}

std::string Desk::acting_on_this_thread() const {
  const auto found = acting_.find(std::this_thread::get_id());
  return found == acting_.end() ? std::string() : found->second;
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
