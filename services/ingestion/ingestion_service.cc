#include "services/ingestion/ingestion_service.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/ingestion/comparison.h"
#include "services/ingestion/ingest_stream.h"
#include "services/platform/caller.h"
#include "services/platform/page_token.h"
#include "services/platform/status.h"
#include "services/platform/trace.h"

namespace chancery::ingestion {
namespace {

using platform::ToGrpc;

// Of ReprocessDocumentsRequest.unless_extractor_version.
constexpr char kCurrentVersion[] = "current";

constexpr char kWatchFingerprint[] = "WatchDocuments";

// Counts a call of a kind of which there may be only so many at a time.
class Slot {
 public:
  Slot(std::atomic<int>& taken, int max) : taken_(taken), granted_(++taken <= max) {}
  ~Slot() { --taken_; }
  Slot(const Slot&) = delete;
  bool granted() const { return granted_; }

 private:
  std::atomic<int>& taken_;
  const bool granted_;
};

absl::Status TooMany(const char* what) {
  return platform::ResourceExhausted(absl::StrCat("too many ", what), "TOO_MANY_STREAMS", absl::Seconds(5));
}

absl::StatusOr<int64_t> ParsePosition(const std::string& token, const std::string& fingerprint, const char* field) {
  const auto cursor = platform::DecodePageToken(token, fingerprint, field);
  if (!cursor.ok()) return cursor.status();
  int64_t position = 0;
  if (!cursor->empty() && !absl::SimpleAtoi(*cursor, &position)) {
    return platform::InvalidArgument(field, "malformed", "INVALID_PAGE_TOKEN");
  }
  return position;
}

}  // namespace

IngestionServiceImpl::IngestionServiceImpl(Store& store, const IngestionServiceOptions& options, const platform::Clock& clock)
    : store_(store),
      options_(options),
      clock_(clock),
      commits_([&store](const std::vector<const NewDocument*>& documents) { return store.IngestAll(documents); }),
      quota_(options.quota, clock) {}

absl::Status IngestionServiceImpl::Charge(const grpc::ServerContext& context, int64_t documents, int64_t bytes) {
  const std::string client = platform::CallerOf(context, options_.trust_client_header);
  if (documents >= 0 && bytes >= 0) return quota_.Take(client, bytes, documents);
  quota_.GiveBack(client, -bytes, -documents);
  return absl::OkStatus();
}

void IngestionServiceImpl::Drain() {
  drain_.Close();
  store_.changed().Raise();
}

grpc::Status IngestionServiceImpl::IngestDocument(grpc::ServerContext* context, const v1::IngestDocumentRequest* request,
                                                  v1::IngestDocumentResponse* response) {
  const std::string client = platform::CallerOf(*context, options_.trust_client_header);
  const auto bytes = static_cast<int64_t>(request->document().content().size());
  if (absl::Status status = quota_.Take(client, bytes); !status.ok()) return ToGrpc(status);
  auto document = TakeIn(*request, options_.intake, clock_);
  if (!document.ok()) return ToGrpc(document.status());
  document->traceparent = platform::TraceOf(*context).ToString();
  auto results = commits_.Ingest({*std::move(document)});
  if (!results[0].ok()) {
    if (platform::IsRetryable(results[0].status())) quota_.GiveBack(client, bytes);
    return ToGrpc(results[0].status());
  }
  *response->mutable_document() = std::move(results[0]->document);
  response->set_created(results[0]->created);
  return grpc::Status::OK;
}

grpc::Status IngestionServiceImpl::IngestDocuments(
    grpc::ServerContext* context, grpc::ServerReaderWriter<v1::IngestDocumentsResponse, v1::IngestDocumentsRequest>* stream) {
  const Slot slot(ingest_streams_, options_.max_ingest_streams);
  if (!slot.granted()) return ToGrpc(TooMany("bulk streams"));
  const std::string client = platform::CallerOf(*context, options_.trust_client_header);
  return ToGrpc(IngestStream(*context, *stream, store_, commits_, quota_, client, options_.intake, clock_, drain_).Run());
}

grpc::Status IngestionServiceImpl::GetDocument(grpc::ServerContext*, const v1::GetDocumentRequest* request, v1::Document* response) {
  if (absl::Status status = CheckDocumentName(request->name()); !status.ok()) return ToGrpc(status);
  auto document = store_.Get(request->name(), !request->omit_text());
  if (!document.ok()) return ToGrpc(document.status());
  *response = *std::move(document);
  return grpc::Status::OK;
}

grpc::Status IngestionServiceImpl::ListDocuments(grpc::ServerContext*, const v1::ListDocumentsRequest* request,
                                                 v1::ListDocumentsResponse* response) {
  const auto size = platform::PageSize(request->page_size());
  if (!size.ok()) return ToGrpc(size.status());
  if (!v1::DocumentState_IsValid(request->state())) {
    return ToGrpc(platform::InvalidArgument("state", "unknown", "INVALID_STATE"));
  }
  const std::string fingerprint = platform::QueryFingerprint(*request);
  const auto after = ParsePosition(request->page_token(), fingerprint, "page_token");
  if (!after.ok()) return ToGrpc(after.status());
  if (!request->duplicate_of().empty()) {
    if (absl::Status status = CheckDocumentName(request->duplicate_of(), "duplicate_of"); !status.ok()) return ToGrpc(status);
  }
  auto page = store_.List({.state = request->state(),
                           .language_code = request->language_code(),
                           .duplicate_of = request->duplicate_of(),
                           .url = request->url()},
                          *after, *size);
  if (!page.ok()) return ToGrpc(page.status());
  for (v1::Document& document : page->documents) *response->add_documents() = std::move(document);
  if (page->next != 0) {
    response->set_next_page_token(platform::EncodePageToken(absl::StrCat(page->next), fingerprint));
  }
  return grpc::Status::OK;
}

grpc::Status IngestionServiceImpl::CompareDocuments(grpc::ServerContext*, const v1::CompareDocumentsRequest* request,
                                                    v1::CompareDocumentsResponse* response) {
  if (absl::Status status = CheckDocumentName(request->name()); !status.ok()) return ToGrpc(status);
  if (!request->other().empty()) {
    if (absl::Status status = CheckDocumentName(request->other(), "other"); !status.ok()) return ToGrpc(status);
  }
  const auto document = store_.Get(request->name(), /*with_text=*/true);
  if (!document.ok()) return ToGrpc(document.status());
  const std::string& name = request->other().empty() ? document->duplicate_of() : request->other();
  if (name.empty()) {
    return ToGrpc(platform::InvalidArgument("other", absl::StrCat("missing, and ", request->name(), " is no copy"), "MISSING_OTHER"));
  }
  const auto other = store_.Get(name, /*with_text=*/true);
  if (!other.ok()) return ToGrpc(other.status());
  *response = CompareTexts(*document, *other);
  return grpc::Status::OK;
}

grpc::Status IngestionServiceImpl::DeleteDocument(grpc::ServerContext*, const v1::DeleteDocumentRequest* request,
                                                  google::protobuf::Empty*) {
  if (absl::Status status = CheckDocumentName(request->name()); !status.ok()) return ToGrpc(status);
  return ToGrpc(store_.Delete(request->name(), request->etag()));
}

grpc::Status IngestionServiceImpl::WatchDocuments(grpc::ServerContext* context, const v1::WatchDocumentsRequest* request,
                                                  grpc::ServerWriter<v1::WatchDocumentsResponse>* writer) {
  constexpr int kChunk = 256;
  constexpr absl::Duration kLookForCancellation = absl::Seconds(1);
  const Slot slot(watches_, options_.max_watches);
  if (!slot.granted()) return ToGrpc(TooMany("watches"));
  auto after = ParsePosition(request->resume_token(), kWatchFingerprint, "resume_token");
  if (after.ok() && request->resume_token().empty() && request->only_new()) after = store_.LastChange();
  if (!after.ok()) return ToGrpc(after.status());
  // The client knows from here on that no change will be missed.
  writer->SendInitialMetadata();
  int64_t position = *after;
  while (!context->IsCancelled()) {
    const uint64_t seen = store_.changed().version();
    if (drain_.closed()) {
      return ToGrpc(platform::Unavailable("the server is stopping", absl::Seconds(1), "SHUTTING_DOWN"));
    }
    const auto changes = store_.Changes(position, kChunk);
    if (!changes.ok()) return ToGrpc(changes.status());
    for (const Change& change : *changes) {
      v1::WatchDocumentsResponse response;
      *response.mutable_document() = change.document;
      response.set_deleted(change.deleted);
      response.set_resume_token(platform::EncodePageToken(absl::StrCat(change.sequence), kWatchFingerprint));
      if (!writer->Write(response)) return grpc::Status::CANCELLED;
      position = change.sequence;
    }
    if (changes->empty()) store_.changed().WaitPast(seen, kLookForCancellation);
  }
  return grpc::Status::CANCELLED;
}

grpc::Status IngestionServiceImpl::RetryDocument(grpc::ServerContext*, const v1::RetryDocumentRequest* request, v1::Document* response) {
  if (absl::Status status = CheckDocumentName(request->name()); !status.ok()) return ToGrpc(status);
  auto document = store_.Retry(request->name());
  if (!document.ok()) return ToGrpc(document.status());
  *response = *std::move(document);
  return grpc::Status::OK;
}

grpc::Status IngestionServiceImpl::GetStatistics(grpc::ServerContext*, const v1::GetStatisticsRequest*,
                                                 v1::GetStatisticsResponse* response) {
  const auto statistics = store_.GetStatistics();
  if (!statistics.ok()) return ToGrpc(statistics.status());
  for (const auto& [state, count] : statistics->states) {
    auto* entry = response->add_states();
    entry->set_state(state);
    entry->set_count(count);
  }
  response->set_queue_length(statistics->queue_length);
  if (statistics->oldest_job) {
    absl::Duration age = std::max(absl::ZeroDuration(), clock_.Now() - *statistics->oldest_job);
    response->mutable_oldest_job_age()->set_seconds(absl::IDivDuration(age, absl::Seconds(1), &age));
    response->mutable_oldest_job_age()->set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(age)));
  }
  return grpc::Status::OK;
}

