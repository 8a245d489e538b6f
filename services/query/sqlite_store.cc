#include "services/query/sqlite_store.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/platform/sqlite_pool.h"
#include "services/query/schema.h"

namespace chancery::query {
namespace {

using platform::SqlitePool;

// 128 MiB.
constexpr char kWriterCache[] = "PRAGMA cache_size=-131072";

// Parameters as the database binds them.
using Bound = std::variant<std::nullptr_t, int64_t, double, std::string_view, platform::Blob>;

std::vector<Bound> Bind(std::span<const Argument> args) {
  std::vector<Bound> out;
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
  return out;
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
    auto statement = lease_->QueryWith(sql, Bind(args));
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
    auto statement = lease_->QueryWith(sql, Bind(args));
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
};

class SqliteStore final : public Store {
 public:
  explicit SqliteStore(std::unique_ptr<SqlitePool> pool) : pool_(std::move(pool)) {}

  absl::StatusOr<std::unique_ptr<Transaction>> Begin(Mode mode) override {
    auto transaction = std::make_unique<SqliteTransaction>(mode == Mode::kWrite ? pool_->Write() : pool_->Read(), mode);
    if (!transaction->status().ok()) return transaction->status();
    return transaction;
  }

 private:
  std::unique_ptr<SqlitePool> pool_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> OpenSqliteStore(const std::string& path, int readers) {
  auto pool = SqlitePool::Open(path, SqliteMigrations(), readers);
  if (!pool.ok()) return pool.status();
  // A batch touches pages all over the file: what does not fit in the writer's cache is written and read again.
  if (absl::Status status = (*pool)->Write()->Execute(kWriterCache); !status.ok()) return status;
  return std::make_unique<SqliteStore>(*std::move(pool));
}

}  // namespace chancery::query
