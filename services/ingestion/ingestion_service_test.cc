#include "services/ingestion/ingestion_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <future>

#include "absl/strings/str_cat.h"
#include "services/ingestion/sqlite_store.h"
#include "services/platform/channel.h"
#include "services/platform/ids.h"
#include "services/platform/log.h"
#include "services/platform/server.h"
#include "services/platform/status.h"

namespace chancery::ingestion {
namespace {

using platform::ErrorField;
using platform::ErrorReason;
using platform::FromGrpc;
using testing::ElementsAre;
using testing::SizeIs;

class IngestionServiceTest : public testing::Test {
 protected:
  explicit IngestionServiceTest(const StoreOptions& options = {}, const IngestionServiceOptions& service = {},
                                const platform::Clock& clock = platform::Clock::Real())
      : directory_(std::filesystem::path(testing::TempDir()) / ("ingestion-" + platform::RandomHex(8))) {
    platform::SetLogSink([](std::string_view) {});
    std::filesystem::create_directories(directory_);
    store_ = SqliteStore::Open((directory_ / "store.db").string(), options, clock).value();
    service_ = std::make_unique<IngestionServiceImpl>(*store_, service, clock);
    server_.Add<v1::IngestionService>(service_.get());
    server_.OnDrain([this] { service_->Drain(); });
    EXPECT_TRUE(server_.Start().ok());
    stub_ = v1::IngestionService::NewStub(server_.InProcessChannel());
  }
  ~IngestionServiceTest() override {
    server_.Shutdown();
    store_ = nullptr;
    std::filesystem::remove_all(directory_);
    platform::SetLogSink(nullptr);
  }

  static v1::IngestDocumentRequest Request(const std::string& text, const std::string& id = "") {
    v1::IngestDocumentRequest request;
    request.mutable_document()->set_content(text);
    request.set_document_id(id);
    return request;
  }

  absl::StatusOr<v1::IngestDocumentResponse> Ingest(const v1::IngestDocumentRequest& request) {
    return Call(&v1::IngestionService::Stub::IngestDocument, request, v1::IngestDocumentResponse());
  }
  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (v1::IngestionService::Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                                const Request& request, Response response) {
    grpc::ClientContext context;
    platform::PrepareCall(context, absl::Seconds(60));
    if (auto status = (stub_.get()->*method)(&context, request, &response); !status.ok()) return FromGrpc(status);
    return response;
  }
  absl::StatusOr<v1::Document> Get(const std::string& name) {
    v1::GetDocumentRequest request;
    request.set_name(name);
    return Call(&v1::IngestionService::Stub::GetDocument, request, v1::Document());
  }
  absl::StatusOr<v1::ListDocumentsResponse> List(int size, const std::string& token, const std::string& language = "") {
    v1::ListDocumentsRequest request;
    request.set_page_size(size);
    request.set_page_token(token);
    request.set_language_code(language);
    return Call(&v1::IngestionService::Stub::ListDocuments, request, v1::ListDocumentsResponse());
  }
  // Ends all jobs of the queue.
  void Analyse() {
    std::vector<Outcome> outcomes;
    const auto jobs = store_->Claim(1000, 1 << 30, absl::Minutes(1)).value();
    for (const Job& job : jobs) {
      outcomes.push_back({.name = job.document.name(),
                          .fence = job.fence,
                          .kind = job.kind == JobKind::kRetract ? Outcome::Kind::kRemoved : Outcome::Kind::kAnalyzed});
    }
    EXPECT_TRUE(store_->Complete(outcomes).ok());
  }

