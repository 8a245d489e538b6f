// chancery_feeds_requests_total{result}, chancery_feeds_received_bytes_total, chancery_feeds_polls_total{outcome},
// chancery_feeds_items_total{outcome}.
//
// Thread-safe.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/ingestion/feeds/http_client.h"

namespace chancery::ingestion::feeds {

// A request to a host: by the class of its status ("2xx"), or "error" if it had none.
void CountRequest(const absl::StatusOr<HttpResponse>& response);

// A poll: "changed", "unchanged", or "error".
void CountPoll(const std::string& outcome);

// An item of a feed: "stored", "unchanged", "refused", "retried".
void CountItem(const std::string& outcome);

}  // namespace chancery::ingestion::feeds
