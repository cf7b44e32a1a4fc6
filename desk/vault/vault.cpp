#include "desk/vault/vault.h"

#include "desk/vault/schema.h"
#include "tipstaff/crypto/hash.h"
#include "tipstaff/wire/reader.h"
#include "tipstaff/wire/writer.h"

namespace tipstaff::desk {
namespace {

constexpr std::string_view kSignSeed = "sign_seed";
constexpr std::string_view kApkeSeed = "apke_seed";
constexpr std::string_view kRecord = "record";
constexpr std::string_view kRoster = "roster";

Result<std::int64_t> version_of(platform::Database& db) {
  auto query = db.prepare("PRAGMA user_version");
  TIP_TRY(const bool row, query.step());
  return row ? query.integer(0) : 0;
}

// bring_up adds what newer versions of this program keep; all of it or nothing. A new
// file is of version 0.
Result<void> bring_up(platform::Database& db, int oldest) {
  TIP_TRY(const auto version, version_of(db));
  if (version == kSchemaVersion) return {};
  if (version < oldest || version > kSchemaVersion) return fail(Errc::bad_version, "vault");
  TIP_TRY(auto transaction, platform::Transaction::begin(db));
  for (auto next = static_cast<std::size_t>(version); next < kSchemas.size(); ++next)
    TIP_CHECK(db.execute(kSchemas[next]));
  TIP_CHECK(db.execute(("PRAGMA user_version = " + std::to_string(kSchemaVersion)).c_str()));
  return transaction.commit();
}

template <class S>
Result<S> secret_from(Vault& vault, std::string_view name) {
  TIP_TRY(const auto value, vault.get(name));
  if (!value) return fail(Errc::not_found, "identity");
  return S::parse(*value);
}

}  // namespace

Result<Vault> Vault::create(const std::filesystem::path& path, const VaultKey& key) {
  std::error_code error;
  if (std::filesystem::exists(path, error)) return fail(Errc::conflict, "vault");
  TIP_TRY(auto db, platform::Database::open(path, key.expose()));
  std::filesystem::permissions(path, std::filesystem::perms::owner_read |
                                         std::filesystem::perms::owner_write, error);
  TIP_CHECK(bring_up(db, 0));
  return Vault(std::move(db), key.clone());
}

Result<Vault> Vault::open(const std::filesystem::path& path, const VaultKey& key) {
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return fail(Errc::not_found, "vault");
  TIP_TRY(auto db, platform::Database::open(path, key.expose()));
  TIP_CHECK(bring_up(db, 1));
  return Vault(std::move(db), key.clone());
}

Result<void> Vault::rekey(VaultKey key) {
  TIP_CHECK(db_.rekey(key.expose()));
  key_ = std::move(key);
  return {};
}

Result<void> Vault::put(std::string_view name, ByteView value) {
  return db_.prepare("INSERT OR REPLACE INTO meta(name, value) VALUES(?, ?)")
      .bind(name).bind(value).run();
}

Result<std::optional<SecretBytes>> Vault::get(std::string_view name) {
  auto query = db_.prepare("SELECT value FROM meta WHERE name = ?");
  TIP_TRY(const bool row, query.bind(name).step());
  if (!row) return std::optional<SecretBytes>();
  const auto value = query.blob(0);
  return std::optional(SecretBytes(value.begin(), value.end()));
}

Result<void> Vault::put_number(std::string_view name, std::uint64_t value) {
  return put(name, wire::Writer().u64(value).take());
}

Result<std::optional<std::uint64_t>> Vault::get_number(std::string_view name) {
  TIP_TRY(const auto value, get(name));
  if (!value) return std::optional<std::uint64_t>();
  TIP_TRY(const auto number, wire::Reader(*value).u64());
  return std::optional(number);
}

Result<void> Vault::draw_identity(wire::PostRecord record, crypto::Drbg& drbg) {
  TIP_TRY(const auto before, get(kSignSeed));
  if (before) return fail(Errc::conflict, "identity");
  const auto sign_seed = drbg.draw<crypto::SignSeed>();
  const auto apke_seed = drbg.draw<protocol::ApkeSeed>();
  record.vk = crypto::SignKey(sign_seed).verify_key();
  record.apke_hash = crypto::sha256(protocol::apke_pair_from(apke_seed).pub.view());
  const auto bytes = wire::encode_post_record(record);
  TIP_CHECK(wire::parse_untrusted_post_record(bytes));
  TIP_TRY(auto transaction, platform::Transaction::begin(db_));
  TIP_CHECK(put(kSignSeed, sign_seed.expose()));
  TIP_CHECK(put(kApkeSeed, apke_seed.expose()));
  TIP_CHECK(put(kRecord, bytes));
  return transaction.commit();
}

Result<Identity> Vault::identity() {
  TIP_TRY(const auto sign_seed, secret_from<crypto::SignSeed>(*this, kSignSeed));
  TIP_TRY(const auto apke_seed, secret_from<protocol::ApkeSeed>(*this, kApkeSeed));
  TIP_TRY(const auto bytes, get(kRecord));
  if (!bytes) return fail(Errc::not_found, "identity");
  TIP_TRY(auto record, wire::parse_untrusted_post_record(*bytes));
  return Identity{crypto::SignKey(sign_seed), protocol::apke_pair_from(apke_seed),
                  std::move(record)};
}

Result<void> Vault::store_record(const wire::PostRecord& record) {
  TIP_TRY(const auto before, identity());
  if (record.id != before.record.id || record.vk != before.record.vk || record.apke_hash != before.record.apke_hash)
    return fail(Errc::conflict, "identity");
  const auto bytes = wire::encode_post_record(record);
  TIP_CHECK(wire::parse_untrusted_post_record(bytes));
  return put(kRecord, bytes);
}

Result<std::optional<wire::VerifiedRoster>> Vault::roster(const wire::Programme& programme) {
  TIP_TRY(const auto bytes, get(kRoster));
  if (!bytes) return std::optional<wire::VerifiedRoster>();
  TIP_TRY(auto roster, wire::parse_untrusted_roster(*bytes, programme));
  return std::optional(std::move(roster));
}

Result<void> Vault::store_roster(const wire::VerifiedRoster& newer,
                                 const wire::Programme& programme) {
  TIP_TRY(const auto known, roster(programme));
  if (known && newer->serial < (*known)->serial) return fail(Errc::stale, "roster");
  return put(kRoster, newer.bytes());
}

Result<void> Vault::purge() {
  TIP_CHECK(db_.execute("PRAGMA incremental_vacuum"));
  return db_.execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

}  // namespace tipstaff::desk
