#include "desk/vault/vault_key.h"

namespace tipstaff::desk {
namespace {

constexpr std::string_view kKind = "tipstaff-vault-v1";

}  // namespace

Result<VaultKey> create_vault_key(const std::filesystem::path& path, ByteView passphrase,
                                  crypto::Argon2Cost cost, crypto::Drbg& drbg) {
  std::error_code error;
  if (std::filesystem::exists(path, error)) return fail(Errc::conflict, "vault key file");
  auto key = drbg.draw<VaultKey>();
  TIP_CHECK(platform::seal_key_file(path, kKind, key, passphrase, cost, drbg));
  return key;
}

Result<VaultKey> open_vault_key(const std::filesystem::path& path, ByteView passphrase) {
  return platform::open_key_file(path, kKind, passphrase);
}

Result<void> change_passphrase(const std::filesystem::path& path, ByteView before, ByteView after,
                               crypto::Argon2Cost cost, crypto::Drbg& drbg) {
  TIP_TRY(const auto key, open_vault_key(path, before));
  return platform::seal_key_file(path, kKind, key, after, cost, drbg);
}

}  // namespace tipstaff::desk
