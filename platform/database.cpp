#include "platform/database.h"

#ifdef TIPSTAFF_SQLCIPHER
#define SQLITE_HAS_CODEC
#include <sqlcipher/sqlite3.h>
#else
#include <sqlite3.h>
#endif

#include <map>
#include <utility>

namespace tipstaff::platform {
namespace {

constexpr int kBusyMilliseconds = 5000;
constexpr std::size_t kIdleStatementsMax = 64;  // more than the texts of one program

// Deleted rows are overwritten (secure_delete); nothing temporary reaches the disk.
constexpr const char* kPragmas =
    "PRAGMA auto_vacuum=INCREMENTAL; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
    "PRAGMA secure_delete=ON; PRAGMA temp_store=MEMORY; PRAGMA wal_autocheckpoint=4000;"
    "PRAGMA foreign_keys=ON;";

Error error_of(int code) {
  switch (code & 0xFF) {
    case SQLITE_CONSTRAINT: return {Errc::conflict, "database constraint"};
    case SQLITE_NOTADB: return {Errc::bad_ciphertext, "database key"};
    case SQLITE_BUSY: return {Errc::wrong_state, kDatabaseBusy};
    case SQLITE_FULL: return {Errc::wrong_state, "database: disk full"};
    default: return {Errc::wrong_state, "database"};
  }
}

#ifdef TIPSTAFF_SQLCIPHER
// with_spelled gives SQLCipher a key as it wants it.
template <class Use>
int with_spelled(ByteView key, Use use) {
  TIP_ASSERT(key.size() == 32);
  auto spelled = "x'" + to_hex(key) + "'";
  const int code = use(spelled.data(), static_cast<int>(spelled.size()));
  wipe(spelled.data(), spelled.size());
  return code;
}
int unlock(sqlite3* handle, ByteView key) {
  return with_spelled(key, [&](const char* text, int size) { return sqlite3_key(handle, text, size); });
}
int change_key(sqlite3* handle, ByteView key) {
  return with_spelled(key, [&](const char* text, int size) { return sqlite3_rekey(handle, text, size); });
}
#else
int change_key(sqlite3*, ByteView) { return SQLITE_MISUSE; }
int unlock(sqlite3*, ByteView key) {
  TIP_ASSERT(key.empty());
  return SQLITE_OK;
}
#endif

}  // namespace

// StatementCache keeps statements that nobody uses now, by their text. Nothing that
// was bound stays in them.
class StatementCache {
 public:
  StatementCache() = default;
  StatementCache(const StatementCache&) = delete;
  StatementCache& operator=(const StatementCache&) = delete;
  ~StatementCache() {
    for (const auto& [text, handle] : idle_) sqlite3_finalize(handle);
  }
  sqlite3_stmt* take(std::string_view text) {
    const auto found = idle_.find(text);
    if (found == idle_.end()) return nullptr;
    auto* const handle = found->second;
    idle_.erase(found);
    return handle;
  }
  void give_back(sqlite3_stmt* handle) {
    sqlite3_reset(handle);  // what it returns was already said by step()
    sqlite3_clear_bindings(handle);
    if (idle_.size() < kIdleStatementsMax) idle_.emplace(sqlite3_sql(handle), handle);
    else sqlite3_finalize(handle);
  }

 private:
  std::multimap<std::string_view, sqlite3_stmt*> idle_;  // the texts are the statements' own
};

Statement::Statement(Statement&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)), cache_(other.cache_),
      failed_(other.failed_), bound_(other.bound_) {}
Statement::~Statement() {
  if (handle_) cache_->give_back(handle_);
}

Statement& Statement::bind(std::int64_t value) {
  if (!handle_) return *this;
  TIP_ASSERT(sqlite3_bind_int64(handle_, ++bound_, value) == SQLITE_OK);
  return *this;
}

Statement& Statement::bind(ByteView blob) {
  if (!handle_) return *this;
  static constexpr std::uint8_t kNothing = 0;
  TIP_ASSERT(sqlite3_bind_blob64(handle_, ++bound_, blob.empty() ? &kNothing : blob.data(),
                                 blob.size(), SQLITE_TRANSIENT) == SQLITE_OK);
  return *this;
}

