// Saved queries: filters of events under names, each with how far its events are dealt with.
//
// No part of the graph: nothing follows from them. Thread-safe as far as the store is. Errors are those of the contract
// (query_service.proto), else the store's.
#pragma once

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "chancery/query/v1/query_service.pb.h"
#include "services/query/store.h"
#include "services/query/watch_events.h"

namespace chancery::query {

// `most`: saved queries that a store keeps.
absl::StatusOr<v1::SavedQuery> CreateSavedQuery(Store& store, const v1::CreateSavedQueryRequest& request, int most);
absl::Status DeleteSavedQuery(Store& store, const v1::DeleteSavedQueryRequest& request);
absl::StatusOr<v1::SavedQuery> AcknowledgeEvents(Store& store, const v1::AcknowledgeEventsRequest& request);
absl::StatusOr<v1::SavedQuery> GetSavedQuery(Transaction& tx, const v1::GetSavedQueryRequest& request);
absl::StatusOr<v1::ListSavedQueriesResponse> ListSavedQueries(Transaction& tx, const v1::ListSavedQueriesRequest& request);

}  // namespace chancery::query
