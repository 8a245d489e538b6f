// SQLite with status codes: connections, statements, transactions and migrations.
//
//   auto rows = db.Query("SELECT name, size FROM t WHERE size > ?", 10);  // StatusOr<Statement>
//   ... rows->Step() says whether there is a row; rows->Text(0), rows->Int(1) are its columns.
//   absl::Status status = db.Run("DELETE FROM t WHERE name = ?", name);
//
// A Database and its statements belong to one thread at a time; sqlite_pool.h shares connections among
// threads. What is committed is durable (WAL with synchronous=FULL). Errors: ABORTED if the database is busy
// beyond the timeout, ALREADY_EXISTS if a uniqueness constraint was violated, RESOURCE_EXHAUSTED if the disk
// is full, DATA_LOSS if the file is damaged, else INTERNAL.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"

namespace chancery::platform {

class Database;

// Bytes, to tell them from text.
struct Blob {
  std::string_view bytes;
};

// A prepared statement with its parameters; goes back to its connection's cache when it is destroyed, which
// must happen before the connection is closed.
class Statement {
 public:
  Statement(Statement&& other) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  // Goes to the next row. False: there is none.
  absl::StatusOr<bool> Step();
  // Steps to the end.
  absl::Status Run();

  // Columns of the current row, from 0. Views are valid until the next step.
  int64_t Int(int column) const { return sqlite3_column_int64(statement_, column); }
  double Double(int column) const { return sqlite3_column_double(statement_, column); }
  std::string_view Text(int column) const;
  std::string_view Bytes(int column) const;
  int columns() const { return sqlite3_column_count(statement_); }
  // SQLITE_INTEGER, SQLITE_FLOAT, SQLITE_TEXT, SQLITE_BLOB or SQLITE_NULL.
  int Type(int column) const { return sqlite3_column_type(statement_, column); }
  bool IsNull(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

 private:
  friend class Database;
  Statement(Database* database, std::string sql, sqlite3_stmt* statement)
      : database_(database), sql_(std::move(sql)), statement_(statement) {}

  template <typename T>
  int Bind(int index, const T& value) {
    if constexpr (std::is_same_v<T, std::nullptr_t> || std::is_same_v<T, std::nullopt_t>) {
      return sqlite3_bind_null(statement_, index);
    } else if constexpr (std::is_same_v<T, Blob>) {
      // A null pointer would be NULL, not an empty blob.
      return value.bytes.empty() ? sqlite3_bind_zeroblob(statement_, index, 0)
                                 : sqlite3_bind_blob64(statement_, index, value.bytes.data(), value.bytes.size(), SQLITE_TRANSIENT);
    } else if constexpr (std::is_floating_point_v<T>) {
      return sqlite3_bind_double(statement_, index, value);
    } else if constexpr (std::is_integral_v<T> || std::is_enum_v<T>) {
      return sqlite3_bind_int64(statement_, index, static_cast<int64_t>(value));
    } else {
      const std::string_view text = value;
      return sqlite3_bind_text64(statement_, index, text.empty() ? "" : text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
    }
  }
  template <typename T>
  int Bind(int index, const std::optional<T>& value) {
    return value ? Bind(index, *value) : sqlite3_bind_null(statement_, index);
  }
  template <typename... Ts>
  int Bind(int index, const std::variant<Ts...>& value) {
    return std::visit([&](const auto& alternative) { return Bind(index, alternative); }, value);
  }

  Database* database_;
  std::string sql_;
  sqlite3_stmt* statement_;
};

struct DatabaseOptions {
  bool read_only = false;
  absl::Duration busy_timeout = absl::Seconds(10);
};

class Database {
 public:
  // Opens a file, makes it if it is not there. `path` may not be empty; ":memory:" is a database of its own.
  static absl::StatusOr<std::unique_ptr<Database>> Open(const std::string& path, const DatabaseOptions& options = {});
  ~Database();
  Database(const Database&) = delete;

  // Runs statements without parameters, separated by ';'.
  absl::Status Execute(const std::string& sql);

  // Prepares one statement (or takes it from the cache) and binds its parameters in order.
  template <typename... Args>
  absl::StatusOr<Statement> Query(std::string_view sql, const Args&... args) {
    absl::StatusOr<Statement> statement = Prepare(sql);
    if (!statement.ok()) return statement;
    int index = 0;
    for (const int code : {SQLITE_OK, statement->Bind(++index, args)...}) {
      if (code != SQLITE_OK) return Failure("bind", code);
    }
    return statement;
  }

  // The same with parameters that are counted at run time; T may be a std::variant of what can be bound.
  template <typename T>
  absl::StatusOr<Statement> QueryWith(std::string_view sql, const std::vector<T>& args) {
    absl::StatusOr<Statement> statement = Prepare(sql);
    if (!statement.ok()) return statement;
    int index = 0;
    for (const T& arg : args) {
      if (const int code = statement->Bind(++index, arg); code != SQLITE_OK) return Failure("bind", code);
    }
    return statement;
  }

  // Prepares, binds and runs.
  template <typename... Args>
  absl::Status Run(std::string_view sql, const Args&... args) {
    absl::StatusOr<Statement> statement = Query(sql, args...);
    return statement.ok() ? statement->Run() : statement.status();
  }

  // Rows that the last INSERT, UPDATE or DELETE changed.
  int64_t changes() const { return sqlite3_changes64(handle_); }

  // Runs `body` in a transaction that takes the write lock at once: committed if it returns OK, else rolled
  // back.
  absl::Status Transact(const std::function<absl::Status()>& body);
  // The same for a consistent view of several reads.
  absl::Status ReadTransact(const std::function<absl::Status()>& body);

  // Brings the schema up to date: migrations[i] takes version i to i + 1, in one transaction each.
  // FAILED_PRECONDITION (reason SCHEMA_TOO_NEW) if the file was made by a newer program.
  absl::Status Migrate(const std::vector<std::string>& migrations);

  // For what is not covered here. Owned by this.
  sqlite3* handle() { return handle_; }

 private:
  friend class Statement;
  explicit Database(sqlite3* handle) : handle_(handle) {}

  absl::StatusOr<Statement> Prepare(std::string_view sql);
  absl::Status Bracket(const char* begin, const std::function<absl::Status()>& body);
  absl::Status Failure(std::string_view action, int code) const;

  sqlite3* handle_;
  std::unordered_multimap<std::string, sqlite3_stmt*> cache_;
};

}  // namespace chancery::platform
