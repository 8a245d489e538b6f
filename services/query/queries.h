// The questions of QueryService, each a function of one consistent view of the store.
//
// For the transaction's thread. Errors are those of the contract (query_service.proto), else the store's.
#pragma once

#include <functional>

#include "absl/status/statusor.h"
#include "chancery/query/v1/query_service.pb.h"
#include "services/query/store.h"

namespace chancery::query {

absl::StatusOr<v1::SearchEntitiesResponse> SearchEntities(Transaction& tx, const v1::SearchEntitiesRequest& request);
absl::StatusOr<v1::GetEntityResponse> GetEntity(Transaction& tx, const v1::GetEntityRequest& request);
absl::StatusOr<v1::ListEventsResponse> ListEvents(Transaction& tx, const v1::ListEventsRequest& request);
absl::StatusOr<v1::Event> GetEvent(Transaction& tx, const v1::GetEventRequest& request);
absl::StatusOr<v1::ListStatementsResponse> ListStatements(Transaction& tx, const v1::ListStatementsRequest& request);
absl::StatusOr<v1::ListFactsResponse> ListFacts(Transaction& tx, const v1::ListFactsRequest& request);
absl::StatusOr<v1::ExplainEntityResponse> ExplainEntity(Transaction& tx, const v1::ExplainEntityRequest& request);
absl::StatusOr<v1::CompareReportsResponse> CompareReports(Transaction& tx, const v1::CompareReportsRequest& request);
absl::StatusOr<v1::ListOfficeHoldersResponse> ListOfficeHolders(Transaction& tx, const v1::ListOfficeHoldersRequest& request);
absl::StatusOr<v1::ListLedgerResponse> ListLedger(Transaction& tx, const v1::ListLedgerRequest& request);
absl::StatusOr<v1::FindConnectionsResponse> FindConnections(Transaction& tx, const v1::FindConnectionsRequest& request);
absl::StatusOr<v1::CountOverTimeResponse> CountOverTime(Transaction& tx, const v1::CountOverTimeRequest& request);
absl::StatusOr<v1::CountFacetsResponse> CountFacets(Transaction& tx, const v1::CountFacetsRequest& request);
absl::StatusOr<v1::SearchDocumentsResponse> SearchDocuments(Transaction& tx, const v1::SearchDocumentsRequest& request);

// Gives each document's annotations to `write` by document name, until it returns false. Reads page by page, each a view
// of its own, so that a slow reader holds nothing up.
absl::Status ExportAnnotations(Store& store, const v1::ExportAnnotationsRequest& request,
                               const std::function<bool(v1::ExportAnnotationsResponse)>& write);

}  // namespace chancery::query
