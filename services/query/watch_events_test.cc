#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "services/platform/channel.h"
#include "services/platform/server.h"
#include "services/platform/status.h"
#include "services/query/query_server.h"
#include "services/query/testing.h"

namespace chancery::query {
namespace {

using testing::DocumentBuilder;
using namespace type::v1;  // NOLINT: the vocabulary, by its long names.

constexpr int kMaxWatches = 2;

class WatchEventsTest : public ::testing::Test {
 protected:
  WatchEventsTest() { StartServer(); }
  ~WatchEventsTest() override { StopServer(); }

  void StartServer() {
    auto services = MakeQueryServices({.store = folder_.File("query.db"), .max_watches = kMaxWatches});
    ASSERT_TRUE(services.ok()) << services.status();
    services_ = *std::move(services);
    server_ = std::make_unique<platform::Server>(platform::ServerOptions{.listen = ""});
    server_->Add<v1::QueryService>(services_->query());
    server_->Add<knowledge::v1::KnowledgeService>(services_->knowledge());
    server_->OnDrain([this] { services_->Drain(); });
    ASSERT_TRUE(server_->Start().ok());
    query_ = v1::QueryService::NewStub(server_->InProcessChannel());
    knowledge_ = knowledge::v1::KnowledgeService::NewStub(server_->InProcessChannel());
  }
  void StopServer() {
    server_->Shutdown();
    query_.reset();
    knowledge_.reset();
    server_.reset();
    services_.reset();
  }

