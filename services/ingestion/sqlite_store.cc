#include "services/ingestion/sqlite_store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/ingestion/sqlite_rows.h"
#include "services/ingestion/sqlite_schema.h"
#include "services/platform/status.h"

namespace chancery::ingestion {
namespace {

// A lock that the kernel takes back when the process dies, however it dies.
absl::StatusOr<int> LockFile(const std::string& path) {
  const std::string lock_path = absl::StrCat(path, ".lock");
  const int file = ::open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return platform::FailedPrecondition(absl::StrCat("can't write ", lock_path), "STORE_NOT_WRITABLE");
  if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
    ::close(file);
    return platform::FailedPrecondition(absl::StrCat(path, " is in use by another process"), "STORE_IN_USE");
  }
  return file;
}

}  // namespace

absl::StatusOr<std::unique_ptr<Store>> SqliteStore::Open(const std::string& path, const StoreOptions& options,
                                                         const platform::Clock& clock) {
  const absl::StatusOr<int> lock = LockFile(path);
  if (!lock.ok()) return lock.status();
  auto pool = platform::SqlitePool::Open(path, SqliteMigrations());
  if (!pool.ok()) {
    ::close(*lock);
    return pool.status();
  }
  // Room for the pages that a batch touches; fewer, larger checkpoints.
  if (absl::Status status = (*pool)->Write()->Execute("PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=8000"); !status.ok()) {
    ::close(*lock);
    return status;
  }
  std::unique_ptr<SqliteStore> store(new SqliteStore(std::move(*pool), *lock, options, clock));
  if (absl::Status status = store->Start(); !status.ok()) return status;
  return store;
}

SqliteStore::SqliteStore(std::unique_ptr<platform::SqlitePool> pool, int lock_file, const StoreOptions& options,
                         const platform::Clock& clock)
    : pool_(std::move(pool)), feeds_(*pool_), lock_file_(lock_file), options_(options), clock_(clock) {}

SqliteStore::~SqliteStore() { ::close(lock_file_); }

absl::Status SqliteStore::Start() {
  return Transact([&](Writing& writing) -> absl::Status {
    // Who held these leases is gone.
    if (auto status = writing.db.Run("UPDATE jobs SET leased = 0, due = MIN(due, ?) WHERE leased", writing.now); !status.ok()) {
      return status;
    }
    auto states = writing.db.Query("SELECT state, COUNT(*) FROM documents GROUP BY state");
    if (!states.ok()) return states.status();
    for (;;) {
      const auto row = states->Step();
      if (!row.ok()) return row.status();
      if (!*row) break;
      writing.delta.states.at(static_cast<size_t>(states->Int(0))) += states->Int(1);
    }
    auto jobs = writing.db.Query("SELECT COUNT(*), COALESCE(SUM(operation <> 0), 0) FROM jobs");
    if (!jobs.ok()) return jobs.status();
    if (const auto row = jobs->Step(); !row.ok()) return row.status();
    writing.delta.jobs = jobs->Int(0);
    writing.delta.operation_jobs = jobs->Int(1);
    return absl::OkStatus();
  });
}

absl::Status SqliteStore::Transact(const std::function<absl::Status(Writing&)>& body) {
  {
    auto db = pool_->Write();
    Writing writing{.db = *db, .now = ToMicros(clock_.Now()), .sequence = 0};
    absl::Status status = db->Transact([&]() -> absl::Status {
      int64_t before = 0;
      {
        auto query = db->Query("SELECT value FROM sequence");
        if (!query.ok()) return query.status();
        if (const auto row = query->Step(); !row.ok()) return row.status();
        before = writing.sequence = query->Int(0);
      }
      if (absl::Status done = body(writing); !done.ok()) return done;
      return writing.sequence == before ? absl::OkStatus() : db->Run("UPDATE sequence SET value = ?", writing.sequence);
    });
    if (!status.ok()) return status;
    // Still under the writer's lease: counts change in the order of the transactions.
    std::lock_guard<std::mutex> lock(mutex_);
    for (size_t i = 0; i < counts_.states.size(); ++i) counts_.states[i] += writing.delta.states[i];
    counts_.jobs += writing.delta.jobs;
    counts_.operation_jobs += writing.delta.operation_jobs;
  }
  changed().Raise();
  return absl::OkStatus();
}

bool SqliteStore::QueueFull() {
  std::lock_guard<std::mutex> lock(mutex_);
  return counts_.jobs >= options_.max_queue;
}

absl::StatusOr<Statistics> SqliteStore::GetStatistics() {
  Statistics statistics;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    for (size_t i = 0; i < counts_.states.size(); ++i) {
      if (counts_.states[i] != 0) statistics.states[static_cast<v1::DocumentState>(i)] = counts_.states[i];
    }
    statistics.queue_length = counts_.jobs;
  }
  auto db = pool_->Read();
  auto query = db->Query("SELECT MIN(created) FROM jobs");
  if (!query.ok()) return query.status();
  if (const auto row = query->Step(); !row.ok()) return row.status();
  if (!query->IsNull(0)) statistics.oldest_job = absl::FromUnixMicros(query->Int(0));
  return statistics;
}

}  // namespace chancery::ingestion