Statement& Statement::bind_view(ByteView blob) {
  if (!handle_) return *this;
  TIP_ASSERT(sqlite3_bind_blob64(handle_, ++bound_, blob.data(), blob.size(), SQLITE_STATIC) ==
             SQLITE_OK);
  return *this;
}

Statement& Statement::bind(std::string_view text) {
  if (!handle_) return *this;
  TIP_ASSERT(sqlite3_bind_text64(handle_, ++bound_, text.empty() ? "" : text.data(), text.size(),
                                 SQLITE_TRANSIENT, SQLITE_UTF8) == SQLITE_OK);
  return *this;
}

Statement& Statement::bind_null() {
  if (!handle_) return *this;
  TIP_ASSERT(sqlite3_bind_null(handle_, ++bound_) == SQLITE_OK);
  return *this;
}

Result<bool> Statement::step() {
  if (!handle_) return std::unexpected(error_of(failed_));
  const int code = sqlite3_step(handle_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return std::unexpected(error_of(code));
}

Result<void> Statement::run() {
  for (;;) {
    TIP_TRY(const bool row, step());
    if (!row) return {};
  }
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(handle_, column); }

ByteView Statement::blob(int column) const {
  const auto* data = static_cast<const std::uint8_t*>(sqlite3_column_blob(handle_, column));
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

std::string Statement::text(int column) const {
  const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(handle_, column));
  if (data == nullptr) return {};
  return {data, static_cast<std::size_t>(sqlite3_column_bytes(handle_, column))};
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(handle_, column) == SQLITE_NULL;
}

Result<Database> Database::open(const std::filesystem::path& path, ByteView key) {
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX |
                    SQLITE_OPEN_EXRESCODE;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  Database database(handle);
  if (code != SQLITE_OK) return std::unexpected(error_of(code));
  sqlite3_busy_timeout(handle, kBusyMilliseconds);
  if (const int refused = unlock(handle, key); refused != SQLITE_OK)
    return std::unexpected(error_of(refused));
  TIP_CHECK(database.execute("SELECT count(*) FROM sqlite_master"));
  TIP_CHECK(database.execute(kPragmas));
  return database;
}

Database::Database(sqlite3* handle) : handle_(handle), cache_(std::make_unique<StatementCache>()) {}
Database::Database(Database&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)), cache_(std::move(other.cache_)) {}
Database& Database::operator=(Database&& other) noexcept {
  std::swap(handle_, other.handle_);
  std::swap(cache_, other.cache_);
  return *this;
}
Database::~Database() {
  cache_.reset();
  sqlite3_close_v2(handle_);
}

Statement Database::prepare(std::string_view sql) {
  if (auto* kept = cache_->take(sql)) return {kept, *cache_, SQLITE_OK};
  sqlite3_stmt* handle = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()),
                                      SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
  TIP_ASSERT(code != SQLITE_MISUSE && code != SQLITE_ERROR);
  return {handle, *cache_, code};
}

Result<void> Database::execute(const char* sql) {
  const int code = sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) return std::unexpected(error_of(code));
  return {};
}

Result<void> Database::rekey(ByteView key) {
  if (const int code = change_key(handle_, key); code != SQLITE_OK) return std::unexpected(error_of(code));
  return execute("PRAGMA wal_checkpoint(TRUNCATE)");
}

std::int64_t Database::last_row() const { return sqlite3_last_insert_rowid(handle_); }
std::int64_t Database::changes() const { return sqlite3_changes64(handle_); }

// SQLite's own name for what is nested is a savepoint.
Result<Transaction> Transaction::begin(Database& database) {
  const bool nested = sqlite3_get_autocommit(database.handle_) == 0;
  TIP_CHECK(database.execute(nested ? "SAVEPOINT inner" : "BEGIN IMMEDIATE"));
  return Transaction(database, nested);
}

Transaction::~Transaction() {
  if (database_) (void)database_->execute(nested_ ? "ROLLBACK TO inner; RELEASE inner" : "ROLLBACK");
}

Result<void> Transaction::commit() {
  TIP_CHECK(database_->execute(nested_ ? "RELEASE inner" : "COMMIT"));
  database_ = nullptr;
  return {};
}

}  // namespace tipstaff::platform
