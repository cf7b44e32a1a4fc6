#pragma once
// Database: one SQLite connection, one thread. Built twice: over SQLite for the
// relay, over SQLCipher for the desk's vault (same source, other library).

#include <filesystem>
#include <memory>
#include <optional>
#include <utility>

#include "tipstaff/bytes/secret.h"

struct sqlite3;
struct sqlite3_stmt;

namespace tipstaff::platform {

// Where an error comes from when another connection held the database for longer than
// is waited for, which is five seconds.
inline constexpr std::string_view kDatabaseBusy = "database: busy";

class Database;

class StatementCache;

// Statement is a prepared statement. Columns are read from 0, parameters bound
// from 1 on, in the order in which bind() is called. It may not outlive its Database.
class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  Statement& bind(std::int64_t value);
  Statement& bind(ByteView blob);
  Statement& bind(std::string_view text);
  Statement& bind_null();
  // bind_view does not copy: the bytes must stay until the statement has gone.
  Statement& bind_view(ByteView blob);

  // step is true when there is a row, false when the statement is done.
  // Errors: wrong_state (disk full, input or output error), conflict (a constraint).
  [[nodiscard]] Result<bool> step();
  // run steps to the end. Errors as step().
  [[nodiscard]] Result<void> run();

  [[nodiscard]] std::int64_t integer(int column) const;
  [[nodiscard]] ByteView blob(int column) const;       // valid until the next step()
  [[nodiscard]] std::string text(int column) const;
  [[nodiscard]] bool is_null(int column) const;

 private:
  friend class Database;
  Statement(sqlite3_stmt* handle, StatementCache& cache, int failed) : handle_(handle), cache_(&cache), failed_(failed) {}
  sqlite3_stmt* handle_;  // none when it could not be prepared
  StatementCache* cache_;
  int failed_;            // SQLite's code of that, which step() says
  int bound_ = 0;
};

class Database {
 public:
  // open makes the file when there is none. `key`: 32 bytes, for SQLCipher only;
  // empty for plain SQLite.
  // Errors: wrong_state (cannot be opened), bad_ciphertext (wrong key, not a database).
  [[nodiscard]] static Result<Database> open(const std::filesystem::path& path, ByteView key);
  Database(Database&& other) noexcept;
  Database& operator=(Database&& other) noexcept;
  ~Database();

  // prepare stops the program when the SQL is wrong: it is our own. When the disk
  // fails, the statement's first step() says so. What was prepared is kept, so the
  // same text again costs little.
  [[nodiscard]] Statement prepare(std::string_view sql);
  // execute runs statements without parameters. Errors as Statement::step.
  [[nodiscard]] Result<void> execute(const char* sql);
  // rekey writes every page anew under another key (SQLCipher only), in one transaction:
  // after a crash either the old key opens the file or the new one. Nobody else may have it open.
  [[nodiscard]] Result<void> rekey(ByteView key);
  [[nodiscard]] std::int64_t last_row() const;
  [[nodiscard]] std::int64_t changes() const;

 private:
  friend class Transaction;
  explicit Database(sqlite3* handle);
  sqlite3* handle_;
  std::unique_ptr<StatementCache> cache_;
};

// Transaction rolls back unless commit() was called and came through. One inside another is
// a part of it: it rolls back alone, and counts when the outer one does.
class Transaction {
 public:
  [[nodiscard]] static Result<Transaction> begin(Database& database);
  Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)), nested_(other.nested_) {}
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  [[nodiscard]] Result<void> commit();

 private:
  Transaction(Database& database, bool nested) : database_(&database), nested_(nested) {}
  Database* database_;
  bool nested_;
};

}  // namespace tipstaff::platform
