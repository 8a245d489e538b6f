// A watch: the events that are new for a filter, as the graph learns of them.
//
// Thread-safe. Errors are those of the contract (query_service.proto), else the store's.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "chancery/query/v1/query_service.pb.h"
#include "services/platform/signal.h"
#include "services/query/store.h"

namespace chancery::query {

// A change that was told: its transaction and its event. A place in one archive's changes, whatever the filter.
struct WatchPosition {
  int64_t sequence = 0;
  std::string event;

  std::string Token() const;
  // Behind all that is known.
  static absl::StatusOr<WatchPosition> Now(Transaction& tx);
  // INVALID_ARGUMENT of the field: malformed, or of another archive, as far as one can tell.
  static absl::StatusOr<WatchPosition> Read(Transaction& tx, const std::string& token, const std::string& field);
};

// Who watches.
struct Watcher {
  // Takes a response; false: it went away.
  std::function<bool(const v1::WatchEventsResponse&)> write;
  // Whether it went away meanwhile.
  std::function<bool()> gone;
};

// Tells the watcher what is new for a filter or a saved query until it goes away (CANCELLED) or `drain` is closed and the store's signal
// raised (UNAVAILABLE). No view of the store is held while the watcher reads.
absl::Status WatchEvents(Store& store, const v1::WatchEventsRequest& request, const platform::Signal& drain, const Watcher& watcher);

}  // namespace chancery::query
