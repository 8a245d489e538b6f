// All of feeds in one object: what fetches, what polls, and the service.
#pragma once

#include "services/ingestion/feeds/feed_service.h"
#include "services/ingestion/feeds/feed_store.h"
#include "services/ingestion/feeds/fetcher.h"
#include "services/ingestion/feeds/poller.h"

namespace chancery::ingestion::feeds {

struct FeedsOptions {
  // Whether private, loopback and link-local addresses may be asked.
  bool allow_private_addresses = false;
  FetcherOptions fetcher = {};
  PollerOptions poller = {};
};

// From the flags --feed_*.
FeedsOptions FeedsOptionsFromFlags();

// Not thread-safe, but for the service.
class Feeds {
 public:
  // `store` must outlive the object.
  Feeds(const FeedsOptions& options, FeedStore& store, const Intake& intake);

  FeedServiceImpl& service() { return service_; }

  void Start() { poller_.Start(); }
  // Ends requests in flight and waits for the poller's threads.
  void Stop();

 private:
  Fetcher fetcher_;
  Poller poller_;
  FeedServiceImpl service_;
};

}  // namespace chancery::ingestion::feeds