  void Commit(const knowledge::v1::AnalysisCommit& commit) {
    knowledge::v1::CommitAnalysesRequest request;
    *request.add_commits() = commit;
    knowledge::v1::CommitAnalysesResponse response;
    grpc::ClientContext context;
    const grpc::Status status = knowledge_->CommitAnalyses(&context, request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
  }

  // A document that tells of a meeting.
  static DocumentBuilder Meeting(const std::string& document, const std::string& who, const std::string& day,
                                 const std::string& language = "en") {
    DocumentBuilder builder(document, language, day);
    builder.Sentence(absl::StrCat(who, " met the Secretary-General."));
    builder.Event(EVENT_TYPE_MEETING, {builder.Person(who), builder.Person("Secretary General")}, day);
    return builder;
  }

  // A watch that has begun.
  class Watch {
   public:
    Watch(v1::QueryService::Stub& stub, const v1::WatchEventsRequest& request) {
      platform::PrepareCall(context_, absl::Seconds(60));
      stream_ = stub.WatchEvents(&context_, request);
      v1::WatchEventsResponse first;
      if (stream_->Read(&first)) {
        EXPECT_FALSE(first.has_event());
        token_ = first.resume_token();
      }
    }
    ~Watch() {
      context_.TryCancel();
      if (!finished_) (void)stream_->Finish();
    }
    // The next event's last report and how many it has; "" at the stream's end.
    std::string Next() {
      v1::WatchEventsResponse response;
      if (!stream_->Read(&response)) return "";
      token_ = response.resume_token();
      const auto& reports = response.event().reports();
      return absl::StrCat(reports.rbegin()->document().name(), " of ", reports.size());
    }
    absl::Status Finish() {
      v1::WatchEventsResponse response;
      while (stream_->Read(&response)) {
      }
      finished_ = true;
      return platform::FromGrpc(stream_->Finish());
    }
    const std::string& token() const { return token_; }

   private:
    grpc::ClientContext context_;
    std::unique_ptr<grpc::ClientReader<v1::WatchEventsResponse>> stream_;
    std::string token_;
    bool finished_ = false;
  };

  static v1::WatchEventsRequest Resume(const std::string& token) {
    v1::WatchEventsRequest request;
    request.set_resume_token(token);
    return request;
  }
  absl::Status Refusal(const v1::WatchEventsRequest& request) { return Watch(*query_, request).Finish(); }

  testing::TemporaryFolder folder_;
  std::unique_ptr<QueryServices> services_;
  std::unique_ptr<platform::Server> server_;
  std::unique_ptr<v1::QueryService::Stub> query_;
  std::unique_ptr<knowledge::v1::KnowledgeService::Stub> knowledge_;
};

TEST_F(WatchEventsTest, TellsWhatComesAndNotWhatWasThere) {
  Commit(Meeting("old", "Anna Berg", "2024-01-01").Commit());
  Watch watch(*query_, {});
  Commit(Meeting("new", "Anna Berg", "2024-02-01").Commit());
  EXPECT_EQ(watch.Next(), "documents/new of 1");
  Commit(Meeting("again", "Anna Berg", "2024-02-01", "vi").Commit());
  EXPECT_EQ(watch.Next(), "documents/new of 2");  // as it is now: reports are in order of publication and name
}

TEST_F(WatchEventsTest, OfTheFilterAlone) {
  Commit(Meeting("old", "Anna Berg", "2024-01-01").Commit());
  v1::WatchEventsRequest request;
  request.mutable_filter()->add_participants("entities/anna-berg");
  request.mutable_filter()->add_types(EVENT_TYPE_MEETING);
  request.mutable_filter()->mutable_time()->set_from("2024-02-01");
  request.mutable_filter()->set_text("met");
  Watch watch(*query_, request);
  Commit(Meeting("other", "Carl Dahl", "2024-02-01").Commit());
  Commit(Meeting("early", "Anna Berg", "2024-01-15").Commit());
  Commit(Meeting("wanted", "Anna Berg", "2024-02-03").Commit());
  EXPECT_EQ(watch.Next(), "documents/wanted of 1");
}

TEST_F(WatchEventsTest, GoesOnAfterARestart) {
  std::string token;
  {
    Watch watch(*query_, {});
    token = watch.token();
  }
  Commit(Meeting("a", "Anna Berg", "2024-02-01").Commit());
  Commit(Meeting("b", "Carl Dahl", "2024-02-02").Commit());
  StopServer();
  StartServer();
  {
    Watch watch(*query_, Resume(token));
    EXPECT_EQ(watch.Next(), "documents/a of 1");
    token = watch.token();
  }
  Commit(Meeting("c", "Ella Falk", "2024-02-03").Commit());
  Watch watch(*query_, Resume(token));
  EXPECT_EQ(watch.Next(), "documents/b of 1");
  EXPECT_EQ(watch.Next(), "documents/c of 1");
}

TEST_F(WatchEventsTest, ASavedQueryGoesOnAfterARestartBehindWhatWasAcknowledged) {
  Commit(Meeting("old", "Anna Berg", "2024-01-01").Commit());
  v1::CreateSavedQueryRequest create;
  create.set_saved_query_id("anna");
  create.mutable_saved_query()->mutable_filter()->add_participants("entities/anna-berg");
  v1::SavedQuery saved;
  {
    grpc::ClientContext context;
    ASSERT_TRUE(query_->CreateSavedQuery(&context, create, &saved).ok());
  }
  Commit(Meeting("a", "Anna Berg", "2024-02-01").Commit());
  Commit(Meeting("other", "Carl Dahl", "2024-02-02").Commit());
  Commit(Meeting("b", "Anna Berg", "2024-03-01").Commit());
  v1::WatchEventsRequest request;
  request.set_saved_query(saved.name());
  {
    Watch watch(*query_, request);
    EXPECT_EQ(watch.Next(), "documents/a of 1");
    v1::AcknowledgeEventsRequest done;
    done.set_name(saved.name());
    done.set_resume_token(watch.token());
    grpc::ClientContext context;
    ASSERT_TRUE(query_->AcknowledgeEvents(&context, done, &saved).ok());
    EXPECT_EQ(watch.Next(), "documents/b of 1") << "and is not acknowledged";
  }
  StopServer();
  StartServer();
  Commit(Meeting("c", "Anna Berg", "2024-04-01").Commit());
  Watch watch(*query_, request);
  EXPECT_EQ(watch.Next(), "documents/b of 1");
  EXPECT_EQ(watch.Next(), "documents/c of 1");
  request.mutable_filter()->set_text("met");
  EXPECT_EQ(platform::ErrorField(Refusal(request)), "filter");
  request.clear_filter();
  request.set_saved_query("savedQueries/none");
  EXPECT_EQ(Refusal(request).code(), absl::StatusCode::kNotFound);
}

TEST_F(WatchEventsTest, MoreThanAChunkComesInOrder) {
  constexpr int kEvents = 450;
  Watch watch(*query_, {});
  DocumentBuilder builder("many", "en", "2024-02-01");
  for (int i = 0; i < kEvents; ++i) {
    const std::string who = absl::StrCat("P", std::string(1 + i / 26, 'x'), std::string(1, static_cast<char>('a' + i % 26)), " Dahl");
    builder.Sentence(absl::StrCat("Berg met ", who));
    builder.Event(EVENT_TYPE_MEETING, {builder.Person("Anna Berg"), builder.Person(who)}, "2024-02-01");
  }
  Commit(builder.Commit());
  std::set<std::string> tokens;
  for (int i = 0; i < kEvents; ++i) {
    EXPECT_EQ(watch.Next(), "documents/many of 1");
    tokens.insert(watch.token());
  }
  EXPECT_EQ(tokens.size(), static_cast<size_t>(kEvents));
}

TEST_F(WatchEventsTest, ADocumentThatIsReadAgainIsNoNews) {
  Commit(Meeting("a", "Anna Berg", "2024-02-01").Commit(1));
  Watch watch(*query_, {});
  Commit(Meeting("a", "Anna Berg", "2024-02-01").Commit(2));
  Commit(Meeting("b", "Carl Dahl", "2024-02-02").Commit());
  EXPECT_EQ(watch.Next(), "documents/b of 1");
}

TEST_F(WatchEventsTest, ACopyIsToldToWhoWatchesItsLanguage) {
  Commit(Meeting("a", "Anna Berg", "2024-02-01").Commit());
  v1::WatchEventsRequest request;
  request.mutable_filter()->set_report_language_code("vi");
  Watch watch(*query_, request);
  Commit(Meeting("copy", "Anna Berg", "2024-02-01", "vi").DuplicateOf("a").Commit());
  EXPECT_EQ(watch.Next(), "documents/copy of 2");
}

TEST_F(WatchEventsTest, RefusesWhatIsNoFilterOrToken) {
  const absl::Status token = Refusal(Resume("garbage"));
  EXPECT_EQ(platform::ErrorReason(token), "INVALID_PAGE_TOKEN");
  EXPECT_EQ(platform::ErrorField(token), "resume_token");
  v1::WatchEventsRequest request;
  request.mutable_filter()->set_min_confidence(2);
  EXPECT_EQ(platform::ErrorField(Refusal(request)), "filter.min_confidence");
  request.mutable_filter()->Clear();
  request.mutable_filter()->add_types(static_cast<EventType>(99));
  EXPECT_EQ(platform::ErrorField(Refusal(request)), "filter.types");
  request.mutable_filter()->Clear();
  request.mutable_filter()->add_participants("entities/nobody");
  EXPECT_EQ(Refusal(request).code(), absl::StatusCode::kNotFound);
}

TEST_F(WatchEventsTest, OnlySoManyAtOnce) {
  Watch one(*query_, {});
  {
    Watch two(*query_, {});
    const absl::Status third = Refusal({});
    EXPECT_EQ(third.code(), absl::StatusCode::kResourceExhausted);
    EXPECT_GT(platform::RetryDelay(third), absl::ZeroDuration());
  }
  // The one that went away makes room, once its call has ended.
  absl::Status status = absl::ResourceExhaustedError("");
  while (absl::IsResourceExhausted(status)) {
    grpc::ClientContext context;
    const auto stream = query_->WatchEvents(&context, {});
    v1::WatchEventsResponse first;
    if (stream->Read(&first)) break;
    status = platform::FromGrpc(stream->Finish());
  }
}

TEST_F(WatchEventsTest, DrainEndsAWatch) {
  Watch watch(*query_, {});
  services_->Drain();
  const absl::Status status = watch.Finish();
  EXPECT_EQ(platform::ErrorReason(status), "SHUTTING_DOWN") << status;
}

}  // namespace
}  // namespace chancery::query
