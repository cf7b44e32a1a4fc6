#pragma once
// Key files: 32 secret bytes sealed under a passphrase, in one small text file.
// Changing the passphrase rewrites the file; destroying it destroys the key.
//
//   KIND
//   argon2id MEMORY_KIB PASSES SALT
//   SEALED (ChaCha20-Poly1305 of the key; the lines above are authenticated)

#include <filesystem>
#include <string>

#include "tipstaff/crypto/drbg.h"
#include "tipstaff/crypto/kdf.h"

namespace tipstaff::platform {

using FileKey = Secret<32, struct FileKeyTag>;

// A passphrase is guessed offline by whoever takes the file, so each guess shall
// cost as much as a person can bear: about a second.
inline constexpr crypto::Argon2Cost kKeyFileCost{256 * 1024, 3};
inline constexpr std::size_t kPassphraseBytesMin = 8;
inline constexpr std::size_t kPassphraseBytesMax = 1024;

// seal_key_file writes `key` to `path`; a crash leaves the old or the new file.
// Errors: bad_value (passphrase too short or too long), too_large (memory),
// wrong_state (not written).
[[nodiscard]] Result<void> seal_key_file(const std::filesystem::path& path, std::string_view kind,
                                         const FileKey& key, ByteView passphrase,
                                         crypto::Argon2Cost cost, crypto::Drbg& drbg);

// Errors: not_found, bad_text (not a key file of this kind), bad_ciphertext (wrong
// passphrase), too_large (memory).
[[nodiscard]] Result<FileKey> open_key_file(const std::filesystem::path& path,
                                            std::string_view kind, ByteView passphrase);

// The same as text, for files that hold several. `kind` is one line.
[[nodiscard]] Result<std::string> seal_key_text(std::string_view kind, const FileKey& key,
                                                ByteView passphrase, crypto::Argon2Cost cost,
                                                crypto::Drbg& drbg);
[[nodiscard]] Result<FileKey> open_key_text(std::string_view text, std::string_view kind,
                                            ByteView passphrase);
// key_text_cost says what a passphrase costs there. Errors: bad_text.
[[nodiscard]] Result<crypto::Argon2Cost> key_text_cost(std::string_view text, std::string_view kind);

}  // namespace tipstaff::platform
