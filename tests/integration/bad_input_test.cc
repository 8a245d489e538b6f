// Bad input through the real server: each item gets a status code with ErrorInfo and, where a field is at fault, BadRequest;
// the others of the stream go on; the server stays up.
#include <gmock/gmock.h>
#include <grpcpp/create_channel.h>
#include <gtest/gtest.h>

#include <chrono>
#include <map>
#include <thread>

#include "chancery/ingestion/v1/ingestion_service.grpc.pb.h"
#include "chancery/query/v1/query_service.grpc.pb.h"
#include "services/platform/status.h"
#include "tests/integration/server_process.h"

namespace chancery {
namespace {

using ::testing::StartsWith;

constexpr char kGood[] =
    "Hanoi - Foreign Minister Le Minh Khoa met with French Foreign Minister Claire Moreau in Hanoi on June 20. He said "
    "Vietnam will implement its commitments.";

class BadInputTest : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    server_ = new testing::ServerProcess(CHANCERY_STANDALONE, std::vector<std::string>{"--data_dir={folder}/store"});
    grpc::ChannelArguments arguments;
    arguments.SetMaxSendMessageSize(-1);
    const auto channel = grpc::CreateCustomChannel(server_->address(), grpc::InsecureChannelCredentials(), arguments);
    ingestion_ = ingestion::v1::IngestionService::NewStub(channel).release();
    query_ = query::v1::QueryService::NewStub(channel).release();
  }
  static void TearDownTestSuite() {
    delete ingestion_;
    delete query_;
    EXPECT_EQ(server_->Stop(), 0) << "the server did not end in order";
    delete server_;
  }
  void TearDown() override { EXPECT_TRUE(server_->IsRunning()); }

  static ingestion::v1::IngestDocumentRequest Request(std::string content) {
    ingestion::v1::IngestDocumentRequest request;
    request.mutable_document()->set_content(std::move(content));
    return request;
  }

  // The document once its state is final, or as it is after a minute.
  static ingestion::v1::Document WaitFor(const std::string& name) {
    ingestion::v1::GetDocumentRequest request;
    request.set_name(name);
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::minutes(1);
    for (;;) {
      grpc::ClientContext context;
      ingestion::v1::Document document;
      const grpc::Status status = ingestion_->GetDocument(&context, request, &document);
      if (!status.ok() || document.state() != ingestion::v1::DOCUMENT_STATE_PENDING || std::chrono::steady_clock::now() > give_up) {
        return document;
      }
      std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
  }

  static void ExpectError(const grpc::Status& status, grpc::StatusCode code, const std::string& field = "") {
    EXPECT_EQ(status.error_code(), code) << status.error_message();
    const absl::Status error = platform::FromGrpc(status);
    EXPECT_NE(platform::ErrorReason(error), "") << status.error_message();
    EXPECT_EQ(platform::ErrorField(error), field) << status.error_message();
  }

  template <typename Stub, typename Request, typename Response>
  static grpc::Status Call(Stub* stub, grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                           const Request& request, Response* response) {
    grpc::ClientContext context;
    context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(60));
    return (stub->*method)(&context, request, response);
  }

  static testing::ServerProcess* server_;
  static ingestion::v1::IngestionService::Stub* ingestion_;
  static query::v1::QueryService::Stub* query_;
};

testing::ServerProcess* BadInputTest::server_ = nullptr;
ingestion::v1::IngestionService::Stub* BadInputTest::ingestion_ = nullptr;
query::v1::QueryService::Stub* BadInputTest::query_ = nullptr;

