#include "services/query/sqlite_store.h"

#include <atomic>
#include <filesystem>
#include <optional>
#include <system_error>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/platform/sqlite_pool.h"
#include "services/query/schema.h"

namespace chancery::query {
namespace {

using platform::SqlitePool;

// The cache: 128 MiB. A batch touches pages all over the file: what does not fit in the cache is written and read again.
// The log: 512 MiB. Pages that many commits touch are written back once then, and few commits wait for that.
constexpr char kWriterSettings[] = "PRAGMA cache_size=-131072; PRAGMA wal_autocheckpoint=131072;";

// Parameters as the database binds them.
using Bound = std::variant<std::nullptr_t, int64_t, double, std::string_view, platform::Blob>;

void Bind(std::span<const Argument> args, std::vector<Bound>& out) {
  out.clear();
  out.reserve(args.size());
  for (const Argument& arg : args) {
    std::visit(
        [&](const auto& value) {
          if constexpr (std::is_same_v<std::decay_t<decltype(value)>, BytesView>) {
            out.emplace_back(platform::Blob{value.value});
          } else {
            out.emplace_back(value);
          }
        },
        arg);
  }
}

// A query in the language of FTS5. Words have letters and digits only, so quoting them is enough.
std::string MatchExpression(const TextQuery& query) {
  if (query.kind == TextQuery::Kind::kPhrase || query.kind == TextQuery::Kind::kPrefix) {
    return absl::StrCat("\"", absl::StrJoin(query.words, " "), "\"", query.kind == TextQuery::Kind::kPrefix ? " *" : "");
  }
  const char* between = query.kind == TextQuery::Kind::kAnd ? " AND " : query.kind == TextQuery::Kind::kOr ? " OR " : " NOT ";
  return absl::StrCat(
      "(",
      absl::StrJoin(query.parts, between, [](std::string* out, const TextQuery& part) { absl::StrAppend(out, MatchExpression(part)); }),
      ")");
}

Row ReadRow(const platform::Statement& statement) {
  const int columns = statement.columns();
  std::vector<Value> values;
  values.reserve(columns);
  for (int i = 0; i < columns; ++i) {
    switch (statement.Type(i)) {
      case SQLITE_INTEGER:
        values.emplace_back(statement.Int(i));
        break;
      case SQLITE_FLOAT:
        values.emplace_back(statement.Double(i));
        break;
      case SQLITE_TEXT:
        values.emplace_back(std::string(statement.Text(i)));
        break;
      case SQLITE_BLOB:
        values.emplace_back(Bytes{std::string(statement.Bytes(i))});
        break;
      default:
        values.emplace_back(nullptr);
    }
  }
  return Row(std::move(values));
}

class SqliteTransaction final : public Transaction {
 public:
  SqliteTransaction(SqlitePool::Lease lease, Store::Mode mode) : lease_(std::move(lease)) {
    status_ = lease_->Run(mode == Store::Mode::kWrite ? "BEGIN IMMEDIATE" : "BEGIN");
    open_ = status_.ok();
  }
  ~SqliteTransaction() override { Rollback(); }

  std::vector<Row> QueryArguments(std::string_view sql, std::span<const Argument> args) override {
    std::vector<Row> rows;
    if (!status_.ok()) return rows;
    Bind(args, bound_);
    auto statement = lease_->QueryWith(sql, bound_);
    if (!statement.ok()) {
      status_ = statement.status();
      return rows;
    }
    for (;;) {
      const auto step = statement->Step();
      if (!step.ok()) {
        status_ = step.status();
        return {};
      }
      if (!*step) return rows;
      rows.push_back(ReadRow(*statement));
    }
  }

  int64_t RunArguments(std::string_view sql, std::span<const Argument> args) override {
    if (!status_.ok()) return 0;
    Bind(args, bound_);
    auto statement = lease_->QueryWith(sql, bound_);
    status_ = statement.ok() ? statement->Run() : statement.status();
    return status_.ok() ? lease_->changes() : 0;
  }

  void IndexText(int64_t number, std::string_view words) override {
    Run("INSERT INTO document_words (rowid, words) VALUES (?, ?)", number, words);
  }

  void UnindexText(int64_t number, std::string_view words) override {
    Run("INSERT INTO document_words (document_words, rowid, words) VALUES ('delete', ?, ?)", number, words);
  }

  std::vector<int64_t> MatchText(const TextQuery& query, int64_t after, int limit) override {
    std::vector<int64_t> numbers;
    for (const Row& row : Query("SELECT rowid FROM document_words WHERE document_words MATCH ? AND rowid > ? ORDER BY rowid LIMIT ?",
                                MatchExpression(query), after, limit)) {
      numbers.push_back(row.Int(0));
    }
    return numbers;
  }

