// Store on one SQLite file, for one process on one machine. Its methods are told apart by purpose: sqlite_arrivals.cc,
// sqlite_documents.cc, sqlite_queue.cc, sqlite_links.cc, sqlite_operations.cc, sqlite_retention.cc; what all have in common is in
// sqlite_store.cc.
#pragma once

#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <mutex>
#include <set>
#include <string>
#include <vector>

#include "services/ingestion/feeds/sqlite_feeds.h"
#include "services/ingestion/sqlite_copies.h"
#include "services/ingestion/store.h"
#include "services/platform/clock.h"
#include "services/platform/sqlite_pool.h"

namespace chancery::ingestion {

class SqliteStore : public Store {
 public:
  // Opens or makes the file. Only one process may have it open, so leases that a process before held are void.
  // FAILED_PRECONDITION (STORE_IN_USE) if another process has it. `clock` must outlive the store.
  static absl::StatusOr<std::unique_ptr<Store>> Open(const std::string& path, const StoreOptions& options,
                                                     const platform::Clock& clock = platform::Clock::Real());
  ~SqliteStore() override;

  std::vector<absl::StatusOr<Ingested>> IngestAll(const std::vector<const NewDocument*>& documents) override;
  absl::StatusOr<v1::Document> Get(const std::string& name, bool with_text) override;
  absl::StatusOr<DocumentPage> List(const DocumentFilter& filter, int64_t after, int limit) override;
  absl::Status Delete(const std::string& name, const std::string& etag) override;
  absl::StatusOr<v1::Document> Retry(const std::string& name) override;
  absl::StatusOr<std::vector<Change>> Changes(int64_t after, int limit) override;
  absl::StatusOr<int64_t> LastChange() override;
  absl::StatusOr<Expired> Expire(absl::Time before, int limit) override;
  absl::StatusOr<int64_t> PruneChanges(absl::Time before, int limit) override;
  absl::StatusOr<Statistics> GetStatistics() override;
  absl::StatusOr<v1::Operation> StartReprocessing(const v1::ReprocessDocumentsRequest& filter) override;
  absl::StatusOr<v1::Operation> GetOperation(const std::string& name) override;
  absl::StatusOr<OperationPage> ListOperations(int64_t after, int limit) override;
  absl::StatusOr<v1::Operation> CancelOperation(const std::string& name) override;
  absl::Status FeedOperations() override;
  absl::StatusOr<std::vector<Job>> Claim(int limit, int64_t max_bytes, absl::Duration lease) override;
  absl::Status LinkCopies(std::vector<Job>& jobs) override;
  absl::StatusOr<int> Complete(const std::vector<Outcome>& outcomes) override;
  absl::StatusOr<std::optional<absl::Time>> NextDue() override;
  bool QueueFull() override;
  feeds::FeedStore& feeds() override { return feeds_; }

 private:
  // Counts are kept in memory, for this process alone writes: how many documents a state has, and jobs.
  struct Counts {
    std::array<int64_t, v1::DocumentState_ARRAYSIZE> states = {};
    int64_t jobs = 0;
    int64_t operation_jobs = 0;  // of them, of operations
  };
  // A write transaction and what it does to the counts.
  struct Writing {
    platform::Database& db;
    int64_t now;
    int64_t sequence;  // the last number given
    Counts delta = {};

    // The next number of the sequence.
    int64_t Next() { return sequence = std::max(sequence + 1, now); }
  };

  SqliteStore(std::unique_ptr<platform::SqlitePool> pool, int lock_file, const StoreOptions& options, const platform::Clock& clock);

  absl::Status Start();
  absl::Status Transact(const std::function<absl::Status(Writing&)>& body);

  absl::StatusOr<Ingested> IngestOne(Writing& writing, const NewDocument& incoming);
  absl::StatusOr<Ingested> Insert(Writing& writing, const NewDocument& incoming);
  absl::Status SetState(Writing& writing, int64_t arrival, const std::string& id, v1::DocumentState from, v1::DocumentState to,
                        const absl::Status& error, int attempts);
  // Makes a document DELETING and queues its retraction; nothing happens if it is so already.
  absl::Status Remove(Writing& writing, int64_t arrival, const std::string& id);
  // A document's job, and its lease if there is one, give way to a new one, which is of `operation` (0: none). An analysis that
  // gives way to another one leaves its operation to it.
  absl::Status PutJob(Writing& writing, int64_t arrival, JobKind kind, int64_t operation = 0);
  // Whoever is from the same address: replaced by `id`. Sets the name of the one that was there.
  absl::Status Replace(Writing& writing, const std::string& address, const std::string& id, v1::Document& document);
  // Takes a document's text out of the copies.
  absl::Status Unlink(Writing& writing, int64_t arrival);
  // Writes what `copies` found; documents that are not in `held` and were analysed are queued again.
  absl::Status WriteOrigins(Writing& writing, SqliteCopies& copies, const std::set<int64_t>& held);
  absl::Status Finish(Writing& writing, const Outcome& outcome, int& held);
  // How many documents of operations may go into the queue now.
  int64_t RoomForOperations();
  // Queues the next documents of the oldest operation that has any.
  absl::Status Feed(Writing& writing);
  // A job of an operation has ended.
  absl::Status CountDone(Writing& writing, int64_t operation, bool failed);

  const std::unique_ptr<platform::SqlitePool> pool_;
  feeds::SqliteFeeds feeds_;
  const int lock_file_;
  const StoreOptions options_;
  const platform::Clock& clock_;
  std::mutex mutex_;
  Counts counts_;        // guarded by mutex_
  bool feeding_ = true;  // guarded by mutex_: there may be an operation with documents that are not in the queue yet
};

}  // namespace chancery::ingestion
