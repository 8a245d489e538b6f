#include "services/query/query_service.h"

#include "absl/time/clock.h"
#include "absl/time/time.h"
#include "services/platform/status.h"
#include "services/query/answer.h"
#include "services/query/ask/ask.h"
#include "services/query/corrections.h"
#include "services/query/export/export.h"
#include "services/query/queries.h"
#include "services/query/saved_queries.h"
#include "services/query/watch_events.h"

namespace chancery::query {

template <typename Request>
absl::StatusOr<std::shared_ptr<Store>> QueryServiceImpl::StoreOf(const Request& request) {
  if (request.has_as_of()) return as_of_.At(request.as_of(), absl::Now());
  return std::shared_ptr<Store>(std::shared_ptr<Store>(), &store_);  // not owned
}

template <typename Request, typename Response>
grpc::Status QueryServiceImpl::Answer(absl::StatusOr<Response> (*question)(Transaction&, const Request&), const Request& request,
                                      Response* response) {
  const auto store = StoreOf(request);
  if (!store.ok()) return platform::ToGrpc(store.status());
  return query::Answer(**store, question, request, response);
}

void QueryServiceImpl::Drain() {
  drain_.Close();
  as_of_.Close();
  store_.changed().Raise();
}

grpc::Status QueryServiceImpl::SearchEntities(grpc::ServerContext*, const v1::SearchEntitiesRequest* request,
                                              v1::SearchEntitiesResponse* response) {
  return Answer(&query::SearchEntities, *request, response);
}

grpc::Status QueryServiceImpl::GetEntity(grpc::ServerContext*, const v1::GetEntityRequest* request, v1::GetEntityResponse* response) {
  return Answer(&query::GetEntity, *request, response);
}

grpc::Status QueryServiceImpl::ListEvents(grpc::ServerContext*, const v1::ListEventsRequest* request, v1::ListEventsResponse* response) {
  return Answer(&query::ListEvents, *request, response);
}

grpc::Status QueryServiceImpl::GetEvent(grpc::ServerContext*, const v1::GetEventRequest* request, v1::Event* response) {
  return Answer(&query::GetEvent, *request, response);
}

grpc::Status QueryServiceImpl::ListStatements(grpc::ServerContext*, const v1::ListStatementsRequest* request,
                                              v1::ListStatementsResponse* response) {
  return Answer(&query::ListStatements, *request, response);
}

grpc::Status QueryServiceImpl::ListFacts(grpc::ServerContext*, const v1::ListFactsRequest* request, v1::ListFactsResponse* response) {
  return Answer(&query::ListFacts, *request, response);
}

grpc::Status QueryServiceImpl::SearchDocuments(grpc::ServerContext*, const v1::SearchDocumentsRequest* request,
                                               v1::SearchDocumentsResponse* response) {
  return Answer(&query::SearchDocuments, *request, response);
}

grpc::Status QueryServiceImpl::ExportAnnotations(grpc::ServerContext* context, const v1::ExportAnnotationsRequest* request,
                                                 grpc::ServerWriter<v1::ExportAnnotationsResponse>* writer) {
  const auto store = StoreOf(*request);
  if (!store.ok()) return platform::ToGrpc(store.status());
  return platform::ToGrpc(query::ExportAnnotations(**store, *request, [&](const v1::ExportAnnotationsResponse& response) {
    return !context->IsCancelled() && writer->Write(response);
  }));
}

grpc::Status QueryServiceImpl::CompareReports(grpc::ServerContext*, const v1::CompareReportsRequest* request,
                                              v1::CompareReportsResponse* response) {
  return Answer(&query::CompareReports, *request, response);
}

grpc::Status QueryServiceImpl::ListOfficeHolders(grpc::ServerContext*, const v1::ListOfficeHoldersRequest* request,
                                                 v1::ListOfficeHoldersResponse* response) {
  return Answer(&query::ListOfficeHolders, *request, response);
}

grpc::Status QueryServiceImpl::ListLedger(grpc::ServerContext*, const v1::ListLedgerRequest* request, v1::ListLedgerResponse* response) {
  return Answer(&query::ListLedger, *request, response);
}

grpc::Status QueryServiceImpl::FindConnections(grpc::ServerContext*, const v1::FindConnectionsRequest* request,
                                               v1::FindConnectionsResponse* response) {
  return Answer(&query::FindConnections, *request, response);
}

grpc::Status QueryServiceImpl::CountOverTime(grpc::ServerContext*, const v1::CountOverTimeRequest* request,
                                             v1::CountOverTimeResponse* response) {
  return Answer(&query::CountOverTime, *request, response);
}

grpc::Status QueryServiceImpl::CountFacets(grpc::ServerContext*, const v1::CountFacetsRequest* request, v1::CountFacetsResponse* response) {
  return Answer(&query::CountFacets, *request, response);
}

grpc::Status QueryServiceImpl::ExplainEntity(grpc::ServerContext*, const v1::ExplainEntityRequest* request,
                                             v1::ExplainEntityResponse* response) {
  return Answer(&query::ExplainEntity, *request, response);
}

grpc::Status QueryServiceImpl::Ask(grpc::ServerContext*, const v1::AskRequest* request, v1::AskResponse* response) {
  const auto store = StoreOf(*request);
  if (!store.ok()) return platform::ToGrpc(store.status());
  auto tx = (*store)->Begin(Store::Mode::kRead);
  if (!tx.ok()) return platform::ToGrpc(tx.status());
  const absl::Time today = request->has_as_of() ? FromTimestamp(request->as_of()) : absl::Now();
  auto answer = query::Ask(**tx, *request, absl::ToCivilDay(today, absl::UTCTimeZone()));
  if (!answer.ok()) return platform::ToGrpc(answer.status());
  *response = *std::move(answer);
  return grpc::Status::OK;
}

grpc::Status QueryServiceImpl::WatchEvents(grpc::ServerContext* context, const v1::WatchEventsRequest* request,
                                           grpc::ServerWriter<v1::WatchEventsResponse>* writer) {
  absl::Status status = platform::ResourceExhausted("too many watches", "TOO_MANY_STREAMS", absl::Seconds(5));
  if (++watches_ <= max_watches_) {
    status = query::WatchEvents(store_, *request, drain_,
                                {.write = [&](const v1::WatchEventsResponse& response) { return writer->Write(response); },
                                 .gone = [&] { return context->IsCancelled(); }});
  }
  --watches_;
  return platform::ToGrpc(status);
}

namespace {

grpc::Status Give(absl::StatusOr<v1::SavedQuery> saved, v1::SavedQuery* response) {
  if (!saved.ok()) return platform::ToGrpc(saved.status());
  *response = *std::move(saved);
  return grpc::Status::OK;
}

}  // namespace

grpc::Status QueryServiceImpl::CreateSavedQuery(grpc::ServerContext*, const v1::CreateSavedQueryRequest* request,
                                                v1::SavedQuery* response) {
  return Give(query::CreateSavedQuery(store_, *request, max_saved_queries_), response);
}

grpc::Status QueryServiceImpl::GetSavedQuery(grpc::ServerContext*, const v1::GetSavedQueryRequest* request, v1::SavedQuery* response) {
  return query::Answer(store_, &query::GetSavedQuery, *request, response);
}

grpc::Status QueryServiceImpl::ListSavedQueries(grpc::ServerContext*, const v1::ListSavedQueriesRequest* request,
                                                v1::ListSavedQueriesResponse* response) {
  return query::Answer(store_, &query::ListSavedQueries, *request, response);
}

grpc::Status QueryServiceImpl::DeleteSavedQuery(grpc::ServerContext*, const v1::DeleteSavedQueryRequest* request,
                                                google::protobuf::Empty*) {
  return platform::ToGrpc(query::DeleteSavedQuery(store_, *request));
}

grpc::Status QueryServiceImpl::AcknowledgeEvents(grpc::ServerContext*, const v1::AcknowledgeEventsRequest* request,
                                                 v1::SavedQuery* response) {
  return Give(query::AcknowledgeEvents(store_, *request), response);
}

grpc::Status QueryServiceImpl::Export(grpc::ServerContext* context, const v1::ExportRequest* request,
                                      grpc::ServerWriter<v1::ExportResponse>* writer) {
  const auto store = StoreOf(*request);
  if (!store.ok()) return platform::ToGrpc(store.status());
  return platform::ToGrpc(query::Export(**store, *request, [&](std::string data) {
    v1::ExportResponse response;
    response.set_data(std::move(data));
    return !context->IsCancelled() && writer->Write(response);
  }));
}

}  // namespace chancery::query