TEST_F(BadInputTest, AStreamGoesOnAfterEachBadDocument) {
  struct Case {
    const char* what;
    ingestion::v1::IngestDocumentRequest request;
    grpc::StatusCode code = grpc::StatusCode::OK;
    const char* field = "";
  };
  std::vector<Case> cases;
  const auto bad = [&cases](const char* what, std::string content, grpc::StatusCode code = grpc::StatusCode::INVALID_ARGUMENT) {
    cases.push_back({what, Request(std::move(content)), code, "document.content"});
  };
  cases.push_back({"good", Request(kGood)});
  cases.back().request.set_document_id("taken");
  bad("empty", "");
  bad("blank", " \n\t ");
  bad("invalid UTF-8", "Hanoi \xC3\x28 met");
  bad("NUL byte", std::string("a\0b", 3));
  bad("binary", std::string("\x89PNG\r\n\x1a\n") + std::string(1000, '\x01'));
  std::string large;
  while (large.size() < (20u << 20)) large += kGood;
  bad("20 MB of text", std::move(large), grpc::StatusCode::RESOURCE_EXHAUSTED);
  bad("HTML without an article", "<!DOCTYPE html><html><head><title>x</title></head><body><nav>Home</nav></body></html>");
  std::string line;
  while (line.size() < 1000000) line += "Minister Khoa met Minister Moreau, ";
  cases.push_back({"a line of a million characters", Request(std::move(line))});
  cases.push_back({"French", Request("Le ministre des Affaires étrangères a rencontré hier à Paris son homologue vietnamien "
                                     "pour discuter de la coopération entre les deux pays et de la paix.")});
  cases.push_back({"future date", Request("future"), grpc::StatusCode::INVALID_ARGUMENT, "document.published"});
  cases.back().request.mutable_document()->set_published("2999-01-01");
  cases.push_back({"impossible date", Request("impossible"), grpc::StatusCode::INVALID_ARGUMENT, "document.published"});
  cases.back().request.mutable_document()->set_published("2023-02-30");
  cases.push_back({"id of other content", Request("other content"), grpc::StatusCode::ALREADY_EXISTS, ""});
  cases.back().request.set_document_id("taken");
  cases.push_back({"malformed id", Request("some content"), grpc::StatusCode::INVALID_ARGUMENT, "document_id"});
  cases.back().request.set_document_id("../etc/passwd");
  cases.push_back({"good again", Request(std::string(kGood) + " Again.")});

  grpc::ClientContext context;
  const auto stream = ingestion_->IngestDocuments(&context);
  std::thread writer([&] {
    for (size_t i = 0; i < cases.size(); ++i) {
      ingestion::v1::IngestDocumentsRequest request;
      request.set_sequence(static_cast<int64_t>(i));
      *request.mutable_request() = cases[i].request;
      if (!stream->Write(request)) break;
    }
    stream->WritesDone();
  });
  size_t answered = 0;
  std::map<std::string, std::string> names;
  ingestion::v1::IngestDocumentsResponse response;
  while (stream->Read(&response)) {
    ASSERT_LT(answered, cases.size());
    const Case& c = cases[answered];
    SCOPED_TRACE(c.what);
    EXPECT_EQ(response.sequence(), static_cast<int64_t>(answered));
    ++answered;
    EXPECT_EQ(response.has_error(), c.code != grpc::StatusCode::OK);
    if (response.has_error()) {
      ExpectError(
          {static_cast<grpc::StatusCode>(response.error().code()), response.error().message(), response.error().SerializeAsString()},
          c.code, c.field);
    } else {
      names[c.what] = response.response().document().name();
    }
  }
  writer.join();
  const grpc::Status status = stream->Finish();
  EXPECT_TRUE(status.ok()) << status.error_message();
  ASSERT_EQ(answered, cases.size());

  for (const char* what : {"good", "good again", "a line of a million characters"}) {
    EXPECT_EQ(WaitFor(names[what]).state(), ingestion::v1::DOCUMENT_STATE_ANALYZED) << what;
  }
  EXPECT_EQ(WaitFor(names["French"]).state(), ingestion::v1::DOCUMENT_STATE_STORED);
  query::v1::SearchDocumentsRequest search;
  search.set_query("homologue vietnamien");
  query::v1::SearchDocumentsResponse found;
  EXPECT_TRUE(Call(query_, &query::v1::QueryService::Stub::SearchDocuments, search, &found).ok());
  ASSERT_EQ(found.hits_size(), 1) << "a language that is not analysed is searchable";
  EXPECT_EQ(found.hits(0).document().name(), names["French"]);
}

