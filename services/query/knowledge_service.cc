#include "services/query/knowledge_service.h"

#include "absl/time/clock.h"
#include "services/platform/caller.h"
#include "services/platform/status.h"
#include "services/query/answer.h"
#include "services/query/curation.h"
#include "services/query/names.h"

namespace chancery::query {

grpc::Status KnowledgeServiceImpl::CommitAnalyses(grpc::ServerContext*, const knowledge::v1::CommitAnalysesRequest* request,
                                                  knowledge::v1::CommitAnalysesResponse* response) {
  const auto applied = graph_.Commit(*request);
  if (!applied.ok()) return platform::ToGrpc(applied.status());
  for (int i = 0; i < request->commits_size(); ++i) {
    auto* result = response->add_results();
    result->set_document(request->commits(i).document().name());
    result->set_applied((*applied)[i]);
  }
  return grpc::Status::OK;
}

grpc::Status KnowledgeServiceImpl::RetractDocument(grpc::ServerContext*, const knowledge::v1::RetractDocumentRequest* request,
                                                   knowledge::v1::RetractDocumentResponse* response) {
  const auto applied = graph_.Retract(request->document(), request->revision());
  if (!applied.ok()) return platform::ToGrpc(applied.status());
  response->set_applied(*applied);
  return grpc::Status::OK;
}

grpc::Status KnowledgeServiceImpl::CreateCorrection(grpc::ServerContext* context, const knowledge::v1::CreateCorrectionRequest* request,
                                                    knowledge::v1::Correction* response) {
  auto correction = graph_.Correct(*request, platform::CallerOf(*context, /*trust_header=*/false), absl::Now());
  if (!correction.ok()) return platform::ToGrpc(correction.status());
  *response = *std::move(correction);
  return grpc::Status::OK;
}

grpc::Status KnowledgeServiceImpl::ImportCorrections(grpc::ServerContext*, const knowledge::v1::ImportCorrectionsRequest* request,
                                                     knowledge::v1::ImportCorrectionsResponse* response) {
  const auto applied = graph_.TakeOver(*request);
  if (!applied.ok()) return platform::ToGrpc(applied.status());
  response->set_applied_count(*applied);
  return grpc::Status::OK;
}

grpc::Status KnowledgeServiceImpl::ListCorrections(grpc::ServerContext*, const knowledge::v1::ListCorrectionsRequest* request,
                                                   knowledge::v1::ListCorrectionsResponse* response) {
  return Answer(store_, &query::ListCorrections, *request, response);
}

grpc::Status KnowledgeServiceImpl::RevertCorrection(grpc::ServerContext* context, const knowledge::v1::RevertCorrectionRequest* request,
                                                    knowledge::v1::Correction* response) {
  auto correction = graph_.Revert(*request, platform::CallerOf(*context, /*trust_header=*/false), absl::Now());
  if (!correction.ok()) return platform::ToGrpc(correction.status());
  *response = *std::move(correction);
  return grpc::Status::OK;
}

grpc::Status KnowledgeServiceImpl::ListReviewItems(grpc::ServerContext*, const knowledge::v1::ListReviewItemsRequest* request,
                                                   knowledge::v1::ListReviewItemsResponse* response) {
  return Answer(store_, &query::ListReviewItems, *request, response);
}

}  // namespace chancery::query
