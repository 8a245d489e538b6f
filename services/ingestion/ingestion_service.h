// The RPC edge of ingestion: requests to the store and back.
//
// Thread-safe.
#pragma once

#include <atomic>
#include <functional>
#include <string>

#include "absl/status/statusor.h"
#include "chancery/ingestion/v1/ingestion_service.grpc.pb.h"
#include "services/ingestion/client_quota.h"
#include "services/ingestion/group_commit.h"
#include "services/ingestion/intake.h"
#include "services/ingestion/store.h"
#include "services/platform/clock.h"

namespace chancery::ingestion {

struct IngestionServiceOptions {
  IntakeOptions intake = {};
  // Each holds a thread for as long as it lasts; more are refused.
  int max_watches = 64;
  int max_ingest_streams = 64;
  ClientQuotaOptions quota = {};
  // Whether callers are told by the metadata that a gateway sets (services/platform/caller.h).
  bool trust_client_header = false;
  // The version of the extractor in use, for reprocessing what others have analysed; errors are told to the caller. Empty: there is
  // none to ask.
  std::function<absl::StatusOr<std::string>()> extractor_version = {};
};

class IngestionServiceImpl : public v1::IngestionService::Service {
 public:
  // `store` and `clock` must outlive the service.
  explicit IngestionServiceImpl(Store& store, const IngestionServiceOptions& options = {},
                                const platform::Clock& clock = platform::Clock::Real());

  // Takes documents and bytes out of the quotas of a caller, or gives them back (negative numbers). Errors as of ClientQuota::Take.
  absl::Status Charge(const grpc::ServerContext& context, int64_t documents, int64_t bytes);

  // Ends watches and refuses what streams still bring, so that the server can stop.
  void Drain();

  grpc::Status IngestDocument(grpc::ServerContext* context, const v1::IngestDocumentRequest* request,
                              v1::IngestDocumentResponse* response) override;
  grpc::Status IngestDocuments(grpc::ServerContext* context,
                               grpc::ServerReaderWriter<v1::IngestDocumentsResponse, v1::IngestDocumentsRequest>* stream) override;
  grpc::Status GetDocument(grpc::ServerContext* context, const v1::GetDocumentRequest* request, v1::Document* response) override;
  grpc::Status ListDocuments(grpc::ServerContext* context, const v1::ListDocumentsRequest* request,
                             v1::ListDocumentsResponse* response) override;
  grpc::Status CompareDocuments(grpc::ServerContext* context, const v1::CompareDocumentsRequest* request,
                                v1::CompareDocumentsResponse* response) override;
  grpc::Status DeleteDocument(grpc::ServerContext* context, const v1::DeleteDocumentRequest* request,
                              google::protobuf::Empty* response) override;
  grpc::Status WatchDocuments(grpc::ServerContext* context, const v1::WatchDocumentsRequest* request,
                              grpc::ServerWriter<v1::WatchDocumentsResponse>* writer) override;
  grpc::Status RetryDocument(grpc::ServerContext* context, const v1::RetryDocumentRequest* request, v1::Document* response) override;
  grpc::Status GetStatistics(grpc::ServerContext* context, const v1::GetStatisticsRequest* request,
                             v1::GetStatisticsResponse* response) override;
  grpc::Status ReprocessDocuments(grpc::ServerContext* context, const v1::ReprocessDocumentsRequest* request,
                                  v1::Operation* response) override;
  grpc::Status ListOperations(grpc::ServerContext* context, const v1::ListOperationsRequest* request,
                              v1::ListOperationsResponse* response) override;
  grpc::Status GetOperation(grpc::ServerContext* context, const v1::GetOperationRequest* request, v1::Operation* response) override;
  grpc::Status CancelOperation(grpc::ServerContext* context, const v1::CancelOperationRequest* request, v1::Operation* response) override;

 private:
  Store& store_;
  const IngestionServiceOptions options_;
  const platform::Clock& clock_;
  platform::Signal drain_;
  GroupCommit commits_;
  ClientQuota quota_;
  std::atomic<int> watches_ = 0;
  std::atomic<int> ingest_streams_ = 0;
};

}  // namespace chancery::ingestion
