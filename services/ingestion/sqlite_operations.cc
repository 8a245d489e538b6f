// SqliteStore: documents that are analysed again.
//
// An operation is about the documents that match its filter and have not changed since it began (their version is below its
// number), so that there is no list of them: it goes over them in order of arrival and puts them into the queue a few at a
// time. A document that changed before its turn came, whoever did that, is done with; how many those were is known at the end.
#include <algorithm>
#include <limits>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/ingestion/sqlite_rows.h"
#include "services/ingestion/sqlite_store.h"
#include "services/platform/status.h"

namespace chancery::ingestion {
namespace {

using platform::Blob;
using platform::Database;
using platform::Statement;

// Jobs of operations in the queue: new documents wait behind no more of them.
constexpr int64_t kWindow = 512;
// Documents that one transaction looks at, and transactions at a time: others wait for them.
constexpr int kLookedAt = 5000;
constexpr int kTransactions = 20;
// Ended operations that are kept.
constexpr int kKept = 1000;

std::string NameOf(int64_t number) { return absl::StrCat(kOperationPrefix, absl::Hex(number)); }

// The number in a name; 0, which no operation has, if it is none.
int64_t NumberOf(const std::string& name) {
  constexpr size_t kLength = sizeof(kOperationPrefix) - 1;
  int64_t number = 0;
  if (!absl::StartsWith(name, kOperationPrefix) || !absl::SimpleHexAtoi(name.substr(kLength), &number)) return 0;
  return NameOf(number) == name ? number : 0;
}

constexpr char kOperationColumns[] = " number, filter, total, done, failed, created, ended, cancelled ";

absl::StatusOr<v1::Operation> ReadOperation(const Statement& row) {
  v1::Operation operation;
  operation.set_name(NameOf(row.Int(0)));
  if (!operation.mutable_reprocess()->ParseFromString(std::string(row.Bytes(1)))) {
    return absl::DataLossError(absl::StrCat(operation.name(), " can't be read"));
  }
  operation.set_total_count(row.Int(2));
  operation.set_done_count(row.Int(3));
  operation.set_failed_count(row.Int(4));
  *operation.mutable_create_time() = ToTimestamp(row.Int(5));
  operation.set_done(row.Int(6) != 0);
  if (operation.done()) *operation.mutable_end_time() = ToTimestamp(row.Int(6));
  if (row.Int(7) != 0) {
    *operation.mutable_error() = platform::ToProto(platform::Error(absl::StatusCode::kCancelled, "cancelled", "CANCELLED"));
  }
  return operation;
}

absl::StatusOr<v1::Operation> FindOperation(Database& db, const std::string& name) {
  auto query = db.Query(absl::StrCat("SELECT", kOperationColumns, "FROM operations WHERE number = ?"), NumberOf(name));
  if (!query.ok()) return query.status();
  const auto row = query->Step();
  if (!row.ok()) return row.status();
  if (!*row) return platform::NotFound(name);
  return ReadOperation(*query);
}

// Columns of documents `d` that Matches expects.
constexpr char kMatchedColumns[] = " d.arrival, d.id, d.state, d.version, d.language, d.extractor_version, d.error ";

bool Matches(const v1::ReprocessDocumentsRequest& filter, int64_t number, const Statement& row) {
  const auto state = static_cast<v1::DocumentState>(row.Int(2));
  const bool settled = state == v1::DOCUMENT_STATE_ANALYZED || state == v1::DOCUMENT_STATE_STORED || state == v1::DOCUMENT_STATE_FAILED;
  if (!settled || row.Int(3) >= number) return false;
  if (filter.state() != v1::DOCUMENT_STATE_UNSPECIFIED && state != filter.state()) return false;
  if (!filter.language_code().empty() && row.Text(4) != filter.language_code()) return false;
  if (!filter.unless_extractor_version().empty() && row.Text(5) == filter.unless_extractor_version()) return false;
  if (filter.error_reason().empty()) return true;
  google::rpc::Status error;
  return error.ParseFromString(std::string(row.Bytes(6))) && platform::ErrorReason(platform::FromProto(error)) == filter.error_reason();
}

}  // namespace

absl::StatusOr<v1::Operation> SqliteStore::StartReprocessing(const v1::ReprocessDocumentsRequest& filter) {
  int64_t number = 0;
  absl::Status status = Transact([&](Writing& writing) -> absl::Status {
    number = writing.Next();
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  // Counted outside of a transaction that others would wait for: what changes meanwhile is not counted and does not match later.
  int64_t total = 0;
  {
    auto db = pool_->Read();
    auto query = db->Query(absl::StrCat("SELECT", kMatchedColumns, "FROM documents d WHERE d.arrival < ?"), number);
    if (!query.ok()) return query.status();
    for (;;) {
      const auto row = query->Step();
      if (!row.ok()) return row.status();
      if (!*row) break;
      total += Matches(filter, number, *query) ? 1 : 0;
    }
  }
  status = Transact([&](Writing& writing) -> absl::Status {
    if (auto run = writing.db.Run("INSERT INTO operations VALUES(?, ?, ?, ?, 0, 0, 0, ?, ?, 0)", number, Blob{filter.SerializeAsString()},
                                  total == 0 ? number : 0, total, writing.now, total == 0 ? writing.now : 0);
        !run.ok()) {
      return run;
    }
    return writing.db.Run(
        "DELETE FROM operations WHERE ended <> 0 AND number <= "
        "(SELECT number FROM operations WHERE ended <> 0 ORDER BY number DESC LIMIT 1 OFFSET ?)",
        kKept);
  });
  if (!status.ok()) return status;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    feeding_ = true;
  }
  changed().Raise();
  return GetOperation(NameOf(number));
}

absl::StatusOr<v1::Operation> SqliteStore::GetOperation(const std::string& name) {
  auto db = pool_->Read();
  return FindOperation(*db, name);
}

absl::StatusOr<OperationPage> SqliteStore::ListOperations(int64_t after, int limit) {
  auto db = pool_->Read();
  auto query = db->Query(absl::StrCat("SELECT", kOperationColumns, "FROM operations WHERE number < ? ORDER BY number DESC LIMIT ?"),
                         after == 0 ? std::numeric_limits<int64_t>::max() : after, limit + 1);
  if (!query.ok()) return query.status();
  OperationPage page;
  int64_t last = 0;
  for (;;) {
    const auto row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return page;
    if (static_cast<int>(page.operations.size()) == limit) {
      page.next = last;
      return page;
    }
    auto operation = ReadOperation(*query);
    if (!operation.ok()) return operation.status();
    page.operations.push_back(*std::move(operation));
    last = query->Int(0);
  }
}

absl::StatusOr<v1::Operation> SqliteStore::CancelOperation(const std::string& name) {
  absl::StatusOr<v1::Operation> operation;
  const absl::Status status = Transact([&](Writing& writing) -> absl::Status {
    const int64_t number = NumberOf(name);
    if (auto run = writing.db.Run("UPDATE operations SET ended = ?, cancelled = 1, waiting = 0 WHERE number = ? AND ended = 0", writing.now,
                                  number);
        !run.ok()) {
      return run;
    }
    if (auto run = writing.db.Run("UPDATE jobs SET operation = 0 WHERE operation = ? AND operation <> 0", number); !run.ok()) return run;
    writing.delta.operation_jobs -= writing.db.changes();
    operation = FindOperation(writing.db, name);
    return operation.status();
  });
  if (!status.ok()) return status;
  return operation;
}

int64_t SqliteStore::RoomForOperations() {
  std::lock_guard<std::mutex> lock(mutex_);
  const int64_t half = std::max<int64_t>(1, options_.max_queue / 2);
  const int64_t window = std::min(kWindow, half);
  // Not for each job that ends: every transaction costs an fsync.
  if (!feeding_ || counts_.operation_jobs > window / 2) return 0;
  return std::max<int64_t>(0, std::min(window - counts_.operation_jobs, half - counts_.jobs));
}

absl::Status SqliteStore::FeedOperations() {
  for (int i = 0; i < kTransactions && RoomForOperations() > 0; ++i) {
    if (absl::Status status = Transact([this](Writing& writing) { return Feed(writing); }); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status SqliteStore::Feed(Writing& writing) {
  // Again, for another thread may have been first.
  const auto room = static_cast<size_t>(RoomForOperations());
  if (room == 0) return absl::OkStatus();
  int64_t number = 0;
  int64_t position = 0;
  v1::ReprocessDocumentsRequest filter;
  {
    auto query =
        writing.db.Query("SELECT number, filter, position FROM operations WHERE ended = 0 AND position < number ORDER BY number LIMIT 1");
    if (!query.ok()) return query.status();
    const auto row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) {
      std::lock_guard<std::mutex> lock(mutex_);
      feeding_ = false;
      return absl::OkStatus();
    }
    number = query->Int(0);
    if (!filter.ParseFromString(std::string(query->Bytes(1)))) {
      return absl::DataLossError(absl::StrCat(NameOf(number), " can't be read"));
    }
    position = query->Int(2);
  }
  struct Matching {
    int64_t arrival;
    std::string id;
    v1::DocumentState state;
  };
  std::vector<Matching> documents;
  {
    auto query = writing.db.Query(
        absl::StrCat("SELECT", kMatchedColumns, "FROM documents d WHERE d.arrival > ? AND d.arrival < ? ORDER BY d.arrival LIMIT ?"),
        position, number, kLookedAt);
    if (!query.ok()) return query.status();
    int looked_at = 0;
    while (documents.size() < room) {
      const auto row = query->Step();
      if (!row.ok()) return row.status();
      if (!*row) {
        if (looked_at < kLookedAt) position = number;
        break;
      }
      ++looked_at;
      position = query->Int(0);
      if (Matches(filter, number, *query)) {
        documents.push_back({position, std::string(query->Text(1)), static_cast<v1::DocumentState>(query->Int(2))});
      }
    }
  }
  for (const Matching& document : documents) {
    if (auto status = PutJob(writing, document.arrival, JobKind::kAnalyze, number); !status.ok()) return status;
    if (auto status = SetState(writing, document.arrival, document.id, document.state, v1::DOCUMENT_STATE_PENDING, absl::OkStatus(), 0);
        !status.ok()) {
      return status;
    }
  }
  // At the end of the documents: those that are neither done nor waiting changed in another way.
  return writing.db.Run(
      "UPDATE operations SET position = ?2, waiting = waiting + ?3, "
      "done = CASE WHEN ?2 >= number THEN total - waiting - ?3 ELSE done END, "
      "ended = CASE WHEN ?2 >= number AND waiting + ?3 = 0 THEN ?4 ELSE 0 END WHERE number = ?1",
      number, position, static_cast<int64_t>(documents.size()), writing.now);
}

absl::Status SqliteStore::CountDone(Writing& writing, int64_t operation, bool failed) {
  writing.delta.operation_jobs -= 1;
  return writing.db.Run(
      "UPDATE operations SET done = done + 1, failed = failed + ?2, waiting = waiting - 1, "
      "ended = CASE WHEN position >= number AND waiting = 1 THEN ?3 ELSE 0 END WHERE number = ?1",
      operation, failed ? 1 : 0, writing.now);
}

}  // namespace chancery::ingestion
