// Stores with what was known at past moments, for `as_of`.
//
// The graph is a function of the documents and corrections in effect (graph.h), and the history says which those were
// (history.h). So a past moment is a store on scratch space: either made anew of what was in effect then, or a copy of the present
// one in which what changed since is taken back, whichever is less work. Moments between which nothing changed share a store.
// The last few are kept; one is made at a time.
//
// Thread-safe. A store that was given out lives as long as somebody holds it, also when it is no longer kept.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <list>
#include <memory>
#include <mutex>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "google/protobuf/timestamp.pb.h"
#include "services/query/history.h"
#include "services/query/store.h"

namespace chancery::query {

struct AsOfOptions {
  // Stores that are kept at most, each as large as the present one at most.
  int most_kept = 2;
  // Documents that making one may derive at most: each costs what its commit did.
  int64_t most_changes = 20000;
  // Callers that wait for one to be made; more are refused.
  int most_waiting = 16;
};

class AsOfStores {
 public:
  // `store` must outlive it and what it gives out.
  AsOfStores(Store& store, AsOfOptions options) : store_(store), options_(options) {}

  // What was known at the moment; the present store if nothing changed since. INVALID_ARGUMENT, FAILED_PRECONDITION and
  // RESOURCE_EXHAUSTED as the contract says (query_service.proto); UNAVAILABLE after Close.
  absl::StatusOr<std::shared_ptr<Store>> At(const google::protobuf::Timestamp& as_of, absl::Time now);
  // Ends what is being made, so that the server can stop.
  void Close();

 private:
  struct Kept {
    Period period;
    std::shared_ptr<Store> store;
  };

  absl::StatusOr<std::shared_ptr<Store>> Make(const Period& period, int64_t moment);
  // With the lock: the kept store of the moment, moved to the front; null if there is none.
  std::shared_ptr<Store> Find(int64_t moment);

  Store& store_;
  const AsOfOptions options_;
  std::atomic<bool> closed_ = false;
  std::mutex mutex_;
  std::condition_variable made_;
  bool making_ = false;
  int waiting_ = 0;
  std::list<Kept> kept_;  // the latest used first
};

}  // namespace chancery::query
