// QueryService over a store: each call reads one consistent view.
#pragma once

#include <atomic>
#include <memory>

#include "chancery/query/v1/query_service.grpc.pb.h"
#include "services/platform/signal.h"
#include "services/query/as_of.h"
#include "services/query/store.h"

namespace chancery::query {

// Thread-safe. `store` must outlive it.
class QueryServiceImpl final : public v1::QueryService::Service {
 public:
  // `max_watches`: each holds a thread for as long as it lasts; more are refused.
  // `max_saved_queries`: that the store keeps.
  explicit QueryServiceImpl(Store& store, int max_watches = 64, AsOfOptions as_of = {}, int max_saved_queries = 1000)
      : store_(store), max_watches_(max_watches), max_saved_queries_(max_saved_queries), as_of_(store, as_of) {}

  // Ends watches and going back to past moments, so that the server can stop.
  void Drain();

  grpc::Status SearchEntities(grpc::ServerContext* context, const v1::SearchEntitiesRequest* request,
                              v1::SearchEntitiesResponse* response) override;
  grpc::Status GetEntity(grpc::ServerContext* context, const v1::GetEntityRequest* request, v1::GetEntityResponse* response) override;
  grpc::Status ListEvents(grpc::ServerContext* context, const v1::ListEventsRequest* request, v1::ListEventsResponse* response) override;
  grpc::Status GetEvent(grpc::ServerContext* context, const v1::GetEventRequest* request, v1::Event* response) override;
  grpc::Status ListStatements(grpc::ServerContext* context, const v1::ListStatementsRequest* request,
                              v1::ListStatementsResponse* response) override;
  grpc::Status ListFacts(grpc::ServerContext* context, const v1::ListFactsRequest* request, v1::ListFactsResponse* response) override;
  grpc::Status SearchDocuments(grpc::ServerContext* context, const v1::SearchDocumentsRequest* request,
                               v1::SearchDocumentsResponse* response) override;
  grpc::Status ExportAnnotations(grpc::ServerContext* context, const v1::ExportAnnotationsRequest* request,
                                 grpc::ServerWriter<v1::ExportAnnotationsResponse>* writer) override;
  grpc::Status CompareReports(grpc::ServerContext* context, const v1::CompareReportsRequest* request,
                              v1::CompareReportsResponse* response) override;
  grpc::Status ListOfficeHolders(grpc::ServerContext* context, const v1::ListOfficeHoldersRequest* request,
                                 v1::ListOfficeHoldersResponse* response) override;
  grpc::Status ListLedger(grpc::ServerContext* context, const v1::ListLedgerRequest* request, v1::ListLedgerResponse* response) override;
  grpc::Status FindConnections(grpc::ServerContext* context, const v1::FindConnectionsRequest* request,
                               v1::FindConnectionsResponse* response) override;
  grpc::Status CountOverTime(grpc::ServerContext* context, const v1::CountOverTimeRequest* request,
                             v1::CountOverTimeResponse* response) override;
  grpc::Status CountFacets(grpc::ServerContext* context, const v1::CountFacetsRequest* request, v1::CountFacetsResponse* response) override;
  grpc::Status ExplainEntity(grpc::ServerContext* context, const v1::ExplainEntityRequest* request,
                             v1::ExplainEntityResponse* response) override;
  grpc::Status Ask(grpc::ServerContext* context, const v1::AskRequest* request, v1::AskResponse* response) override;
  grpc::Status WatchEvents(grpc::ServerContext* context, const v1::WatchEventsRequest* request,
                           grpc::ServerWriter<v1::WatchEventsResponse>* writer) override;
  grpc::Status CreateSavedQuery(grpc::ServerContext* context, const v1::CreateSavedQueryRequest* request,
                                v1::SavedQuery* response) override;
  grpc::Status GetSavedQuery(grpc::ServerContext* context, const v1::GetSavedQueryRequest* request, v1::SavedQuery* response) override;
  grpc::Status ListSavedQueries(grpc::ServerContext* context, const v1::ListSavedQueriesRequest* request,
                                v1::ListSavedQueriesResponse* response) override;
  grpc::Status DeleteSavedQuery(grpc::ServerContext* context, const v1::DeleteSavedQueryRequest* request,
                                google::protobuf::Empty* response) override;
  grpc::Status AcknowledgeEvents(grpc::ServerContext* context, const v1::AcknowledgeEventsRequest* request,
                                 v1::SavedQuery* response) override;
  grpc::Status Export(grpc::ServerContext* context, const v1::ExportRequest* request,
                      grpc::ServerWriter<v1::ExportResponse>* writer) override;

 private:
  // The store that a request asks about: the present one, or as it was.
  template <typename Request>
  absl::StatusOr<std::shared_ptr<Store>> StoreOf(const Request& request);
  template <typename Request, typename Response>
  grpc::Status Answer(absl::StatusOr<Response> (*question)(Transaction&, const Request&), const Request& request, Response* response);

  Store& store_;
  const int max_watches_;
  const int max_saved_queries_;
  std::atomic<int> watches_ = 0;
  platform::Signal drain_;
  AsOfStores as_of_;
};

}  // namespace chancery::query
