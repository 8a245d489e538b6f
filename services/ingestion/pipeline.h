// Drives documents through extraction into the knowledge graph.
//
// A worker leases a batch of jobs, asks extraction for each text, commits all analyses to the query service in one call
// with each job's fence as revision, and ends the jobs in one transaction. If it dies in between, the lease ends, another
// worker does the same again under a higher fence, and the commit replaces or ignores the former one: each document's
// analysis is in effect once.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "absl/status/statusor.h"
#include "chancery/extraction/v1/extraction_service.grpc.pb.h"
#include "chancery/knowledge/v1/knowledge_service.grpc.pb.h"
#include "services/ingestion/store.h"
#include "services/platform/clock.h"

namespace chancery::ingestion {

struct PipelineOptions {
  int workers = 2;
  int batch = 32;                  // jobs a lease
  int64_t batch_bytes = 4 << 20;   // text a lease, beyond its first document
  int64_t commit_bytes = 8 << 20;  // about how much goes in one commit
  // From the beginning of a lease that found fewer jobs to that of the next: what comes in meanwhile is committed together, for each commit
  // waits for the disk. A job that comes when there was none for so long does not wait.
  absl::Duration gather = absl::Milliseconds(200);
  absl::Duration lease = absl::Minutes(5);
  absl::Duration extract_timeout = absl::Seconds(60);
  absl::Duration commit_timeout = absl::Seconds(60);
  // Attempts before a retryable failure is taken as final: about an hour of them.
  int max_attempts = 20;
  // The same of a text that extraction does not read in time: it is not likely to be faster the next time.
  int max_timeouts = 3;
  absl::Duration min_backoff = absl::Milliseconds(500);
  absl::Duration max_backoff = absl::Minutes(5);
};

// The delay before attempt `attempts` + 1: doubles from min to max; `random` in [0, 1) takes up to half of it away, so
// that jobs that failed together don't come back together.
absl::Duration Backoff(const PipelineOptions& options, int attempts, double random);

class Pipeline {
 public:
  using Extraction = extraction::v1::ExtractionService::StubInterface;
  using Knowledge = knowledge::v1::KnowledgeService::StubInterface;

  // `store` and `clock` must outlive the pipeline.
  Pipeline(Store& store, std::shared_ptr<Extraction> extraction, std::shared_ptr<Knowledge> knowledge, const PipelineOptions& options,
           const platform::Clock& clock = platform::Clock::Real());
  // Stops.
  ~Pipeline();

  // Works in threads of its own until Stop, which waits a little for the calls in flight, cancels what is left of them
  // and gives back what was not done.
  void Start();
  void Stop();

  // Leases and works off one batch in this thread. Returns how many jobs there were, and whether all of them failed
  // because a service did not answer. For Start's threads and for tests.
  struct Round {
    int jobs = 0;
    bool outage = false;
  };
  absl::StatusOr<Round> RunOnce();

 private:
  struct Pending;  // a document on its way to a commit
  class Call;      // a call in flight

  void Work();
  Outcome Retract(const Job& job);
  Outcome GiveBack(const Job& job) const;
  absl::Status Extract(const Job& job, Pending& pending);
  void Commit(std::vector<Pending>& pending, std::vector<Outcome>& outcomes);
  void CommitRange(std::vector<Pending>& pending, size_t begin, size_t end, std::vector<Outcome>& outcomes);
  Outcome Failure(const Job& job, const absl::Status& error, int max_attempts);

  Store& store_;
  const std::shared_ptr<Extraction> extraction_;
  const std::shared_ptr<Knowledge> knowledge_;
  const PipelineOptions options_;
  const platform::Clock& clock_;
  platform::Signal stop_;
  std::vector<std::thread> threads_;

  std::mutex mutex_;
  std::condition_variable idle_;
  std::set<grpc::ClientContext*> calls_;  // guarded by mutex_
};

}  // namespace chancery::ingestion
