// SqliteStore: jobs, their leases and their ends.
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/ingestion/sqlite_rows.h"
#include "services/ingestion/sqlite_store.h"

namespace chancery::ingestion {

using platform::Database;

absl::Status SqliteStore::PutJob(Writing& writing, int64_t arrival, JobKind kind, int64_t operation) {
  int64_t before = 0;
  {
    auto query = writing.db.Query("SELECT operation FROM jobs WHERE arrival = ?", arrival);
    if (!query.ok()) return query.status();
    const auto row = query->Step();
    if (!row.ok()) return row.status();
    if (*row) before = query->Int(0);
  }
  if (before != 0 && kind == JobKind::kAnalyze) {
    operation = before;
  } else if (before != 0) {
    if (auto status = CountDone(writing, before, /*failed=*/false); !status.ok()) return status;
  }
  // The new fence voids a lease that is out.
  if (auto status = writing.db.Run("DELETE FROM jobs WHERE arrival = ?", arrival); !status.ok()) return status;
  writing.delta.jobs -= writing.db.changes();
  if (auto status = writing.db.Run("INSERT INTO jobs VALUES(?, ?, ?, 0, ?, 0, ?, '', ?)", arrival, kind, writing.now, writing.Next(),
                                   writing.now, operation);
      !status.ok()) {
    return status;
  }
  writing.delta.jobs += 1;
  if (before == 0 && operation != 0) writing.delta.operation_jobs += 1;
  return absl::OkStatus();
}

absl::StatusOr<std::vector<Job>> SqliteStore::Claim(int limit, int64_t max_bytes, absl::Duration lease) {
  if (const auto due = NextDue(); !due.ok()) {
    return due.status();
  } else if (!due->has_value() || **due > clock_.Now()) {
    return std::vector<Job>();  // no transaction for an idle queue
  }
  std::vector<Job> jobs;
  std::vector<int64_t> arrivals;
  const absl::Status status = Transact([&](Writing& writing) -> absl::Status {
    jobs.clear();
    arrivals.clear();
    Database& db = writing.db;
    int64_t bytes = 0;
    {
      auto query = db.Query(absl::StrCat("SELECT", kDocumentColumns,
                                         ", j.kind, j.attempts, j.traceparent, LENGTH(CAST(t.text AS BLOB)) FROM jobs j "
                                         "JOIN documents d ON d.arrival = j.arrival JOIN texts t ON t.arrival = j.arrival "
                                         "WHERE j.due <= ? ORDER BY j.due, j.arrival LIMIT ?"),
                            writing.now, limit);
      if (!query.ok()) return query.status();
      for (;;) {
        const auto row = query->Step();
        if (!row.ok()) return row.status();
        if (!*row) break;
        const auto kind = static_cast<JobKind>(query->Int(kDocumentColumnCount));
        if (kind == JobKind::kAnalyze) bytes += query->Int(kDocumentColumnCount + 3);
        if (!jobs.empty() && bytes > max_bytes) break;
        auto document = ReadDocument(*query);
        if (!document.ok()) return document.status();
        arrivals.push_back(query->Int(kArrivalColumn));
        jobs.push_back({.kind = kind,
                        .document = std::move(*document),
                        .fence = 0,
                        .attempts = static_cast<int>(query->Int(kDocumentColumnCount + 1)) + 1,
                        .traceparent = std::string(query->Text(kDocumentColumnCount + 2))});
      }
    }
    for (size_t i = 0; i < jobs.size(); ++i) {
      Job& job = jobs[i];
      if (job.kind == JobKind::kAnalyze) {
        if (auto read = ReadText(db, arrivals[i], job.document); !read.ok()) return read;
      }
      job.fence = writing.Next();
      if (auto run = db.Run("UPDATE jobs SET leased = 1, due = ?, fence = ?, attempts = ? WHERE arrival = ?",
                            writing.now + absl::ToInt64Microseconds(lease), job.fence, job.attempts, arrivals[i]);
          !run.ok()) {
        return run;
      }
    }
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return jobs;
}

absl::StatusOr<int> SqliteStore::Complete(const std::vector<Outcome>& outcomes) {
  int held = 0;
  const absl::Status status = Transact([&](Writing& writing) -> absl::Status {
    held = 0;
    for (const Outcome& outcome : outcomes) {
      if (absl::Status finished = Finish(writing, outcome, held); !finished.ok()) return finished;
    }
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return held;
}

absl::Status SqliteStore::Finish(Writing& writing, const Outcome& outcome, int& held) {
  Database& db = writing.db;
  const std::string id = IdOf(outcome.name);
  int64_t arrival = 0;
  int attempts = 0;
  int64_t operation = 0;
  auto from = v1::DOCUMENT_STATE_UNSPECIFIED;
  {
    auto query = db.Query(
        "SELECT d.arrival, j.attempts, d.state, j.operation FROM documents d JOIN jobs j ON j.arrival = d.arrival "
        "WHERE d.id = ? AND j.fence = ? AND j.leased",
        id, outcome.fence);
    if (!query.ok()) return query.status();
    const auto row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return absl::OkStatus();  // the lease was lost
    arrival = query->Int(0);
    attempts = static_cast<int>(query->Int(1));
    from = static_cast<v1::DocumentState>(query->Int(2));
    operation = query->Int(3);
  }
  ++held;
  if (outcome.kind == Outcome::Kind::kRetry) {
    return db.Run("UPDATE jobs SET leased = 0, due = ? WHERE arrival = ?", ToMicros(outcome.retry_at), arrival);
  }
  writing.delta.jobs -= 1;
  if (operation != 0) {
    const bool failed = outcome.kind == Outcome::Kind::kFailed;
    if (auto status = CountDone(writing, operation, failed); !status.ok()) return status;
  }
  if (outcome.kind == Outcome::Kind::kRemoved && from == v1::DOCUMENT_STATE_REPLACED) {
    return db.Run("DELETE FROM jobs WHERE arrival = ?", arrival);
  }
  if (outcome.kind == Outcome::Kind::kRemoved) {
    writing.delta.states[from] -= 1;
    if (auto status = db.Run("DELETE FROM documents WHERE arrival = ?", arrival); !status.ok()) return status;
    return db.Run("INSERT INTO changes VALUES(?, ?, 1, 0, NULL, 0, ?)", writing.Next(), id, writing.now);
  }
  if (auto status = db.Run("DELETE FROM jobs WHERE arrival = ?", arrival); !status.ok()) return status;
  if (auto status = db.Run("UPDATE documents SET extractor_version = ? WHERE arrival = ?", outcome.extractor_version, arrival);
      !status.ok()) {
    return status;
  }
  switch (outcome.kind) {
    case Outcome::Kind::kStored:
      return SetState(writing, arrival, id, from, v1::DOCUMENT_STATE_STORED, absl::OkStatus(), attempts);
    case Outcome::Kind::kFailed:
      return SetState(writing, arrival, id, from, v1::DOCUMENT_STATE_FAILED, outcome.error, attempts);
    default:
      return SetState(writing, arrival, id, from, v1::DOCUMENT_STATE_ANALYZED, absl::OkStatus(), attempts);
  }
}

absl::StatusOr<std::optional<absl::Time>> SqliteStore::NextDue() {
  auto db = pool_->Read();
  auto query = db->Query("SELECT MIN(due) FROM jobs");
  if (!query.ok()) return query.status();
  if (const auto row = query->Step(); !row.ok()) return row.status();
  if (query->IsNull(0)) return std::optional<absl::Time>();
  return std::optional<absl::Time>(absl::FromUnixMicros(query->Int(0)));
}

}  // namespace chancery::ingestion
