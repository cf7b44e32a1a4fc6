#pragma once
// Vault: the desk's encrypted database. One connection, one thread at a time.

#include "desk/vault/key_slots.h"
#include "platform/database.h"
#include "tipstaff/protocol/key_set.h"
#include "tipstaff/wire/roster.h"

namespace tipstaff::desk {

// Identity is who the post is: its signing key, the key that its answers are
// sealed by, and what it says about itself.
struct Identity {
  crypto::SignKey sign_key;
  protocol::ApkePair apke;
  wire::PostRecord record;
};

class Vault {
 public:
  // create makes an empty vault; open opens one. Errors: conflict (exists already),
  // not_found, bad_ciphertext (another key), bad_version, wrong_state.
  [[nodiscard]] static Result<Vault> create(const std::filesystem::path& path, const VaultKey& key);
  [[nodiscard]] static Result<Vault> open(const std::filesystem::path& path, const VaultKey& key);

  [[nodiscard]] platform::Database& db() { return db_; }
  [[nodiscard]] const VaultKey& key() const { return key_; }
  // rekey: see platform::Database. Errors: wrong_state; the old key opens then.
  [[nodiscard]] Result<void> rekey(VaultKey key);

  // who works with the vault just now: the audit's lines carry it. Empty: the desk itself.
  [[nodiscard]] const std::string& who() const { return who_; }
  void set_who(std::string name) { who_ = std::move(name); }

  // Named values. get: nothing when there is none.
  [[nodiscard]] Result<void> put(std::string_view name, ByteView value);
  [[nodiscard]] Result<std::optional<SecretBytes>> get(std::string_view name);
  [[nodiscard]] Result<void> put_number(std::string_view name, std::uint64_t value);
  [[nodiscard]] Result<std::optional<std::uint64_t>> get_number(std::string_view name);

  // draw_identity makes the post's long-term keys and stores them with its record,
  // whose vk and apke_hash are filled in here. Errors: conflict (there is one already).
  [[nodiscard]] Result<void> draw_identity(wire::PostRecord record, crypto::Drbg& drbg);
  // Errors: not_found.
  [[nodiscard]] Result<Identity> identity();
  // store_record changes what the record says about the office. Errors: those of a record
  // that cannot stand in a roster; conflict (number or keys of another).
  [[nodiscard]] Result<void> store_record(const wire::PostRecord& record);

  // The newest roster that was verified. store_roster refuses an older serial.
  // Errors: stale.
  [[nodiscard]] Result<std::optional<wire::VerifiedRoster>> roster(const wire::Programme& programme);
  [[nodiscard]] Result<void> store_roster(const wire::VerifiedRoster& roster,
                                          const wire::Programme& programme);

  // purge gives freed pages back and empties the write-ahead log, so that what
  // was deleted is in no file any more. When another connection reads just now,
  // the log is emptied at the next purge.
  [[nodiscard]] Result<void> purge();

 private:
  Vault(platform::Database db, VaultKey key) : db_(std::move(db)), key_(std::move(key)) {}
  platform::Database db_;
  VaultKey key_;
  std::string who_;
};

}  // namespace tipstaff::desk
