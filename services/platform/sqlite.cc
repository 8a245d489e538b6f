#include "services/platform/sqlite.h"

#include "absl/strings/str_cat.h"
#include "services/platform/status.h"

namespace chancery::platform {
namespace {

absl::StatusCode CodeOf(int sqlite_code) {
  switch (sqlite_code & 0xFF) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return absl::StatusCode::kAborted;
    case SQLITE_FULL:
      return absl::StatusCode::kResourceExhausted;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return absl::StatusCode::kDataLoss;
    case SQLITE_CONSTRAINT:
      return sqlite_code == SQLITE_CONSTRAINT_UNIQUE || sqlite_code == SQLITE_CONSTRAINT_PRIMARYKEY ? absl::StatusCode::kAlreadyExists
                                                                                                    : absl::StatusCode::kInternal;
    default:
      return absl::StatusCode::kInternal;
  }
}

}  // namespace

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_), sql_(std::move(other.sql_)), statement_(std::exchange(other.statement_, nullptr)) {}

Statement::~Statement() {
  if (statement_ == nullptr) return;
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
  database_->cache_.emplace(std::move(sql_), statement_);
}

absl::StatusOr<bool> Statement::Step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  return database_->Failure(sql_, code);
}

absl::Status Statement::Run() {
  for (;;) {
    const absl::StatusOr<bool> row = Step();
    if (!row.ok()) return row.status();
    if (!*row) return absl::OkStatus();
  }
}

std::string_view Statement::Text(int column) const {
  const auto* text = sqlite3_column_text(statement_, column);
  if (text == nullptr) return {};
  return {reinterpret_cast<const char*>(text), static_cast<size_t>(sqlite3_column_bytes(statement_, column))};
}

std::string_view Statement::Bytes(int column) const {
  const void* bytes = sqlite3_column_blob(statement_, column);
  if (bytes == nullptr) return {};
  return {static_cast<const char*>(bytes), static_cast<size_t>(sqlite3_column_bytes(statement_, column))};
}

absl::StatusOr<std::unique_ptr<Database>> Database::Open(const std::string& path, const DatabaseOptions& options) {
  // No sums of what is allocated: for them each allocation of each thread waits for one lock. Refused where SQLite is in use already.
  static const int without_sums = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  (void)without_sums;
  sqlite3* handle = nullptr;
  const int flags = (options.read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE) | SQLITE_OPEN_NOMUTEX;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags, nullptr);
  std::unique_ptr<Database> database(new Database(handle));
  if (code != SQLITE_OK) return database->Failure(absl::StrCat("open ", path), code);
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, static_cast<int>(absl::ToInt64Milliseconds(options.busy_timeout)));
  std::string settings = "PRAGMA foreign_keys=ON; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-16384;";
  if (!options.read_only) settings += "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;";
  if (absl::Status status = database->Execute(settings); !status.ok()) return status;
  return database;
}

Database::~Database() {
  for (const auto& [sql, statement] : cache_) sqlite3_finalize(statement);
  sqlite3_close_v2(handle_);
}

absl::Status Database::Execute(const std::string& sql) {
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? absl::OkStatus() : Failure(sql, code);
}

absl::StatusOr<Statement> Database::Prepare(std::string_view sql) {
  std::string key(sql);
  if (const auto cached = cache_.find(key); cached != cache_.end()) {
    sqlite3_stmt* statement = cached->second;
    cache_.erase(cached);
    return Statement(this, std::move(key), statement);
  }
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
  if (code != SQLITE_OK) return Failure(sql, code);
  return Statement(this, std::move(key), statement);
}

absl::Status Database::Transact(const std::function<absl::Status()>& body) { return Bracket("BEGIN IMMEDIATE", body); }

absl::Status Database::ReadTransact(const std::function<absl::Status()>& body) { return Bracket("BEGIN", body); }

absl::Status Database::Bracket(const char* begin, const std::function<absl::Status()>& body) {
  if (absl::Status status = Run(begin); !status.ok()) return status;
  absl::Status status = body();
  if (status.ok()) status = Run("COMMIT");
  // After some errors SQLite has rolled back by itself.
  if (!status.ok() && sqlite3_get_autocommit(handle_) == 0) (void)Run("ROLLBACK");
  return status;
}

absl::Status Database::Migrate(const std::vector<std::string>& migrations) {
  // Each version is read under the write lock, so that two programs that start at once don't migrate twice.
  for (;;) {
    bool done = false;
    absl::Status status = Transact([&]() -> absl::Status {
      size_t version = 0;
      {
        // Ended before the migration: while a statement reads, no table can be dropped.
        auto query = Query("PRAGMA user_version");
        if (!query.ok()) return query.status();
        if (auto row = query->Step(); !row.ok()) return row.status();
        version = static_cast<size_t>(query->Int(0));
      }
      if (version > migrations.size()) {
        return FailedPrecondition(absl::StrCat("the database has schema version ", version, ", this program knows ", migrations.size()),
                                  "SCHEMA_TOO_NEW");
      }
      done = version == migrations.size();
      if (done) return absl::OkStatus();
      if (auto run = Execute(migrations[version]); !run.ok()) return run;
      return Execute(absl::StrCat("PRAGMA user_version=", version + 1));
    });
    if (!status.ok() || done) return status;
  }
}

absl::Status Database::Failure(std::string_view action, int code) const {
  return absl::Status(CodeOf(code), absl::StrCat("sqlite: ", handle_ ? sqlite3_errmsg(handle_) : sqlite3_errstr(code), " (",
                                                 std::string(action.substr(0, 120)), ")"));
}

}  // namespace chancery::platform
