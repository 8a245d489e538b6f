#include "services/query/knowledge_service.h"

#include "services/platform/status.h"
#include "services/query/names.h"

namespace chancery::query {
namespace {
grpc::Status NotYet(std::string_view method) { return platform::ToGrpc(platform::NotImplemented(method)); }
}  // namespace

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

grpc::Status KnowledgeServiceImpl::CreateCorrection(grpc::ServerContext*, const knowledge::v1::CreateCorrectionRequest*,
                                                    knowledge::v1::Correction*) {
  return NotYet("CreateCorrection");
}

grpc::Status KnowledgeServiceImpl::ListCorrections(grpc::ServerContext*, const knowledge::v1::ListCorrectionsRequest*,
                                                   knowledge::v1::ListCorrectionsResponse*) {
  return NotYet("ListCorrections");
}

grpc::Status KnowledgeServiceImpl::RevertCorrection(grpc::ServerContext*, const knowledge::v1::RevertCorrectionRequest*,
                                                    knowledge::v1::Correction*) {
  return NotYet("RevertCorrection");
}

}  // namespace chancery::query
