#include "services/extraction/extraction_service.h"

#include <string>
#include <utility>
#include <vector>

#include "services/platform/edtf.h"
#include "services/platform/language.h"
#include "services/platform/status.h"
#include "services/platform/strings.h"
#include "services/platform/unicode.h"

namespace chancery::extraction {

ExtractionServiceImpl::ExtractionServiceImpl(std::shared_ptr<const Extractor> extractor, int64_t max_text_bytes)
    : extractor_(std::move(extractor)), max_text_bytes_(max_text_bytes) {}

absl::Status ExtractionServiceImpl::Check(const v1::ExtractRequest& request) const {
  const std::string& text = request.text();
  if (static_cast<int64_t>(text.size()) > max_text_bytes_) {
    return platform::ResourceExhausted(platform::Concat("the text has ", text.size(), " bytes, more than ", max_text_bytes_),
                                       "TEXT_TOO_LONG");
  }
  // Protobuf strings are valid UTF-8 by contract, but a sender in C++ can break it.
  if (const auto invalid = platform::FindInvalidUtf8(text)) {
    return platform::InvalidArgument("text", platform::Concat("not valid UTF-8 at byte ", *invalid), "INVALID_UTF8");
  }
  if (const size_t nul = text.find('\0'); nul != std::string::npos) {
    return platform::InvalidArgument("text", platform::Concat("has a NUL at byte ", nul), "NUL_BYTE");
  }
  if (text.find_first_not_of(" \t\r\n") == std::string::npos) return platform::InvalidArgument("text", "is blank", "EMPTY_TEXT");
  if (!request.published().empty()) {
    const auto published = platform::Edtf::Parse(request.published());
    if (!published.ok()) return platform::InvalidArgument("published", std::string(published.status().message()), "INVALID_DATE");
  }
  const int32_t size = platform::CodePointIndex(text).size();
  int32_t end = 0;
  for (int i = 0; i < request.blocks_size(); ++i) {
    const type::v1::Span& span = request.blocks(i).span();
    if (span.begin() < end || span.end() <= span.begin() || span.end() > size) {
      return platform::InvalidArgument(
          platform::Concat("blocks[", i, "].span"),
          platform::Concat("[", span.begin(), ", ", span.end(), ") is out of order or outside the ", size, " code points"),
          "INVALID_BLOCK");
    }
    end = span.end();
  }
  return absl::OkStatus();
}

grpc::Status ExtractionServiceImpl::Extract(grpc::ServerContext* /*context*/, const v1::ExtractRequest* request,
                                            v1::ExtractResponse* response) {
  if (const absl::Status status = Check(*request); !status.ok()) return platform::ToGrpc(status);
  std::string language = request->language_code().empty() ? platform::DetectLanguage(request->text()) : request->language_code();
  language = language.substr(0, language.find('-'));
  if (language != "en" && language != "vi") {
    return platform::ToGrpc(platform::Error(absl::StatusCode::kUnimplemented,
                                            platform::Concat("texts in language '", language, "' are not analysed; 'en' and 'vi' are"),
                                            "LANGUAGE_NOT_SUPPORTED"));
  }
  ExtractionInput input{request->text(), language, request->published(), {}};
  for (const v1::Block& block : request->blocks()) {
    Block& read = input.blocks.emplace_back();
    read.range = {block.span().begin(), block.span().end()};
    read.kind = block.kind();
    const std::string code = block.language_code().substr(0, block.language_code().find('-'));
    if (code == "vi") read.language = Language::kVietnamese;
    if (code == "en") read.language = Language::kEnglish;
  }
  absl::StatusOr<v1::Analysis> analysis = extractor_->Extract(input);
  if (!analysis.ok()) return platform::ToGrpc(analysis.status());
  *response->mutable_analysis() = *std::move(analysis);
  return grpc::Status::OK;
}

grpc::Status ExtractionServiceImpl::GetExtractor(grpc::ServerContext* /*context*/, const v1::GetExtractorRequest* /*request*/,
                                                 v1::GetExtractorResponse* response) {
  response->set_extractor_version(extractor_->version());
  response->add_language_codes("en");
  response->add_language_codes("vi");
  response->set_max_text_bytes(max_text_bytes_);
  return grpc::Status::OK;
}

}  // namespace chancery::extraction
