#pragma once
// The vault's key: random, sealed under a passphrase in a key file. Changing the
// passphrase rewrites that file; destroying it destroys the vault.

#include "platform/key_file.h"

namespace tipstaff::desk {

using VaultKey = platform::FileKey;

// create_vault_key draws a key and writes it sealed to `path`, which must not exist.
// Errors: conflict (exists), and those of seal_key_file.
[[nodiscard]] Result<VaultKey> create_vault_key(const std::filesystem::path& path,
                                                ByteView passphrase, crypto::Argon2Cost cost,
                                                crypto::Drbg& drbg);

// Errors: those of open_key_file.
[[nodiscard]] Result<VaultKey> open_vault_key(const std::filesystem::path& path,
                                              ByteView passphrase);

// change_passphrase seals the same key anew; a crash leaves the old or the new file.
[[nodiscard]] Result<void> change_passphrase(const std::filesystem::path& path, ByteView before,
                                             ByteView after, crypto::Argon2Cost cost,
                                             crypto::Drbg& drbg);

}  // namespace tipstaff::desk
