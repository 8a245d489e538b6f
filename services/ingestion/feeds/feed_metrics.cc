#include "services/ingestion/feeds/feed_metrics.h"

#include <prometheus/counter.h>

#include "absl/strings/str_cat.h"
#include "services/platform/metrics.h"

namespace chancery::ingestion::feeds {
namespace {

prometheus::Family<prometheus::Counter>& Family(const char* name, const char* help) {
  return prometheus::BuildCounter().Name(name).Help(help).Register(*platform::MetricsRegistry());
}

}  // namespace

void CountRequest(const absl::StatusOr<HttpResponse>& response) {
  static auto& requests = Family("chancery_feeds_requests_total", "Requests for feeds, pages and robots.txt, by class of the status");
  static auto& bytes =
      Family("chancery_feeds_received_bytes_total", "Bytes of bodies that were received, as they came over the wire").Add({});
  requests.Add({{"result", response.ok() ? absl::StrCat(response->status / 100, "xx") : "error"}}).Increment();
  if (response.ok()) bytes.Increment(static_cast<double>(response->wire_bytes));
}

void CountPoll(const std::string& outcome) {
  static auto& family = Family("chancery_feeds_polls_total", "Polls of feeds, by what came of them");
  family.Add({{"outcome", outcome}}).Increment();
}

void CountItem(const std::string& outcome) {
  static auto& family = Family("chancery_feeds_items_total", "Items of feeds that were worked off, by what became of them");
  family.Add({{"outcome", outcome}}).Increment();
}

}  // namespace chancery::ingestion::feeds
