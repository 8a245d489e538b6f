// Documents of several callers in one transaction.
//
// A transaction costs an fsync whatever is in it. While one is being written, callers that come queue up; the first of them
// then writes for all (as LevelDB's writers do, db/db_impl.cc), so that many small calls cost little more than one large one.
//
// Thread-safe.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "services/ingestion/store.h"

namespace chancery::ingestion {

class GroupCommit {
 public:
  // One transaction: an answer for each document, in order.
  using Write = std::function<std::vector<absl::StatusOr<Ingested>>(const std::vector<const NewDocument*>&)>;

  explicit GroupCommit(Write write) : write_(std::move(write)) {}

  // Returns when the documents are durable, with their answers.
  std::vector<absl::StatusOr<Ingested>> Ingest(const std::vector<NewDocument>& documents);

  // Callers whose documents are not yet written.
  size_t waiting() const;

 private:
  struct Caller {
    const std::vector<NewDocument>& documents;
    std::vector<absl::StatusOr<Ingested>> results = {};
    bool done = false;
  };

  const Write write_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Caller*> callers_;  // guarded by mutex_; the first one writes
};

}  // namespace chancery::ingestion
