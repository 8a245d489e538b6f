#include "services/ingestion/feeds/feeds.h"

namespace chancery::ingestion::feeds {
namespace {

FetcherOptions WithAddresses(const FeedsOptions& options) {
  FetcherOptions fetcher = options.fetcher;
  if (options.allow_private_addresses) fetcher.http.allowed = [](const sockaddr&) { return true; };
  return fetcher;
}

FeedServiceOptions ServiceOptions(const FeedsOptions& options) {
  return {.allow_private_addresses = options.allow_private_addresses,
          .min_interval = options.poller.min_interval,
          .max_page_bytes = options.poller.max_page_bytes};
}

}  // namespace

Feeds::Feeds(const FeedsOptions& options, FeedStore& store, const Intake& intake)
    : fetcher_(WithAddresses(options), platform::Clock::Real()),
      poller_(store, fetcher_, intake, options.poller),
      service_(store, fetcher_, poller_, intake, ServiceOptions(options)) {}

void Feeds::Stop() {
  service_.Drain();
  poller_.Stop();
}

}  // namespace chancery::ingestion::feeds