  const std::filesystem::path directory_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<IngestionServiceImpl> service_;
  platform::Server server_{{.listen = "", .max_receive_bytes = 32 << 20, .shutdown_grace = absl::Seconds(30)}};
  std::unique_ptr<v1::IngestionService::Stub> stub_;
};

TEST_F(IngestionServiceTest, DocumentIsStoredOnce) {
  const auto first = Ingest(Request("The Foreign Minister met the delegates.", "a"));
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_TRUE(first->created());
  EXPECT_EQ(first->document().name(), "documents/a");
  EXPECT_EQ(first->document().text(), "");
  const auto again = Ingest(Request("The Foreign Minister met the delegates."));
  EXPECT_FALSE(again->created());
  EXPECT_EQ(again->document().name(), "documents/a");
  EXPECT_EQ(Get("documents/a")->text(), "The Foreign Minister met the delegates.");
}

TEST_F(IngestionServiceTest, BadInputIsRefused) {
  EXPECT_EQ(ErrorReason(Ingest(Request("")).status()), "EMPTY_DOCUMENT");
  EXPECT_EQ(ErrorField(Ingest(Request("")).status()), "document.content");
  EXPECT_EQ(ErrorReason(Ingest(Request(std::string(20'000'000, 'a'))).status()), "DOCUMENT_TOO_LARGE");
  ASSERT_TRUE(Ingest(Request("one", "id")).ok());
  EXPECT_EQ(Ingest(Request("two", "id")).status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_TRUE(Ingest(Request(std::string(1'000'000, 'a'))).ok());
}

TEST_F(IngestionServiceTest, UnknownAndMalformedNames) {
  EXPECT_EQ(Get("documents/none").status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(ErrorReason(Get("none").status()), "INVALID_DOCUMENT_NAME");
  v1::DeleteDocumentRequest remove;
  remove.set_name("documents/none");
  EXPECT_EQ(Call(&v1::IngestionService::Stub::DeleteDocument, remove, google::protobuf::Empty()).status().code(),
            absl::StatusCode::kNotFound);
  v1::RetryDocumentRequest retry;
  retry.set_name("documents/none");
  EXPECT_EQ(Call(&v1::IngestionService::Stub::RetryDocument, retry, v1::Document()).status().code(), absl::StatusCode::kNotFound);
}

TEST_F(IngestionServiceTest, PagesFollowOneAnother) {
  for (int i = 0; i < 5; ++i) ASSERT_TRUE(Ingest(Request(absl::StrCat("text ", i), absl::StrCat("d", i))).ok());
  std::vector<std::string> names;
  std::string token;
  do {
    const auto page = List(2, token);
    ASSERT_TRUE(page.ok()) << page.status();
    for (const auto& document : page->documents()) names.push_back(document.name());
    token = page->next_page_token();
  } while (!token.empty());
  EXPECT_THAT(names, ElementsAre("documents/d0", "documents/d1", "documents/d2", "documents/d3", "documents/d4"));
}

TEST_F(IngestionServiceTest, BadPagesAreRefused) {
  for (int i = 0; i < 2; ++i) ASSERT_TRUE(Ingest(Request(absl::StrCat("text ", i))).ok());
  const std::string token = List(1, "")->next_page_token();
  EXPECT_EQ(ErrorReason(List(1, "garbage").status()), "INVALID_PAGE_TOKEN");
  EXPECT_EQ(ErrorReason(List(1, token, "vi").status()), "INVALID_PAGE_TOKEN");
  EXPECT_EQ(ErrorReason(List(1001, "").status()), "INVALID_PAGE_SIZE");
  EXPECT_EQ(ErrorReason(List(-1, "").status()), "INVALID_PAGE_SIZE");
  EXPECT_TRUE(List(1, token).ok());
}

TEST_F(IngestionServiceTest, StreamAcknowledgesEachInOrder) {
  grpc::ClientContext context;
  platform::PrepareCall(context, absl::Seconds(60));
  const auto stream = stub_->IngestDocuments(&context);
  constexpr int kCount = 300;  // more than is read ahead
  auto writer = std::async(std::launch::async, [&] {
    for (int i = 0; i < kCount; ++i) {
      v1::IngestDocumentsRequest request;
      request.set_sequence(i);
      // Each tenth is refused, one is far too large; the others go on.
      *request.mutable_request() = Request(i % 10 == 0    ? std::string("\xff")
                                           : i % 100 == 1 ? std::string(20'000'000, 'a')
                                                          : absl::StrCat("text ", i));
      EXPECT_TRUE(stream->Write(request));
    }
    EXPECT_TRUE(stream->WritesDone());
  });
  v1::IngestDocumentsResponse response;
  int count = 0;
  while (stream->Read(&response)) {
    ASSERT_EQ(response.sequence(), count);
    if (count % 10 == 0) {
      EXPECT_EQ(ErrorReason(platform::FromProto(response.error())), "INVALID_UTF8");
    } else if (count % 100 == 1) {
      EXPECT_EQ(ErrorReason(platform::FromProto(response.error())), "DOCUMENT_TOO_LARGE");
    } else {
      EXPECT_TRUE(response.response().created()) << response.DebugString();
    }
    ++count;
  }
  writer.get();
  EXPECT_TRUE(stream->Finish().ok());
  EXPECT_EQ(count, kCount);
  EXPECT_EQ(store_->GetStatistics()->queue_length, kCount - 30 - 3);
}

TEST_F(IngestionServiceTest, DrainEndsAnIdleStream) {
  grpc::ClientContext context;
  platform::PrepareCall(context, absl::Seconds(60));
  const auto stream = stub_->IngestDocuments(&context);
  v1::IngestDocumentsRequest request;
  *request.mutable_request() = Request("text");
  ASSERT_TRUE(stream->Write(request));
  v1::IngestDocumentsResponse response;
  ASSERT_TRUE(stream->Read(&response));
  const absl::Time start = absl::Now();
  server_.Shutdown();
  EXPECT_LT(absl::Now() - start, absl::Seconds(20));
  EXPECT_FALSE(stream->Finish().ok());
}

TEST_F(IngestionServiceTest, WatchTellsChangesAndResumes) {
  ASSERT_TRUE(Ingest(Request("one", "a")).ok());
  std::string token;
  {
    grpc::ClientContext context;
    const auto watch = stub_->WatchDocuments(&context, v1::WatchDocumentsRequest());
    v1::WatchDocumentsResponse change;
    ASSERT_TRUE(watch->Read(&change));
    EXPECT_EQ(change.document().name(), "documents/a");
    EXPECT_EQ(change.document().state(), v1::DOCUMENT_STATE_PENDING);
    Analyse();  // while the watch waits
    ASSERT_TRUE(watch->Read(&change));
    EXPECT_EQ(change.document().state(), v1::DOCUMENT_STATE_ANALYZED);
    token = change.resume_token();
    context.TryCancel();
  }
  v1::DeleteDocumentRequest remove;
  remove.set_name("documents/a");
  ASSERT_TRUE(Call(&v1::IngestionService::Stub::DeleteDocument, remove, google::protobuf::Empty()).ok());
  Analyse();
  grpc::ClientContext context;
  v1::WatchDocumentsRequest request;
  request.set_resume_token(token);
  const auto watch = stub_->WatchDocuments(&context, request);
  v1::WatchDocumentsResponse change;
  ASSERT_TRUE(watch->Read(&change));
  EXPECT_EQ(change.document().state(), v1::DOCUMENT_STATE_DELETING);
  ASSERT_TRUE(watch->Read(&change));
  EXPECT_TRUE(change.deleted());
  EXPECT_EQ(change.document().name(), "documents/a");
  context.TryCancel();
}

TEST_F(IngestionServiceTest, WatchOfOnlyNewSkipsTheOld) {
  ASSERT_TRUE(Ingest(Request("one", "a")).ok());
  grpc::ClientContext context;
  v1::WatchDocumentsRequest request;
  request.set_only_new(true);
  const auto watch = stub_->WatchDocuments(&context, request);
  watch->WaitForInitialMetadata();
  ASSERT_TRUE(Ingest(Request("two", "b")).ok());
  v1::WatchDocumentsResponse change;
  ASSERT_TRUE(watch->Read(&change));
  EXPECT_EQ(change.document().name(), "documents/b");
  context.TryCancel();
}

TEST_F(IngestionServiceTest, WatchRefusesAForeignToken) {
  grpc::ClientContext context;
  v1::WatchDocumentsRequest request;
  request.set_resume_token("garbage");
  const auto watch = stub_->WatchDocuments(&context, request);
  const absl::Status status = FromGrpc(watch->Finish());
  EXPECT_EQ(ErrorReason(status), "INVALID_PAGE_TOKEN");
  EXPECT_EQ(ErrorField(status), "resume_token");
}

// A base, so that the clock is there before what uses it.
struct WithFakeClock {
  platform::FakeClock clock;
};
class PrunedTest : private WithFakeClock, public IngestionServiceTest {
 protected:
  PrunedTest() : IngestionServiceTest({}, {}, WithFakeClock::clock) {}
  platform::FakeClock& clock() { return WithFakeClock::clock; }
};

TEST_F(PrunedTest, WatchFromBeforeWhatIsKeptIsRefused) {
  const auto watch = [this](const std::string& token, v1::WatchDocumentsResponse& change) {
    grpc::ClientContext context;
    platform::PrepareCall(context, absl::Seconds(60));
    v1::WatchDocumentsRequest request;
    request.set_resume_token(token);
    const auto stream = stub_->WatchDocuments(&context, request);
    const bool read = stream->Read(&change);
    if (read) context.TryCancel();
    const absl::Status status = FromGrpc(stream->Finish());
    return read ? absl::OkStatus() : status;
  };
  v1::WatchDocumentsResponse first;
  ASSERT_TRUE(Ingest(Request("one")).ok());
  Analyse();
  ASSERT_TRUE(watch("", first).ok());
  clock().Advance(absl::Hours(1));
  ASSERT_TRUE(Ingest(Request("two", "two")).ok());
  ASSERT_EQ(store_->PruneChanges(clock().Now(), 10).value(), 2);
  v1::WatchDocumentsResponse change;
  const absl::Status refused = watch(first.resume_token(), change);
  EXPECT_EQ(refused.code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(ErrorReason(refused), "CHANGES_PRUNED");
  ASSERT_TRUE(watch("", change).ok());
  EXPECT_EQ(change.document().name(), "documents/two");
}

TEST_F(IngestionServiceTest, DrainEndsAWatch) {
  grpc::ClientContext context;
  const auto watch = stub_->WatchDocuments(&context, v1::WatchDocumentsRequest());
  watch->WaitForInitialMetadata();
  service_->Drain();
  const absl::Status status = FromGrpc(watch->Finish());
  EXPECT_EQ(ErrorReason(status), "SHUTTING_DOWN") << status;
}

TEST_F(IngestionServiceTest, StatisticsAreTold) {
  ASSERT_TRUE(Ingest(Request("one")).ok());
  Analyse();
  ASSERT_TRUE(Ingest(Request("two")).ok());
  const auto statistics = Call(&v1::IngestionService::Stub::GetStatistics, v1::GetStatisticsRequest(), v1::GetStatisticsResponse());
  ASSERT_TRUE(statistics.ok()) << statistics.status();
  EXPECT_EQ(statistics->queue_length(), 1);
  EXPECT_TRUE(statistics->has_oldest_job_age());
  EXPECT_THAT(statistics->states(), SizeIs(2));
}

TEST_F(IngestionServiceTest, OperationsAreStartedListedAndCancelled) {
  for (const char* text : {"one", "two", "three"}) ASSERT_TRUE(Ingest(Request(text)).ok());
  Analyse();
  v1::ReprocessDocumentsRequest request;
  request.set_state(v1::DOCUMENT_STATE_PENDING);
  EXPECT_EQ(ErrorField(Call(&v1::IngestionService::Stub::ReprocessDocuments, request, v1::Operation()).status()), "state");
  std::vector<std::string> names;
  for (int i = 0; i < 3; ++i) {
    const auto operation = Call(&v1::IngestionService::Stub::ReprocessDocuments, v1::ReprocessDocumentsRequest(), v1::Operation());
    ASSERT_TRUE(operation.ok()) << operation.status();
    EXPECT_EQ(operation->total_count(), 3);
    names.insert(names.begin(), operation->name());
  }
  v1::ListOperationsRequest list;
  list.set_page_size(2);
  auto page = Call(&v1::IngestionService::Stub::ListOperations, list, v1::ListOperationsResponse());
  ASSERT_THAT(page->operations(), SizeIs(2));
  EXPECT_EQ(page->operations(0).name(), names[0]);
  list.set_page_token(page->next_page_token());
  page = Call(&v1::IngestionService::Stub::ListOperations, list, v1::ListOperationsResponse());
  ASSERT_THAT(page->operations(), SizeIs(1));
  EXPECT_EQ(page->operations(0).name(), names[2]);
  EXPECT_EQ(page->next_page_token(), "");
  list.set_page_token("x");
  EXPECT_EQ(ErrorField(Call(&v1::IngestionService::Stub::ListOperations, list, v1::ListOperationsResponse()).status()), "page_token");

  v1::CancelOperationRequest cancel;
  cancel.set_name(names[0]);
  EXPECT_TRUE(Call(&v1::IngestionService::Stub::CancelOperation, cancel, v1::Operation())->done());
  v1::GetOperationRequest get;
  get.set_name(names[0]);
  EXPECT_EQ(ErrorReason(platform::FromProto(Call(&v1::IngestionService::Stub::GetOperation, get, v1::Operation())->error())), "CANCELLED");
  get.set_name("documents/a");
  EXPECT_EQ(Call(&v1::IngestionService::Stub::GetOperation, get, v1::Operation()).status().code(), absl::StatusCode::kNotFound);
}

class FullQueueTest : public IngestionServiceTest {
 protected:
  FullQueueTest() : IngestionServiceTest({.max_queue = 2}) {}
};

TEST_F(FullQueueTest, UnaryCallIsToldToComeBack) {
  ASSERT_TRUE(Ingest(Request("one")).ok());
  ASSERT_TRUE(Ingest(Request("two")).ok());
  const absl::Status status = Ingest(Request("three")).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kResourceExhausted);
  EXPECT_EQ(ErrorReason(status), "QUEUE_FULL");
  EXPECT_GT(platform::RetryDelay(status), absl::ZeroDuration());
}

TEST_F(FullQueueTest, StreamWaitsForRoom) {
  grpc::ClientContext context;
  platform::PrepareCall(context, absl::Seconds(60));
  const auto stream = stub_->IngestDocuments(&context);
  constexpr int kCount = 7;
  for (int i = 0; i < kCount; ++i) {
    v1::IngestDocumentsRequest request;
    request.set_sequence(i);
    *request.mutable_request() = Request(absl::StrCat("text ", i));
    ASSERT_TRUE(stream->Write(request));
  }
  stream->WritesDone();
  auto worker = std::async(std::launch::async, [&] {
    for (;;) {
      const uint64_t seen = store_->changed().version();
      Analyse();
      if (store_->GetStatistics()->states[v1::DOCUMENT_STATE_ANALYZED] == kCount) return;
      if (store_->changed().version() == seen) store_->changed().WaitPast(seen, absl::Seconds(60));
    }
  });
  v1::IngestDocumentsResponse response;
  for (int i = 0; i < kCount; ++i) {
    ASSERT_TRUE(stream->Read(&response));
    EXPECT_EQ(response.sequence(), i);
    EXPECT_TRUE(response.has_response()) << response.DebugString();
  }
  EXPECT_TRUE(stream->Finish().ok());
  worker.get();
}

class QuotaTest : private WithFakeClock, public IngestionServiceTest {
 protected:
  QuotaTest()
      : IngestionServiceTest({.max_queue = 3}, {.quota = {.documents_per_minute = 2}, .trust_client_header = true}, WithFakeClock::clock) {}
  platform::FakeClock& clock() { return WithFakeClock::clock; }

  absl::Status IngestAs(const std::string& client, const std::string& text) {
    grpc::ClientContext context;
    platform::PrepareCall(context, absl::Seconds(60));
    context.AddMetadata("x-chancery-client", client);
    v1::IngestDocumentResponse response;
    return FromGrpc(stub_->IngestDocument(&context, Request(text), &response));
  }
};

TEST_F(QuotaTest, EachClientHasItsOwn) {
  EXPECT_TRUE(IngestAs("a", "one").ok());
  EXPECT_EQ(ErrorReason(IngestAs("a", "")), "EMPTY_DOCUMENT") << "what is refused counts too";
  const absl::Status refused = IngestAs("a", "two");
  EXPECT_EQ(ErrorReason(refused), "CLIENT_QUOTA");
  EXPECT_EQ(platform::RetryDelay(refused), absl::Seconds(30));
  EXPECT_TRUE(IngestAs("b", "two").ok());
  clock().Advance(absl::Seconds(30));
  EXPECT_TRUE(IngestAs("a", "three").ok());
}

TEST_F(QuotaTest, WhatTheServerHasNoRoomForDoesNotCount) {
  for (const char* client : {"a", "b", "c"}) EXPECT_TRUE(IngestAs(client, client).ok());
  for (int i = 0; i < 5; ++i) EXPECT_EQ(ErrorReason(IngestAs("a", "more")), "QUEUE_FULL");
  Analyse();
  EXPECT_TRUE(IngestAs("a", "more").ok());
  EXPECT_EQ(ErrorReason(IngestAs("a", "still more")), "CLIENT_QUOTA");
}

TEST_F(QuotaTest, StreamGoesOnAfterARefusedDocument) {
  grpc::ClientContext context;
  platform::PrepareCall(context, absl::Seconds(60));
  const auto stream = stub_->IngestDocuments(&context);
  const auto send = [&](int64_t sequence) {
    v1::IngestDocumentsRequest request;
    request.set_sequence(sequence);
    *request.mutable_request() = Request(absl::StrCat("text ", sequence));
    EXPECT_TRUE(stream->Write(request));
    v1::IngestDocumentsResponse response;
    EXPECT_TRUE(stream->Read(&response));
    EXPECT_EQ(response.sequence(), sequence);
    return platform::FromProto(response.error());
  };
  EXPECT_TRUE(send(1).ok());
  EXPECT_TRUE(send(2).ok());
  const absl::Status refused = send(3);
  EXPECT_EQ(ErrorReason(refused), "CLIENT_QUOTA");
  clock().Advance(platform::RetryDelay(refused));
  EXPECT_TRUE(send(3).ok());
  EXPECT_EQ(ErrorReason(send(4)), "CLIENT_QUOTA");
  stream->WritesDone();
  EXPECT_TRUE(stream->Finish().ok());
}

class VersionTest : public IngestionServiceTest {
 protected:
  VersionTest() : IngestionServiceTest({}, {.extractor_version = [this] { return version_; }}) {}

  absl::StatusOr<std::string> version_ = "2.0";
};

TEST_F(VersionTest, TheCurrentVersionIsAskedFor) {
  ASSERT_TRUE(Ingest(Request("one")).ok());
  Analyse();
  v1::ReprocessDocumentsRequest request;
  request.set_unless_extractor_version("current");
  auto operation = Call(&v1::IngestionService::Stub::ReprocessDocuments, request, v1::Operation());
  ASSERT_TRUE(operation.ok()) << operation.status();
  EXPECT_EQ(operation->reprocess().unless_extractor_version(), "2.0");
  EXPECT_EQ(operation->total_count(), 1);
  version_ = platform::Unavailable("extraction is away");
  EXPECT_TRUE(absl::IsUnavailable(Call(&v1::IngestionService::Stub::ReprocessDocuments, request, v1::Operation()).status()));
}

TEST_F(QuotaTest, PagesThatAreFetchedPayInTwoParts) {
  grpc::ServerContext context;  // from nowhere: a client of its own
  EXPECT_TRUE(service_->Charge(context, 1, 0).ok());
  EXPECT_TRUE(service_->Charge(context, 0, 5000).ok());
  EXPECT_TRUE(service_->Charge(context, 1, 0).ok());
  EXPECT_EQ(ErrorReason(service_->Charge(context, 1, 0)), "CLIENT_QUOTA");
  EXPECT_TRUE(service_->Charge(context, -1, 0).ok());
  EXPECT_TRUE(service_->Charge(context, 1, 0).ok());
}

TEST_F(IngestionServiceTest, ComparisonTellsThePassagesThatDiffer) {
  const std::string report =
      "Foreign Minister Bùi Thanh Sơn met his Kazakh counterpart in Geneva on Monday and invited him to visit Hanoi in the autumn.";
  ASSERT_TRUE(Ingest(Request(report, "a")).ok());
  ASSERT_TRUE(Ingest(Request("VNA: " + report, "b")).ok());
  v1::CompareDocumentsRequest request;
  request.set_name("documents/b");
  const auto compare = [&] { return Call(&v1::IngestionService::Stub::CompareDocuments, request, v1::CompareDocumentsResponse()); };
  EXPECT_EQ(ErrorField(compare().status()), "other");
  request.set_other("documents/a");
  const auto compared = compare();
  ASSERT_TRUE(compared.ok()) << compared.status();
  EXPECT_EQ(compared->other(), "documents/a");
  EXPECT_DOUBLE_EQ(compared->containment(), 1);
  EXPECT_LT(compared->resemblance(), 1);
  ASSERT_EQ(compared->only_in_document_size(), 1);
  EXPECT_EQ(compared->only_in_document(0).text(), "VNA");
  EXPECT_EQ(compared->only_in_document(0).span().end(), 3);
  EXPECT_EQ(compared->only_in_other_size(), 0);
  request.set_other("documents/none");
  EXPECT_EQ(compare().status().code(), absl::StatusCode::kNotFound);
}

}  // namespace
}  // namespace chancery::ingestion