  std::vector<TextHit> RankText(const TextQuery& query, int limit) override {
    std::vector<TextHit> hits;
    // FTS5's bm25 is better when lower.
    for (const Row& row : Query("SELECT rowid, -bm25(document_words) AS score FROM document_words "
                                "WHERE document_words MATCH ? ORDER BY score DESC, rowid LIMIT ?",
                                MatchExpression(query), limit)) {
      hits.push_back({row.Int(0), row.Double(1)});
    }
    return hits;
  }

  const absl::Status& status() const override { return status_; }
  void Fail(absl::Status status) override {
    if (status_.ok()) status_ = std::move(status);
  }

  absl::Status Commit() override {
    if (status_.ok()) status_ = lease_->Run("COMMIT");
    if (status_.ok()) open_ = false;
    Rollback();
    return status_;
  }

 private:
  void Rollback() {
    // After some errors SQLite has rolled back by itself.
    if (open_ && sqlite3_get_autocommit(lease_->handle()) == 0) (void)lease_->Run("ROLLBACK");
    open_ = false;
  }

  SqlitePool::Lease lease_;
  absl::Status status_;
  bool open_ = false;
  // Of the last statement; kept, for it is large.
  std::vector<Bound> bound_;
};

// Scratch stores stand beside their store, so that they are on a disk for data, under its name and this.
constexpr char kScratch[] = ".as-of.";
constexpr int kScratchReaders = 4;

void RemoveDatabase(const std::string& path) {
  std::error_code ignored;
  for (const char* suffix : {"", "-wal", "-shm", "-journal"}) std::filesystem::remove(path + suffix, ignored);
}

// What a process left that did not end by itself.
void RemoveScratch(const std::string& path) {
  const std::string prefix = std::filesystem::path(path).filename().string() + kScratch;
  std::filesystem::path folder = std::filesystem::path(path).parent_path();
  if (folder.empty()) folder = ".";
  std::error_code error;
  std::vector<std::filesystem::path> left;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) {
    if (entry.path().filename().string().rfind(prefix, 0) == 0) left.push_back(entry.path());
  }
  for (const auto& file : left) std::filesystem::remove(file, error);
}

class SqliteStore final : public Store {
 public:
  // `scratch`: the file goes with the store.
  SqliteStore(std::string path, std::unique_ptr<SqlitePool> pool, bool scratch)
      : path_(std::move(path)), scratch_(scratch), pool_(std::move(pool)) {}
  ~SqliteStore() override {
    pool_.reset();
    if (scratch_) RemoveDatabase(path_);
  }
  SqliteStore(const SqliteStore&) = delete;

  absl::StatusOr<std::unique_ptr<Store>> MakeScratch(bool copy) override {
    static std::atomic<int> count = 0;
    const std::string path = absl::StrCat(path_, kScratch, ++count);
    RemoveDatabase(path);
    absl::Status status = copy ? CopyTo(path) : absl::OkStatus();
    auto pool = status.ok() ? SqlitePool::Open(path, SqliteMigrations(), kScratchReaders) : status;
    if (pool.ok()) status = (*pool)->Write()->Execute("PRAGMA synchronous=OFF");
    if (!pool.ok() || !status.ok()) {
      RemoveDatabase(path);
      return pool.ok() ? status : pool.status();
    }
    return std::make_unique<SqliteStore>(path, *std::move(pool), /*scratch=*/true);
  }

  absl::StatusOr<std::unique_ptr<Transaction>> Begin(Mode mode) override {
    auto transaction = std::make_unique<SqliteTransaction>(mode == Mode::kWrite ? pool_->Write() : pool_->Read(), mode);
    if (!transaction->status().ok()) return transaction->status();
    return transaction;
  }

 private:
  absl::Status CopyTo(const std::string& path) {
    auto target = platform::Database::Open(path);
    if (!target.ok()) return target.status();
    const auto source = pool_->Read();
    sqlite3_backup* const backup = sqlite3_backup_init((*target)->handle(), "main", source->handle(), "main");
    // In one step, so that it is one view. Readers stand in no writer's way.
    const int step = backup == nullptr ? SQLITE_ERROR : sqlite3_backup_step(backup, -1);
    if (backup != nullptr) sqlite3_backup_finish(backup);
    if (step == SQLITE_DONE) return absl::OkStatus();
    return step == SQLITE_FULL ? absl::ResourceExhaustedError("the disk is full")
                               : absl::InternalError(absl::StrCat("cannot copy the store: ", sqlite3_errstr(step)));
  }

  const std::string path_;
  const bool scratch_;
  std::unique_ptr<SqlitePool> pool_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> OpenSqliteStore(const std::string& path, int readers) {
  RemoveScratch(path);
  auto pool = SqlitePool::Open(path, SqliteMigrations(), readers);
  if (!pool.ok()) return pool.status();
  if (absl::Status status = (*pool)->Write()->Execute(kWriterSettings); !status.ok()) return status;
  return std::make_unique<SqliteStore>(path, *std::move(pool), /*scratch=*/false);
}

}  // namespace chancery::query