TEST_F(BadInputTest, IngestDocumentTellsTheSameAsTheStream) {
  ingestion::v1::IngestDocumentResponse response;
  ExpectError(Call(ingestion_, &ingestion::v1::IngestionService::Stub::IngestDocument, Request(""), &response),
              grpc::StatusCode::INVALID_ARGUMENT, "document.content");
  ExpectError(Call(ingestion_, &ingestion::v1::IngestionService::Stub::IngestDocument, ingestion::v1::IngestDocumentRequest(), &response),
              grpc::StatusCode::INVALID_ARGUMENT, "document");
}

TEST_F(BadInputTest, UnknownAndMalformedNames) {
  ingestion::v1::GetDocumentRequest document_request;
  ingestion::v1::Document document;
  document_request.set_name("documents/none");
  ExpectError(Call(ingestion_, &ingestion::v1::IngestionService::Stub::GetDocument, document_request, &document),
              grpc::StatusCode::NOT_FOUND);
  document_request.set_name("nonsense");
  ExpectError(Call(ingestion_, &ingestion::v1::IngestionService::Stub::GetDocument, document_request, &document),
              grpc::StatusCode::INVALID_ARGUMENT, "name");

  query::v1::GetEntityRequest entity_request;
  query::v1::GetEntityResponse dossier;
  entity_request.set_name("entities/none");
  ExpectError(Call(query_, &query::v1::QueryService::Stub::GetEntity, entity_request, &dossier), grpc::StatusCode::NOT_FOUND);
  entity_request.set_name("nonsense");
  ExpectError(Call(query_, &query::v1::QueryService::Stub::GetEntity, entity_request, &dossier), grpc::StatusCode::INVALID_ARGUMENT,
              "name");

  query::v1::ListEventsRequest events_request;
  query::v1::ListEventsResponse events;
  events_request.mutable_filter()->add_participants("entities/none");
  ExpectError(Call(query_, &query::v1::QueryService::Stub::ListEvents, events_request, &events), grpc::StatusCode::NOT_FOUND);
}

// Sends page tokens and sizes that are wrong to a List method.
template <typename Stub, typename Request, typename Response>
void ExpectBadPagesAreRefused(Stub* stub, grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                              const Request& good) {
  for (const auto& [token, size, field] : {std::tuple("nonsense", 10, "page_token"), {"", 100000, "page_size"}, {"", -1, "page_size"}}) {
    Request request = good;
    request.set_page_token(token);
    request.set_page_size(size);
    grpc::ClientContext context;
    Response response;
    const grpc::Status status = (stub->*method)(&context, request, &response);
    SCOPED_TRACE(Request::descriptor()->full_name() + " " + field);
    EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
    EXPECT_EQ(platform::ErrorField(platform::FromGrpc(status)), field);
    EXPECT_NE(platform::ErrorReason(platform::FromGrpc(status)), "");
  }
}

TEST_F(BadInputTest, MalformedPageTokensAndOversizedPages) {
  using Ingestion = ingestion::v1::IngestionService::Stub;
  using Query = query::v1::QueryService::Stub;
  ExpectBadPagesAreRefused(ingestion_, &Ingestion::ListDocuments, ingestion::v1::ListDocumentsRequest());
  ExpectBadPagesAreRefused(query_, &Query::SearchEntities, query::v1::SearchEntitiesRequest());
  ExpectBadPagesAreRefused(query_, &Query::ListEvents, query::v1::ListEventsRequest());
  ExpectBadPagesAreRefused(query_, &Query::ListStatements, query::v1::ListStatementsRequest());
  query::v1::SearchDocumentsRequest search;
  search.set_query("vietnam");
  ExpectBadPagesAreRefused(query_, &Query::SearchDocuments, search);
}

TEST_F(BadInputTest, ImpossibleDaysInFilters) {
  query::v1::ListEventsRequest request;
  request.mutable_filter()->mutable_time()->set_from("2023-02-30");
  query::v1::ListEventsResponse response;
  const grpc::Status status = Call(query_, &query::v1::QueryService::Stub::ListEvents, request, &response);
  EXPECT_EQ(status.error_code(), grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(platform::ErrorField(platform::FromGrpc(status)), StartsWith("filter.time"));
}

}  // namespace
}  // namespace chancery
