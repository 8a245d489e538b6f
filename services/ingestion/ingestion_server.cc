#include "services/ingestion/ingestion_server.h"

#include <algorithm>
#include <climits>
#include <utility>

#include "chancery/extraction/v1/extraction_service.grpc.pb.h"
#include "services/ingestion/sqlite_store.h"
#include "services/platform/channel.h"
#include "services/platform/status.h"

namespace chancery::ingestion {

absl::StatusOr<std::unique_ptr<IngestionServer>> IngestionServer::Open(const IngestionServerOptions& options,
                                                                       std::shared_ptr<grpc::Channel> extraction,
                                                                       std::shared_ptr<grpc::Channel> query) {
  auto store = SqliteStore::Open(options.store_path, options.store);
  if (!store.ok()) return store.status();
  return std::unique_ptr<IngestionServer>(new IngestionServer(options, *std::move(store), std::move(extraction), std::move(query)));
}

namespace {

feeds::Intake MakeIntake(Store& store, IngestionServiceImpl& service, const IntakeOptions& options) {
  return {.take_in = [options](const v1::IngestDocumentRequest& request) { return TakeIn(request, options, platform::Clock::Real()); },
          .store = [&store](const NewDocument& document) { return std::move(store.IngestAll({&document}).front()); },
          .full = [&store] { return store.QueueFull(); },
          .charge = [&service](const grpc::ServerContext& context, int64_t documents,
                               int64_t bytes) { return service.Charge(context, documents, bytes); }};
}

IngestionServiceOptions WithVersion(IngestionServiceOptions options, const std::shared_ptr<grpc::Channel>& extraction) {
  const std::shared_ptr<extraction::v1::ExtractionService::StubInterface> stub = extraction::v1::ExtractionService::NewStub(extraction);
  options.extractor_version = [stub]() -> absl::StatusOr<std::string> {
    constexpr absl::Duration kPatience = absl::Seconds(5);
    grpc::ClientContext context;
    platform::PrepareCall(context, kPatience);
    extraction::v1::GetExtractorResponse extractor;
    const absl::Status status = platform::FromGrpc(stub->GetExtractor(&context, {}, &extractor));
    if (!status.ok()) return status;
    return extractor.extractor_version();
  };
  return options;
}

}  // namespace

IngestionServer::IngestionServer(const IngestionServerOptions& options, std::unique_ptr<Store> store,
                                 std::shared_ptr<grpc::Channel> extraction, std::shared_ptr<grpc::Channel> query)
    : options_(options),
      store_(std::move(store)),
      ingestion_(*store_, WithVersion(options.service, extraction)),
      feeds_(options.feeds, store_->feeds(), MakeIntake(*store_, ingestion_, options.service.intake)),
      pipeline_(*store_, extraction::v1::ExtractionService::NewStub(extraction), knowledge::v1::KnowledgeService::NewStub(query),
                options.pipeline),
      janitor_(*store_, options.janitor) {}

int IngestionServer::max_receive_bytes() const {
  // Without this room the transport itself refuses the message, without details, and a bulk stream ends with it.
  constexpr size_t kRoom = 4;
  return static_cast<int>(std::min<size_t>(options_.service.intake.max_document_bytes * kRoom, INT_MAX));
}

void IngestionServer::AddTo(platform::Server& server) {
  server.Add<v1::IngestionService>(&ingestion_);
  server.Add<v1::FeedService>(&feeds_.service());
  server.OnDrain([this] {
    ingestion_.Drain();
    janitor_.Stop();
    feeds_.Stop();
    pipeline_.Stop();
  });
}

void IngestionServer::Start() {
  pipeline_.Start();
  janitor_.Start();
  feeds_.Start();
}

}  // namespace chancery::ingestion
