// Removes what is too old: documents, by when they were stored, and changes of the log.
//
// A document goes as DeleteDocument makes it go: it becomes DELETING, its knowledge is retracted by a job, then it is gone. Few
// at a time, so that new documents don't wait behind many removals.
#pragma once

#include <cstdint>
#include <thread>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "services/ingestion/store.h"
#include "services/platform/clock.h"
#include "services/platform/signal.h"

namespace chancery::ingestion {

struct JanitorOptions {
  absl::Duration document_age = absl::InfiniteDuration();  // older documents go
  absl::Duration change_age = absl::InfiniteDuration();    // older changes are forgotten
  int document_batch = 64;                                 // a transaction
  int change_batch = 5000;
  absl::Duration interval = absl::Minutes(1);  // how often it looks
};

// Counts what went in chancery_ingestion_expired_documents_total and chancery_ingestion_pruned_changes_total.
class Janitor {
 public:
  // `store` and `clock` must outlive the janitor.
  Janitor(Store& store, const JanitorOptions& options, const platform::Clock& clock = platform::Clock::Real());
  // Stops.
  ~Janitor();

  // Works in a thread of its own until Stop; does nothing if nothing is ever too old.
  void Start();
  void Stop();

  // One batch of each in this thread. For Start's thread and for tests.
  struct Round {
    int64_t documents = 0;
    int64_t changes = 0;
    bool more = false;  // there is more that is too old
  };
  absl::StatusOr<Round> RunOnce();

 private:
  void Work();

  Store& store_;
  const JanitorOptions options_;
  const platform::Clock& clock_;
  platform::Signal stop_;
  std::thread thread_;
};

}  // namespace chancery::ingestion