grpc::Status IngestionServiceImpl::ReprocessDocuments(grpc::ServerContext*, const v1::ReprocessDocumentsRequest* request,
                                                      v1::Operation* response) {
  switch (request->state()) {
    case v1::DOCUMENT_STATE_UNSPECIFIED:
    case v1::DOCUMENT_STATE_ANALYZED:
    case v1::DOCUMENT_STATE_STORED:
    case v1::DOCUMENT_STATE_FAILED:
      break;
    default:
      return ToGrpc(platform::InvalidArgument("state", "must be ANALYZED, STORED or FAILED", "INVALID_STATE"));
  }
  v1::ReprocessDocumentsRequest filter = *request;
  if (filter.unless_extractor_version() == kCurrentVersion) {
    if (!options_.extractor_version) return ToGrpc(platform::Unavailable("no extraction service to ask for its version"));
    auto version = options_.extractor_version();
    if (!version.ok()) return ToGrpc(version.status());
    filter.set_unless_extractor_version(*std::move(version));
  }
  auto operation = store_.StartReprocessing(filter);
  if (!operation.ok()) return ToGrpc(operation.status());
  *response = *std::move(operation);
  return grpc::Status::OK;
}

grpc::Status IngestionServiceImpl::ListOperations(grpc::ServerContext*, const v1::ListOperationsRequest* request,
                                                  v1::ListOperationsResponse* response) {
  const auto size = platform::PageSize(request->page_size());
  if (!size.ok()) return ToGrpc(size.status());
  const std::string fingerprint = platform::QueryFingerprint(*request);
  const auto after = ParsePosition(request->page_token(), fingerprint, "page_token");
  if (!after.ok()) return ToGrpc(after.status());
  auto page = store_.ListOperations(*after, *size);
  if (!page.ok()) return ToGrpc(page.status());
  for (v1::Operation& operation : page->operations) *response->add_operations() = std::move(operation);
  if (page->next != 0) response->set_next_page_token(platform::EncodePageToken(absl::StrCat(page->next), fingerprint));
  return grpc::Status::OK;
}

grpc::Status IngestionServiceImpl::GetOperation(grpc::ServerContext*, const v1::GetOperationRequest* request, v1::Operation* response) {
  auto operation = store_.GetOperation(request->name());
  if (!operation.ok()) return ToGrpc(operation.status());
  *response = *std::move(operation);
  return grpc::Status::OK;
}

grpc::Status IngestionServiceImpl::CancelOperation(grpc::ServerContext*, const v1::CancelOperationRequest* request,
                                                   v1::Operation* response) {
  auto operation = store_.CancelOperation(request->name());
  if (!operation.ok()) return ToGrpc(operation.status());
  *response = *std::move(operation);
  return grpc::Status::OK;
}

}  // namespace chancery::ingestion
