#include "platform/key_file.h"

#include <charconv>

#include "platform/entropy.h"
#include "platform/file.h"
#include "tipstaff/crypto/aead.h"

namespace tipstaff::platform {
namespace {

constexpr std::size_t kFileBytesMax = 512;
constexpr std::uint32_t kMemoryKibMax = 4 * 1024 * 1024;  // a file cannot ask for more
constexpr std::uint32_t kPassesMax = 64;
using Salt = std::array<std::uint8_t, 16>;

// The header is text, and authenticated together with the sealed key.
struct Header {
  std::string kind;
  crypto::Argon2Cost cost{};
  Salt salt{};

  [[nodiscard]] std::string text() const {
    return kind + "\nargon2id " + std::to_string(cost.memory_kib) + " " +
           std::to_string(cost.passes) + " " + to_hex(salt) + "\n";
  }
};

// The sealing key is used once for each salt, so the nonce is zero.
Result<crypto::AeadKey> sealing_key(const Header& header, ByteView passphrase) {
  choose_crypto_code();
  crypto::AeadKey key;
  if (!crypto::argon2id(passphrase, header.salt, header.cost, key.fill()))
    return fail(Errc::too_large, "memory for the passphrase");
  return key;
}

std::string_view take_until(std::string_view& text, char end) {
  const auto at = text.find(end);
  const auto out = text.substr(0, at);
  text = at == std::string_view::npos ? std::string_view() : text.substr(at + 1);
  return out;
}

Result<std::uint32_t> take_number(std::string_view& text, std::uint32_t most) {
  const auto digits = take_until(text, ' ');
  std::uint32_t value = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (read.ec != std::errc() || read.ptr != digits.data() + digits.size() || value == 0 ||
      value > most)
    return fail(Errc::bad_text, "key file");
  return value;
}

Result<Header> take_header(std::string_view& text, std::string_view kind) {
  Header out;
  out.kind = kind;
  if (take_until(text, '\n') != kind || take_until(text, ' ') != "argon2id")
    return fail(Errc::bad_text, "key file");
  TIP_TRY(out.cost.memory_kib, take_number(text, kMemoryKibMax));
  TIP_TRY(out.cost.passes, take_number(text, kPassesMax));
  TIP_TRY(const auto salt, from_hex(take_until(text, '\n')));
  if (salt.size() != out.salt.size()) return fail(Errc::bad_text, "key file");
  copy_into(out.salt, salt);
  return out;
}

}  // namespace

Result<std::string> seal_key_text(std::string_view kind, const FileKey& key, ByteView passphrase,
                                  crypto::Argon2Cost cost, crypto::Drbg& drbg) {
  if (passphrase.size() < kPassphraseBytesMin || passphrase.size() > kPassphraseBytesMax)
    return fail(Errc::bad_value, "passphrase length");
  Header header{std::string(kind), cost, {}};
  drbg.fill(header.salt);
  TIP_TRY(const auto sealing, sealing_key(header, passphrase));
  const auto text = header.text();
  std::array<std::uint8_t, FileKey::kBytes + crypto::kAeadTagBytes> sealed{};
  crypto::aead_seal(sealing, {}, as_bytes(text), key.expose(), sealed);
  return text + to_hex(sealed) + "\n";
}

Result<FileKey> open_key_text(std::string_view text, std::string_view kind, ByteView passphrase) {
  TIP_TRY(const auto header, take_header(text, kind));
  const auto sealed = from_hex(take_until(text, '\n'));
  if (!sealed || sealed->size() != FileKey::kBytes + crypto::kAeadTagBytes || !text.empty())
    return fail(Errc::bad_text, "key file");
  TIP_TRY(const auto sealing, sealing_key(header, passphrase));
  TIP_TRY(const auto key, crypto::aead_open(sealing, {}, as_bytes(header.text()), *sealed));
  return FileKey::parse(key);
}

Result<crypto::Argon2Cost> key_text_cost(std::string_view text, std::string_view kind) {
  TIP_TRY(const auto header, take_header(text, kind));
  return header.cost;
}

Result<void> seal_key_file(const std::filesystem::path& path, std::string_view kind,
                           const FileKey& key, ByteView passphrase, crypto::Argon2Cost cost,
                           crypto::Drbg& drbg) {
  TIP_TRY(const auto text, seal_key_text(kind, key, passphrase, cost, drbg));
  return write_file(path, as_bytes(text), Access::owner_only);
}

Result<FileKey> open_key_file(const std::filesystem::path& path, std::string_view kind,
                              ByteView passphrase) {
  TIP_TRY(const auto file, read_file(path, kFileBytesMax));
  return open_key_text(as_text(file), kind, passphrase);
}

}  // namespace tipstaff::platform
