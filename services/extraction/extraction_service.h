// The RPC edge of extraction.
#pragma once

#include <memory>

#include "chancery/extraction/v1/extraction_service.grpc.pb.h"
#include "services/extraction/extractor.h"

namespace chancery::extraction {

// Checks requests, calls the extractor, converts errors. Thread-safe.
class ExtractionServiceImpl : public v1::ExtractionService::Service {
 public:
  // Longest text that is read, in bytes of UTF-8, unless told otherwise.
  static constexpr int64_t kDefaultMaxTextBytes = 8 << 20;

  explicit ExtractionServiceImpl(std::shared_ptr<const Extractor> extractor, int64_t max_text_bytes = kDefaultMaxTextBytes);

  grpc::Status Extract(grpc::ServerContext* context, const v1::ExtractRequest* request, v1::ExtractResponse* response) override;
  grpc::Status GetExtractor(grpc::ServerContext* context, const v1::GetExtractorRequest* request,
                            v1::GetExtractorResponse* response) override;

 private:
  absl::Status Check(const v1::ExtractRequest& request) const;

  const std::shared_ptr<const Extractor> extractor_;
  const int64_t max_text_bytes_;
};

}  // namespace chancery::extraction
