// Any text through the RPC's edge: it is refused, or its analysis points into it.
#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "services/extraction/extraction_service.h"
#include "services/platform/unicode.h"
#include "tests/fuzz/cpu_limit.h"
#include "tests/fuzz/require.h"

namespace {

namespace extraction = chancery::extraction;
namespace platform = chancery::platform;
using chancery::fuzz::Require;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// Told at the end: the goal is so many bytes, not so many runs.
struct Total {
  size_t bytes = 0;
  ~Total() { std::fprintf(stderr, "%zu bytes,\n", bytes); }
};

extraction::ExtractionServiceImpl& Service() {
  static auto* const service = [] {
    auto extractor = extraction::Extractor::Create();
    Require(extractor.ok(), "the lexicons load");
    return new extraction::ExtractionServiceImpl(std::shared_ptr<const extraction::Extractor>(*std::move(extractor)));
  }();
  return *service;
}

// Every span anywhere in a message.
void CheckSpans(const Message& message, int32_t size, const std::string& path) {
  if (message.GetDescriptor() == chancery::type::v1::Span::descriptor()) {
    const auto& span = static_cast<const chancery::type::v1::Span&>(message);
    // An entity that is inferred has no words of its own: its span is empty.
    const bool may_be_empty = path == "response.analysis.entities.evidence.spans";
    Require(0 <= span.begin() && (span.begin() < span.end() || (may_be_empty && span.begin() == span.end())) && span.end() <= size,
            path + " [" + std::to_string(span.begin()) + ", " + std::to_string(span.end()) + ") lies in the " + std::to_string(size) +
                " code points");
    return;
  }
  std::vector<const FieldDescriptor*> fields;
  const auto* reflection = message.GetReflection();
  reflection->ListFields(message, &fields);
  for (const FieldDescriptor* field : fields) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE) continue;
    if (!field->is_repeated()) {
      CheckSpans(reflection->GetMessage(message, field), size, path + "." + field->name());
      continue;
    }
    for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
      CheckSpans(reflection->GetRepeatedMessage(message, field, i), size, path + "." + field->name());
    }
  }
}

// Blocks as a page's structure tells them: a paragraph each, of all kinds in turn.
void AddBlocks(const std::u32string& text, extraction::v1::ExtractRequest& request) {
  int kind = 0;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find(U'\n', begin), text.size());
    if (end > begin) {
      auto* block = request.add_blocks();
      block->mutable_span()->set_begin(static_cast<int32_t>(begin));
      block->mutable_span()->set_end(static_cast<int32_t>(end));
      block->set_kind(static_cast<chancery::type::v1::BlockKind>(kind++ % chancery::type::v1::BlockKind_ARRAYSIZE));
    }
    begin = end + 1;
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Service();
  const chancery::fuzz::CpuLimit limit;  // without the time of the lexicons
  static Total total;
  total.bytes += size;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  extraction::v1::ExtractRequest request;
  extraction::v1::ExtractResponse response;
  request.set_text(std::string(bytes));
  // Most mutations make what the edge refuses; it goes on with what it would take.
  if (platform::FindInvalidUtf8(bytes)) Require(!Service().Extract(nullptr, &request, &response).ok(), "invalid UTF-8 is refused");
  std::u32string text = platform::DecodeUtf8(bytes);
  std::replace(text.begin(), text.end(), U'\0', U' ');
  request.set_text(platform::EncodeUtf8(text));
  if (size % 3 == 0) request.set_published("2024-02-26");
  if (size % 5 == 0) AddBlocks(text, request);
  grpc::Status status = Service().Extract(nullptr, &request, &response);
  if (status.error_code() == grpc::StatusCode::UNIMPLEMENTED) {
    request.set_language_code(size % 2 == 0 ? "vi" : "en");
    response.Clear();
    status = Service().Extract(nullptr, &request, &response);
  }
  Require(status.ok() || status.error_code() == grpc::StatusCode::INVALID_ARGUMENT, "a text is analysed or at fault");
  CheckSpans(response, static_cast<int32_t>(text.size()), "response");
  return 0;
}
