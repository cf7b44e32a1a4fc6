#pragma once
// The vault's key: random, sealed under a passphrase, in one small text file.
// Changing the passphrase rewrites that file; destroying it destroys the vault.

#include <filesystem>

#include "tipstaff/crypto/drbg.h"
#include "tipstaff/crypto/kdf.h"

namespace tipstaff::desk {

using VaultKey = Secret<32, struct VaultKeyTag>;

// A passphrase is guessed offline by whoever takes the disk, so each guess shall
// cost as much as a person at the desk can bear: about a second.
inline constexpr crypto::Argon2Cost kVaultCost{256 * 1024, 3};
inline constexpr std::size_t kPassphraseBytesMin = 8;
inline constexpr std::size_t kPassphraseBytesMax = 1024;

// create_vault_key draws a key and writes it sealed to `path`, which must not exist.
// Errors: conflict (exists), bad_value (passphrase too short or too long),
// too_large (memory), wrong_state (not written).
[[nodiscard]] Result<VaultKey> create_vault_key(const std::filesystem::path& path,
                                                ByteView passphrase, crypto::Argon2Cost cost,
                                                crypto::Drbg& drbg);

// Errors: not_found, bad_text (not a key file), bad_ciphertext (wrong passphrase),
// too_large (memory).
[[nodiscard]] Result<VaultKey> open_vault_key(const std::filesystem::path& path,
                                              ByteView passphrase);

// change_passphrase seals the same key anew; a crash leaves the old or the new file.
[[nodiscard]] Result<void> change_passphrase(const std::filesystem::path& path, ByteView before,
                                             ByteView after, crypto::Argon2Cost cost,
                                             crypto::Drbg& drbg);

}  // namespace tipstaff::desk
