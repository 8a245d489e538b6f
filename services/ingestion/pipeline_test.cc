#include "services/ingestion/pipeline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <mutex>
#include <set>

#include "absl/strings/str_cat.h"
#include "services/ingestion/sqlite_store.h"
#include "services/platform/ids.h"
#include "services/platform/log.h"
#include "services/platform/server.h"
#include "services/platform/status.h"
#include "services/platform/trace.h"

namespace chancery::ingestion {
namespace {

using extraction::v1::ExtractionService;
using knowledge::v1::KnowledgeService;
using platform::ErrorReason;
using platform::ToGrpc;
using testing::ElementsAre;
using testing::SizeIs;

// Answers with the text's length as its version; fails as it is told, by text.
class FakeExtraction : public ExtractionService::Service {
 public:
  grpc::Status Extract(grpc::ServerContext* context, const extraction::v1::ExtractRequest* request,
                       extraction::v1::ExtractResponse* response) override {
    std::lock_guard<std::mutex> lock(mutex);
    requests.push_back(*request);
    trace_ids.push_back(platform::TraceOf(*context).trace_id);
    if (const auto error = errors.find(request->text()); error != errors.end()) return ToGrpc(error->second);
    response->mutable_analysis()->set_extractor_version("test");
    return grpc::Status::OK;
  }
  std::mutex mutex;
  std::vector<extraction::v1::ExtractRequest> requests;
  std::vector<std::string> trace_ids;
  std::map<std::string, absl::Status> errors;
};

// Keeps the contract's rule of revisions.
class FakeKnowledge : public KnowledgeService::Service {
 public:
  grpc::Status CommitAnalyses(grpc::ServerContext*, const knowledge::v1::CommitAnalysesRequest* request,
                              knowledge::v1::CommitAnalysesResponse* response) override {
    std::lock_guard<std::mutex> lock(mutex);
    ++commits;
    if (!error.ok()) return ToGrpc(error);
    for (const auto& commit : request->commits()) {
      if (commit.document().text() == refused) return ToGrpc(absl::InvalidArgumentError("refused"));
    }
    for (const auto& commit : request->commits()) {
      auto& [revision, kept] = documents[commit.document().name()];
      const bool applied = commit.revision() > revision;
      if (applied) {
        revision = commit.revision();
        kept = commit;
      }
      response->add_results()->set_applied(applied);
    }
    return lose_answer ? ToGrpc(absl::UnavailableError("lost")) : grpc::Status::OK;
  }
  grpc::Status RetractDocument(grpc::ServerContext*, const knowledge::v1::RetractDocumentRequest* request,
                               knowledge::v1::RetractDocumentResponse*) override {
    std::lock_guard<std::mutex> lock(mutex);
    if (!error.ok()) return ToGrpc(error);
    auto& [revision, kept] = documents[request->document()];
    if (request->revision() > revision) {
      revision = request->revision();
      kept.reset();
    }
    return grpc::Status::OK;
  }
  std::mutex mutex;
  std::map<std::string, std::pair<int64_t, std::optional<knowledge::v1::AnalysisCommit>>> documents;
  absl::Status error;
  std::string refused = "refused";
  bool lose_answer = false;
  int commits = 0;
};

class PipelineTest : public testing::Test {
 protected:
  PipelineTest() : directory_(std::filesystem::path(testing::TempDir()) / ("pipeline-" + platform::RandomHex(8))) {
    platform::SetLogSink([](std::string_view) {});
    std::filesystem::create_directories(directory_);
    store_ = SqliteStore::Open((directory_ / "store.db").string(), {}, clock_).value();
    server_.Add<ExtractionService>(&extraction_);
    server_.Add<KnowledgeService>(&knowledge_);
    EXPECT_TRUE(server_.Start().ok());
    Restart();
  }
  ~PipelineTest() override {
    pipeline_ = nullptr;
    server_.Shutdown();
    store_ = nullptr;
    std::filesystem::remove_all(directory_);
    platform::SetLogSink(nullptr);
  }

  void Restart(PipelineOptions options = {}) {
    pipeline_ = std::make_unique<Pipeline>(*store_, ExtractionService::NewStub(server_.InProcessChannel()),
                                           KnowledgeService::NewStub(server_.InProcessChannel()), options, clock_);
  }

