// KnowledgeService over a store: what the pipeline and curators write.
#pragma once

#include <utility>

#include "chancery/knowledge/v1/knowledge_service.grpc.pb.h"
#include "services/query/graph.h"
#include "services/query/store.h"

namespace chancery::query {

// Thread-safe. `store` must outlive it.
class KnowledgeServiceImpl final : public knowledge::v1::KnowledgeService::Service {
 public:
  explicit KnowledgeServiceImpl(Store& store, GraphOptions options = {}) : store_(store), graph_(store, std::move(options)) {}

  grpc::Status CommitAnalyses(grpc::ServerContext* context, const knowledge::v1::CommitAnalysesRequest* request,
                              knowledge::v1::CommitAnalysesResponse* response) override;
  grpc::Status RetractDocument(grpc::ServerContext* context, const knowledge::v1::RetractDocumentRequest* request,
                               knowledge::v1::RetractDocumentResponse* response) override;
  grpc::Status CreateCorrection(grpc::ServerContext* context, const knowledge::v1::CreateCorrectionRequest* request,
                                knowledge::v1::Correction* response) override;
  grpc::Status ImportCorrections(grpc::ServerContext* context, const knowledge::v1::ImportCorrectionsRequest* request,
                                 knowledge::v1::ImportCorrectionsResponse* response) override;
  grpc::Status ListCorrections(grpc::ServerContext* context, const knowledge::v1::ListCorrectionsRequest* request,
                               knowledge::v1::ListCorrectionsResponse* response) override;
  grpc::Status RevertCorrection(grpc::ServerContext* context, const knowledge::v1::RevertCorrectionRequest* request,
                                knowledge::v1::Correction* response) override;
  grpc::Status ListReviewItems(grpc::ServerContext* context, const knowledge::v1::ListReviewItemsRequest* request,
                               knowledge::v1::ListReviewItemsResponse* response) override;

 private:
  Store& store_;
  Graph graph_;
};

}  // namespace chancery::query