  std::string Add(const std::string& text, const std::string& language = "en", const std::string& traceparent = "") {
    NewDocument incoming;
    incoming.document.set_text(text);
    incoming.document.set_language_code(language);
    incoming.document.set_content_sha256(platform::Sha256Hex(text));
    incoming.traceparent = traceparent;
    return store_->Ingest({incoming})[0]->document.name();
  }
  v1::DocumentState StateOf(const std::string& name) { return store_->Get(name, false)->state(); }
  int RunOnce() {
    const auto round = pipeline_->RunOnce();
    EXPECT_TRUE(round.ok()) << round.status();
    return round->jobs;
  }

  const std::filesystem::path directory_;
  platform::FakeClock clock_;
  std::unique_ptr<Store> store_;
  FakeExtraction extraction_;
  FakeKnowledge knowledge_;
  platform::Server server_{{.listen = ""}};
  std::unique_ptr<Pipeline> pipeline_;
};

TEST_F(PipelineTest, BatchIsOneCommit) {
  const std::string a = Add("a");
  const std::string b = Add("b", "vi");
  EXPECT_EQ(RunOnce(), 2);
  EXPECT_EQ(StateOf(a), v1::DOCUMENT_STATE_ANALYZED);
  EXPECT_EQ(StateOf(b), v1::DOCUMENT_STATE_ANALYZED);
  EXPECT_EQ(knowledge_.commits, 1);
  EXPECT_EQ(knowledge_.documents[a].second->document().text(), "a");
  EXPECT_EQ(knowledge_.documents[b].second->document().language_code(), "vi");
  EXPECT_EQ(knowledge_.documents[b].second->analysis().extractor_version(), "test");
  EXPECT_EQ(RunOnce(), 0);
}

TEST_F(PipelineTest, WhatComesOneByOneIsCommittedTogether) {
  Restart({.workers = 1, .gather = absl::Seconds(2)});
  pipeline_->Start();
  const auto wait = [&](const std::string& name) {
    for (;;) {
      const uint64_t seen = store_->changed().version();
      if (StateOf(name) == v1::DOCUMENT_STATE_ANALYZED) return;
      store_->changed().WaitPast(seen, absl::Seconds(1));
    }
  };
  wait(Add("first"));
  std::vector<std::string> names;
  for (int i = 0; i < 30; ++i) names.push_back(Add(absl::StrCat("text ", i)));
  for (const std::string& name : names) wait(name);
  std::lock_guard<std::mutex> lock(knowledge_.mutex);
  // Two for the rest, if the machine was slow.
  EXPECT_LE(knowledge_.commits, 3);
}

TEST_F(PipelineTest, LargeBatchIsSplit) {
  Restart({.commit_bytes = 100});
  for (int i = 0; i < 3; ++i) Add(std::string(80, static_cast<char>('a' + i)));
  EXPECT_EQ(RunOnce(), 3);
  EXPECT_EQ(knowledge_.commits, 3);
}

TEST_F(PipelineTest, OtherLanguageIsStoredWithoutAnalysis) {
  const std::string french = Add("bonjour", "fr");
  RunOnce();
  EXPECT_EQ(StateOf(french), v1::DOCUMENT_STATE_STORED);
  EXPECT_THAT(extraction_.requests, SizeIs(0));
  EXPECT_FALSE(knowledge_.documents[french].second->has_analysis());
  EXPECT_EQ(knowledge_.documents[french].second->document().text(), "bonjour");
}

TEST_F(PipelineTest, ExtractorMayRefuseALanguage) {
  extraction_.errors["x"] = platform::Error(absl::StatusCode::kUnimplemented, "no", "LANGUAGE_NOT_SUPPORTED");
  const std::string name = Add("x", "und");
  RunOnce();
  EXPECT_EQ(StateOf(name), v1::DOCUMENT_STATE_STORED);
  EXPECT_EQ(extraction_.requests[0].language_code(), "");  // it may know better than "und"
}

TEST_F(PipelineTest, PermanentFailureOfOneIsItsOwn) {
  extraction_.errors["bad"] = platform::InvalidArgument("text", "bad", "BAD_TEXT");
  const std::string bad = Add("bad");
  const std::string good = Add("good");
  RunOnce();
  EXPECT_EQ(StateOf(good), v1::DOCUMENT_STATE_ANALYZED);
  const auto document = store_->Get(bad, false).value();
  EXPECT_EQ(document.state(), v1::DOCUMENT_STATE_FAILED);
  EXPECT_EQ(ErrorReason(platform::FromProto(document.error())), "BAD_TEXT");
}

TEST_F(PipelineTest, RefusedCommitOfOneIsItsOwn) {
  const std::string good = Add("good");
  const std::string refused = Add("refused");
  RunOnce();
  EXPECT_EQ(StateOf(good), v1::DOCUMENT_STATE_ANALYZED);
  EXPECT_EQ(StateOf(refused), v1::DOCUMENT_STATE_FAILED);
}

TEST_F(PipelineTest, RetryableFailureIsRetriedWithBackoff) {
  extraction_.errors["a"] = absl::DeadlineExceededError("slow");
  const std::string name = Add("a");
  EXPECT_EQ(RunOnce(), 1);
  EXPECT_EQ(StateOf(name), v1::DOCUMENT_STATE_PENDING);
  EXPECT_EQ(RunOnce(), 0);  // not yet
  extraction_.errors.clear();
  clock_.Advance(PipelineOptions().min_backoff);
  EXPECT_EQ(RunOnce(), 1);
  EXPECT_EQ(StateOf(name), v1::DOCUMENT_STATE_ANALYZED);
  EXPECT_EQ(store_->Get(name, false)->attempt_count(), 2);
}

TEST_F(PipelineTest, ServersDelayIsKept) {
  knowledge_.error = platform::ResourceExhausted("busy", "BUSY", absl::Hours(1));
  Add("a");
  RunOnce();
  EXPECT_GE(**store_->NextDue(), clock_.Now() + absl::Hours(1));
}

TEST_F(PipelineTest, LastAttemptIsFinal) {
  Restart({.max_attempts = 3});
  knowledge_.error = absl::UnavailableError("away");
  const std::string name = Add("a");
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(StateOf(name), v1::DOCUMENT_STATE_PENDING);
    EXPECT_EQ(RunOnce(), 1);
    clock_.Advance(absl::Minutes(10));
  }
  EXPECT_EQ(StateOf(name), v1::DOCUMENT_STATE_FAILED);
  knowledge_.error = absl::OkStatus();
  ASSERT_TRUE(store_->Retry(name).ok());
  RunOnce();
  EXPECT_EQ(StateOf(name), v1::DOCUMENT_STATE_ANALYZED);
}

TEST_F(PipelineTest, TextThatTakesTooLongIsGivenUpSooner) {
  extraction_.errors["a"] = absl::DeadlineExceededError("slow");
  const std::string name = Add("a");
  for (int i = 0; i < PipelineOptions().max_timeouts; ++i) {
    EXPECT_EQ(StateOf(name), v1::DOCUMENT_STATE_PENDING);
    EXPECT_EQ(RunOnce(), 1);
    clock_.Advance(absl::Minutes(10));
  }
  EXPECT_EQ(StateOf(name), v1::DOCUMENT_STATE_FAILED);
}

TEST_F(PipelineTest, OutageIsNoticed) {
  Add("a");
  knowledge_.error = absl::UnavailableError("away");
  EXPECT_TRUE(pipeline_->RunOnce()->outage);
  clock_.Advance(absl::Minutes(10));
  knowledge_.error = absl::OkStatus();
  EXPECT_FALSE(pipeline_->RunOnce()->outage);
}

TEST_F(PipelineTest, CommitWhoseAnswerWasLostTakesEffectOnce) {
  const std::string name = Add("a");
  knowledge_.lose_answer = true;
  RunOnce();
  EXPECT_EQ(StateOf(name), v1::DOCUMENT_STATE_PENDING);
  const int64_t revision = knowledge_.documents[name].first;
  knowledge_.lose_answer = false;
  clock_.Advance(absl::Minutes(10));
  RunOnce();
  EXPECT_EQ(StateOf(name), v1::DOCUMENT_STATE_ANALYZED);
  EXPECT_GT(knowledge_.documents[name].first, revision);
  EXPECT_THAT(knowledge_.documents, SizeIs(1));
}

TEST_F(PipelineTest, DeletedDocumentIsRetractedForGood) {
  const std::string name = Add("a");
  RunOnce();
  ASSERT_TRUE(store_->Delete(name, "").ok());
  knowledge_.error = absl::InternalError("even then");
  for (int i = 0; i < 25; ++i) {
    RunOnce();
    EXPECT_EQ(StateOf(name), v1::DOCUMENT_STATE_DELETING);
    clock_.Advance(absl::Minutes(10));
  }
  knowledge_.error = absl::OkStatus();
  EXPECT_EQ(RunOnce(), 1);
  EXPECT_EQ(store_->Get(name, false).status().code(), absl::StatusCode::kNotFound);
  EXPECT_FALSE(knowledge_.documents[name].second.has_value());
}

TEST_F(PipelineTest, ReprocessedAnalysisTakesThePlaceOfTheFormer) {
  extraction_.errors["b"] = platform::InvalidArgument("text", "bad", "BAD_TEXT");
  const std::string a = Add("a");
  const std::string b = Add("b");
  RunOnce();
  const int64_t revision = knowledge_.documents[a].first;
  EXPECT_EQ(StateOf(b), v1::DOCUMENT_STATE_FAILED);
  extraction_.errors.clear();
  const std::string operation = store_->StartReprocessing({})->name();
  EXPECT_EQ(RunOnce(), 2);
  EXPECT_TRUE(store_->GetOperation(operation)->done());
  EXPECT_GT(knowledge_.documents[a].first, revision);
  EXPECT_TRUE(knowledge_.documents[b].second.has_value());
  EXPECT_EQ(StateOf(b), v1::DOCUMENT_STATE_ANALYZED);
  EXPECT_EQ(RunOnce(), 0);
}

TEST_F(PipelineTest, TraceGoesThroughTheQueue) {
  const platform::TraceContext trace = platform::TraceContext::New();
  Add("a", "en", trace.ToString());
  RunOnce();
  EXPECT_THAT(extraction_.trace_ids, ElementsAre(trace.trace_id));
}

TEST_F(PipelineTest, StopGivesBackWhatWasNotBegun) {
  const std::string name = Add("a");
  pipeline_->Stop();
  EXPECT_EQ(RunOnce(), 1);
  EXPECT_EQ(StateOf(name), v1::DOCUMENT_STATE_PENDING);
  EXPECT_THAT(extraction_.requests, SizeIs(0));
  Restart();
  EXPECT_EQ(RunOnce(), 1);  // at once, without waiting for the lease
  EXPECT_EQ(StateOf(name), v1::DOCUMENT_STATE_ANALYZED);
}

TEST_F(PipelineTest, ThreadsWorkWhatComes) {
  pipeline_->Start();
  std::set<std::string> names;
  for (int i = 0; i < 50; ++i) names.insert(Add(absl::StrCat("text ", i)));
  for (;;) {
    const uint64_t seen = store_->changed().version();
    if (store_->GetStatistics()->states[v1::DOCUMENT_STATE_ANALYZED] == 50) break;
    store_->changed().WaitPast(seen, absl::Seconds(60));
  }
  pipeline_->Stop();
  EXPECT_THAT(knowledge_.documents, SizeIs(50));
  EXPECT_THAT(extraction_.requests, SizeIs(50));
}

TEST(BackoffTest, DoublesUpToItsBound) {
  const PipelineOptions options{.min_backoff = absl::Seconds(1), .max_backoff = absl::Seconds(10)};
  EXPECT_EQ(Backoff(options, 1, 0), absl::Seconds(1));
  EXPECT_EQ(Backoff(options, 2, 0), absl::Seconds(2));
  EXPECT_EQ(Backoff(options, 4, 0), absl::Seconds(8));
  EXPECT_EQ(Backoff(options, 5, 0), absl::Seconds(10));
  EXPECT_EQ(Backoff(options, 1'000'000, 0), absl::Seconds(10));
  EXPECT_EQ(Backoff(options, 2, 0.5), absl::Milliseconds(1500));
}

}  // namespace
}  // namespace chancery::ingestion
