// The commands against servers that run in this process and answer what a test tells them.
#include "clients/cli/cli.h"

#include <gmock/gmock.h>
#include <google/rpc/error_details.pb.h>
#include <grpcpp/server.h>
#include <grpcpp/server_builder.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <sstream>

#include "chancery/ingestion/v1/ingestion_service.grpc.pb.h"
#include "chancery/knowledge/v1/knowledge_service.grpc.pb.h"
#include "chancery/query/v1/query_service.grpc.pb.h"
#include "clients/cli/progress.h"

namespace chancery::cli {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

// Refuses content that begins with "bad", is full for the first document when asked to, and loses the
// connection after so many documents when asked to.
class FakeIngestion : public ingestion::v1::IngestionService::Service {
 public:
  grpc::Status IngestDocuments(
      grpc::ServerContext*,
      grpc::ServerReaderWriter<ingestion::v1::IngestDocumentsResponse, ingestion::v1::IngestDocumentsRequest>* stream) override {
    ++streams;
    ingestion::v1::IngestDocumentsRequest request;
    while (stream->Read(&request)) {
      if (lose_connection_after > 0 && --lose_connection_after == 0) return {grpc::StatusCode::UNAVAILABLE, "lost"};
      ingestion::v1::IngestDocumentsResponse response;
      response.set_sequence(request.sequence());
      const std::string& content = request.request().document().content();
      if (full_times > 0) {
        --full_times;
        google::rpc::RetryInfo retry;
        retry.mutable_retry_delay()->set_nanos(1'000'000);
        response.mutable_error()->set_code(static_cast<int>(grpc::StatusCode::RESOURCE_EXHAUSTED));
        response.mutable_error()->add_details()->PackFrom(retry);
      } else if (content.starts_with("bad")) {
        google::rpc::ErrorInfo info;
        info.set_reason("EMPTY_DOCUMENT");
        google::rpc::BadRequest bad;
        auto* violation = bad.add_field_violations();
        violation->set_field("document.content");
        violation->set_description("is blank");
        response.mutable_error()->set_code(static_cast<int>(grpc::StatusCode::INVALID_ARGUMENT));
        response.mutable_error()->set_message("nothing to read");
        response.mutable_error()->add_details()->PackFrom(info);
        response.mutable_error()->add_details()->PackFrom(bad);
      } else {
        ++received[content];
        auto* document = response.mutable_response()->mutable_document();
        document->set_name("documents/" + (request.request().document_id().empty() ? content : request.request().document_id()));
        document->set_state(ingestion::v1::DOCUMENT_STATE_PENDING);
        response.mutable_response()->set_created(received[content] == 1);
      }
      stream->Write(response);
    }
    return grpc::Status::OK;
  }

  grpc::Status GetDocument(grpc::ServerContext*, const ingestion::v1::GetDocumentRequest* request,
                           ingestion::v1::Document* document) override {
    if (request->name() == "documents/none") return {grpc::StatusCode::NOT_FOUND, "documents/none"};
    document->set_name(request->name());
    document->set_text("first line\nsecond \x1b[31mline");
    document->set_title("A title");
    document->set_subtitle("A subtitle");
    document->set_place_line("GENEVA, Feb 26 (VNA) -");
    document->set_language_code("vi");
    document->add_blocks()->set_language_code("vi");
    document->add_blocks()->set_language_code("en");
    document->mutable_modified()->set_edtf("2024-02-27");
    document->add_tags("ASEAN");
    document->add_tags("trade");
    document->mutable_create_time()->set_seconds(1'700'000'000);
    const bool done = ++polls[request->name()] > 2;
    document->set_state(!done                                               ? ingestion::v1::DOCUMENT_STATE_PENDING
                        : request->name().find("fail") != std::string::npos ? ingestion::v1::DOCUMENT_STATE_FAILED
                                                                            : ingestion::v1::DOCUMENT_STATE_ANALYZED);
    return grpc::Status::OK;
  }

  grpc::Status ListDocuments(grpc::ServerContext*, const ingestion::v1::ListDocumentsRequest* request,
                             ingestion::v1::ListDocumentsResponse* response) override {
    list_requests.push_back(*request);
    auto* document = response->add_documents();
    document->set_name(request->page_token().empty() ? "documents/a" : "documents/b");
    document->set_state(ingestion::v1::DOCUMENT_STATE_FAILED);
    document->mutable_error()->set_message("too long");
    if (request->page_token().empty()) response->set_next_page_token("2");
    return grpc::Status::OK;
  }

  grpc::Status CompareDocuments(grpc::ServerContext*, const ingestion::v1::CompareDocumentsRequest* request,
                                ingestion::v1::CompareDocumentsResponse* response) override {
    response->set_other(request->other().empty() ? "documents/original" : request->other());
    response->set_containment(0.75);
    response->add_only_in_document()->set_text("our \x1b[31mcorrespondent");
    return grpc::Status::OK;
  }

  grpc::Status DeleteDocument(grpc::ServerContext*, const ingestion::v1::DeleteDocumentRequest* request,
                              google::protobuf::Empty*) override {
    if (request->name() == "documents/none") return {grpc::StatusCode::NOT_FOUND, "documents/none"};
    deleted.push_back(request->name());
    return grpc::Status::OK;
  }

  grpc::Status RetryDocument(grpc::ServerContext*, const ingestion::v1::RetryDocumentRequest* request, ingestion::v1::Document*) override {
    retried.push_back(request->name());
    return grpc::Status::OK;
  }

  grpc::Status WatchDocuments(grpc::ServerContext*, const ingestion::v1::WatchDocumentsRequest* request,
                              grpc::ServerWriter<ingestion::v1::WatchDocumentsResponse>* writer) override {
    ingestion::v1::WatchDocumentsResponse change;
    change.mutable_document()->set_name("documents/a");
    change.mutable_document()->set_state(ingestion::v1::DOCUMENT_STATE_ANALYZED);
    change.set_resume_token(request->resume_token() + "+1");
    writer->Write(change);
    if (restarts > 0) {
      --restarts;
      return {grpc::StatusCode::UNAVAILABLE, "the server is stopping"};
    }
    return {grpc::StatusCode::OUT_OF_RANGE, "no longer kept"};
  }

  grpc::Status ReprocessDocuments(grpc::ServerContext*, const ingestion::v1::ReprocessDocumentsRequest* request,
                                  ingestion::v1::Operation* operation) override {
    reprocessed.push_back(*request);
    operation->set_name("operations/1");
    operation->set_total_count(3);
    return grpc::Status::OK;
  }

  grpc::Status ListOperations(grpc::ServerContext*, const ingestion::v1::ListOperationsRequest* request,
                              ingestion::v1::ListOperationsResponse* response) override {
    auto* operation = response->add_operations();
    operation->set_name(request->page_token().empty() ? "operations/2" : "operations/1");
    operation->mutable_reprocess()->set_language_code("vi");
    operation->mutable_reprocess()->set_unless_extractor_version("7");
    if (request->page_token().empty()) response->set_next_page_token("2");
    return grpc::Status::OK;
  }

  // Unreachable at first, then running, then done.
  grpc::Status GetOperation(grpc::ServerContext*, const ingestion::v1::GetOperationRequest* request,
                            ingestion::v1::Operation* operation) override {
    if (request->name() == "operations/none") return {grpc::StatusCode::NOT_FOUND, "operations/none"};
    const int poll = ++polls[request->name()];
    if (poll == 1) return {grpc::StatusCode::UNAVAILABLE, "restarting"};
    operation->set_name(request->name());
    operation->set_total_count(3);
    operation->set_done_count(poll == 2 ? 1 : 3);
    operation->set_failed_count(failed_count);
    operation->set_done(poll > 2);
    return grpc::Status::OK;
  }

  grpc::Status CancelOperation(grpc::ServerContext*, const ingestion::v1::CancelOperationRequest* request,
                               ingestion::v1::Operation* operation) override {
    operation->set_name(request->name());
    operation->set_done(true);
    operation->mutable_error()->set_code(static_cast<int>(grpc::StatusCode::CANCELLED));
    return grpc::Status::OK;
  }

  std::vector<ingestion::v1::ReprocessDocumentsRequest> reprocessed;
  int failed_count = 0;
  std::vector<ingestion::v1::ListDocumentsRequest> list_requests;
  std::vector<std::string> deleted;
  std::vector<std::string> retried;

  grpc::Status GetStatistics(grpc::ServerContext*, const ingestion::v1::GetStatisticsRequest*,
                             ingestion::v1::GetStatisticsResponse* response) override {
    auto* count = response->add_states();
    count->set_state(ingestion::v1::DOCUMENT_STATE_ANALYZED);
    count->set_count(7);
    return grpc::Status::OK;
  }

  int restarts = 0;
  int streams = 0;
  int lose_connection_after = 0;
  int full_times = 0;
  std::map<std::string, int> received;
  std::map<std::string, int> polls;
};

void SetEntity(const std::string& id, const std::string& name, query::v1::Entity* entity) {
  entity->set_name("entities/" + id);
  entity->set_display_name(name);
  entity->set_type(type::v1::ENTITY_TYPE_PER);
}

class FakeQuery : public query::v1::QueryService::Service {
 public:
  grpc::Status SearchEntities(grpc::ServerContext*, const query::v1::SearchEntitiesRequest* request,
                              query::v1::SearchEntitiesResponse* response) override {
    if (request->query() == "son" || request->query() == "Bui Thanh Son") {
      SetEntity("1", "Bùi Thanh Sơn", response->add_entities());
      SetEntity("2", "Nguyễn Sơn", response->add_entities());
    } else if (request->query() == "guterres") {
      SetEntity("3", "António Guterres", response->add_entities());
    }
    return grpc::Status::OK;
  }

  grpc::Status GetEntity(grpc::ServerContext*, const query::v1::GetEntityRequest* request,
                         query::v1::GetEntityResponse* response) override {
    if (request->name() == "entities/1") {
      SetEntity("1", "Bùi Thanh Sơn", response->mutable_entity());
      *response->add_events() = Meeting();
    } else {
      SetEntity("3", "António Guterres", response->mutable_entity());
      auto* office = response->mutable_entity()->add_offices();
      office->set_kind(type::v1::ROLE_KIND_SECRETARY_GENERAL);
      office->mutable_of()->set_display_name("United Nations");
    }
    return grpc::Status::OK;
  }

  grpc::Status WatchEvents(grpc::ServerContext*, const query::v1::WatchEventsRequest* request,
                           grpc::ServerWriter<query::v1::WatchEventsResponse>* writer) override {
    watch_requests.push_back(*request);
    query::v1::WatchEventsResponse response;
    response.set_resume_token(request->resume_token() + "+0");
    writer->Write(response);
    *response.mutable_event() = Meeting();
    response.set_resume_token(request->resume_token() + "+1");
    writer->Write(response);
    if (watch_requests.size() == 1) return {grpc::StatusCode::UNAVAILABLE, "the server is stopping"};
    return {grpc::StatusCode::NOT_FOUND, "gone"};
  }

  grpc::Status CreateSavedQuery(grpc::ServerContext*, const query::v1::CreateSavedQueryRequest* request,
                                query::v1::SavedQuery* response) override {
    if (request->saved_query_id() == "lost") return {grpc::StatusCode::NOT_FOUND, "entities/lost"};
    const std::string name = "savedQueries/" + request->saved_query_id();
    if (saved_queries.count(name) > 0) return {grpc::StatusCode::ALREADY_EXISTS, name};
    *response = request->saved_query();
    response->set_name(name);
    saved_queries[name] = *response;
    return grpc::Status::OK;
  }
  grpc::Status ListSavedQueries(grpc::ServerContext*, const query::v1::ListSavedQueriesRequest*,
                                query::v1::ListSavedQueriesResponse* response) override {
    for (const auto& [name, saved] : saved_queries) *response->add_saved_queries() = saved;
    return grpc::Status::OK;
  }
  grpc::Status DeleteSavedQuery(grpc::ServerContext*, const query::v1::DeleteSavedQueryRequest* request,
                                google::protobuf::Empty*) override {
    return saved_queries.erase(request->name()) > 0 ? grpc::Status::OK : grpc::Status(grpc::StatusCode::NOT_FOUND, request->name());
  }
  grpc::Status AcknowledgeEvents(grpc::ServerContext*, const query::v1::AcknowledgeEventsRequest* request,
                                 query::v1::SavedQuery*) override {
    acknowledged.push_back(request->name() + " " + request->resume_token());
    return grpc::Status::OK;
  }

  grpc::Status ListEvents(grpc::ServerContext*, const query::v1::ListEventsRequest* request,
                          query::v1::ListEventsResponse* response) override {
    event_requests.push_back(*request);
    for (const std::string& group : request->filter().groups()) {
      if (group != "entities/asean" && group != "entities/eu" && group != "entities/dong-nam-a") {
        return {grpc::StatusCode::NOT_FOUND, group};
      }
    }
    *response->add_events() = Meeting();
    if (request->page_token().empty()) response->set_next_page_token("2");
    return grpc::Status::OK;
  }

  grpc::Status ListStatements(grpc::ServerContext*, const query::v1::ListStatementsRequest*,
                              query::v1::ListStatementsResponse* response) override {
    auto* statement = response->add_statements();
    statement->set_name("statements/1");
    statement->mutable_speaker()->set_display_name("António Guterres");
    statement->set_act(type::v1::ACT_APPRECIATE);
    statement->mutable_evidence()->set_text("Guterres thanked Vietnam.");
    statement->mutable_evidence()->mutable_document()->set_language_code("en");
    return grpc::Status::OK;
  }

  grpc::Status SearchDocuments(grpc::ServerContext*, const query::v1::SearchDocumentsRequest*,
                               query::v1::SearchDocumentsResponse* response) override {
    auto* hit = response->add_hits();
    hit->mutable_document()->set_name("documents/a");
    hit->mutable_snippet()->set_text("ông Sơn nói");
    auto* span = hit->add_highlights();
    span->set_begin(4);
    span->set_end(7);
    return grpc::Status::OK;
  }

  grpc::Status ExportAnnotations(grpc::ServerContext*, const query::v1::ExportAnnotationsRequest*,
                                 grpc::ServerWriter<query::v1::ExportAnnotationsResponse>* writer) override {
    query::v1::ExportAnnotationsResponse response;
    for (const char* json : {R"({"document":"a"})", R"({"document":"b"})"}) {
      response.set_json(json);
      writer->Write(response);
    }
    return export_status;
  }

  grpc::Status ListOfficeHolders(grpc::ServerContext*, const query::v1::ListOfficeHoldersRequest* request,
                                 query::v1::ListOfficeHoldersResponse* response) override {
    holder_request = *request;
    auto* office = response->add_offices();
    office->set_kind(type::v1::ROLE_KIND_SECRETARY_GENERAL);
    office->mutable_person()->set_display_name("António Guterres");
    office->mutable_held()->set_from("2017-01-01");
    auto* gap = response->add_gaps();
    gap->set_kind(type::v1::ROLE_KIND_SECRETARY_GENERAL);
    gap->mutable_days()->set_from("2016-12-31");
    gap->mutable_days()->set_to("2016-12-31");
    return grpc::Status::OK;
  }

  grpc::Status ListLedger(grpc::ServerContext*, const query::v1::ListLedgerRequest* request,
                          query::v1::ListLedgerResponse* response) override {
    ledger_request = *request;
    auto* entry = response->add_entries();
    entry->set_kind(query::v1::LEDGER_KIND_INVITATION);
    entry->set_state(query::v1::LEDGER_STATE_FULFILLED);
    entry->mutable_from()->set_display_name("Bùi Thanh Sơn");
    entry->mutable_to()->set_display_name("António Guterres");
    auto* step = entry->add_steps();
    step->set_kind(query::v1::LEDGER_STEP_KIND_MADE);
    step->mutable_time()->set_edtf("2022-03-01");
    step->mutable_evidence()->set_text("Son invited Guterres.");
    return grpc::Status::OK;
  }

  grpc::Status CompareReports(grpc::ServerContext*, const query::v1::CompareReportsRequest* request,
                              query::v1::CompareReportsResponse* response) override {
    if (request->event() != "events/1") return {grpc::StatusCode::NOT_FOUND, "no such event"};
    auto* difference = response->add_differences();
    difference->mutable_document()->set_name("documents/en");
    difference->add_entities()->set_display_name("Chatham House");
    return grpc::Status::OK;
  }

  grpc::Status FindConnections(grpc::ServerContext*, const query::v1::FindConnectionsRequest*,
                               query::v1::FindConnectionsResponse* response) override {
    auto* path = response->add_paths();
    *path->add_events() = Meeting();
    *path->add_entities() = Meeting().participants(0);
    *path->add_entities() = Meeting().participants(1);
    response->set_truncated(true);
    return grpc::Status::OK;
  }

  grpc::Status CountFacets(grpc::ServerContext*, const query::v1::CountFacetsRequest* request,
                           query::v1::CountFacetsResponse* response) override {
    facets_request = *request;
    response->set_item_count(3);
    auto* entities = response->add_facets();
    entities->set_facet(query::v1::FACET_ENTITY);
    entities->set_value_count(2);
    auto* value = entities->add_values();
    value->set_value("entities/3");
    value->set_display_name("António Guterres");
    value->set_count(3);
    return grpc::Status::OK;
  }

  grpc::Status CountOverTime(grpc::ServerContext*, const query::v1::CountOverTimeRequest* request,
                             query::v1::CountOverTimeResponse* response) override {
    count_request = *request;
    auto* count = response->add_counts();
    count->set_time("2024");
    count->set_event_count(12);
    response->set_unplaced_count(3);
    return grpc::Status::OK;
  }

  grpc::Status ExplainEntity(grpc::ServerContext*, const query::v1::ExplainEntityRequest*,
                             query::v1::ExplainEntityResponse* response) override {
    SetEntity("3", "António Guterres", response->mutable_entity());
    response->add_forms()->add_names("antonio guterres");
    response->add_forms()->add_names("guterres");
    auto* link = response->add_links();
    link->set_form(1);
    link->set_rule("part+office");
    link->set_score(0.75);
    return grpc::Status::OK;
  }

  static query::v1::Event Meeting() {
    query::v1::Event event;
    event.set_name("events/1");
    event.set_type(type::v1::EVENT_TYPE_MEETING);
    event.mutable_time()->set_edtf("2024-02-26");
    event.mutable_place()->set_display_name("Geneva");
    for (const auto& [id, name] : {std::pair("entities/1", "Bùi Thanh Sơn"), {"entities/3", "António Guterres"}}) {
      auto* participant = event.add_participants();
      participant->set_name(id);
      participant->set_display_name(name);
      participant->set_type(type::v1::ENTITY_TYPE_PER);
    }
    for (const auto& [language, text] : {std::pair("en", "Son met Guterres."), {"vi", "Sơn gặp Guterres."}}) {
      auto* report = event.add_reports();
      report->set_text(text);
      report->mutable_document()->set_language_code(language);
      report->mutable_document()->set_name(std::string("documents/") + language);
    }
    return event;
  }

  std::vector<query::v1::ListEventsRequest> event_requests;
  std::vector<query::v1::WatchEventsRequest> watch_requests;
  std::map<std::string, query::v1::SavedQuery> saved_queries;
  std::vector<std::string> acknowledged;
  query::v1::ListOfficeHoldersRequest holder_request;
  query::v1::ListLedgerRequest ledger_request;
  query::v1::CountOverTimeRequest count_request;
  query::v1::CountFacetsRequest facets_request;
  grpc::Status export_status;
};

class FakeKnowledge : public knowledge::v1::KnowledgeService::Service {
 public:
  grpc::Status CreateCorrection(grpc::ServerContext*, const knowledge::v1::CreateCorrectionRequest* request,
                                knowledge::v1::Correction* response) override {
    *response = request->correction();
    response->set_name("corrections/1");
    created.push_back(*response);
    return grpc::Status::OK;
  }
  grpc::Status RevertCorrection(grpc::ServerContext*, const knowledge::v1::RevertCorrectionRequest* request,
                                knowledge::v1::Correction* response) override {
    response->set_name(request->name());
    response->set_revert_reason(request->reason());
    return grpc::Status::OK;
  }
  grpc::Status ListCorrections(grpc::ServerContext*, const knowledge::v1::ListCorrectionsRequest*,
                               knowledge::v1::ListCorrectionsResponse* response) override {
    for (const auto& correction : created) *response->add_corrections() = correction;
    return grpc::Status::OK;
  }
  grpc::Status ListReviewItems(grpc::ServerContext*, const knowledge::v1::ListReviewItemsRequest*,
                               knowledge::v1::ListReviewItemsResponse* response) override {
    auto* item = response->add_items();
    item->set_name("events/1");
    item->set_reason("low-confidence");
    item->set_confidence(0.25);
    return grpc::Status::OK;
  }
  grpc::Status CommitAnalyses(grpc::ServerContext*, const knowledge::v1::CommitAnalysesRequest* request,
                              knowledge::v1::CommitAnalysesResponse* response) override {
    for (const auto& commit : request->commits()) {
      committed.push_back(commit);
      response->add_results()->set_applied(commit.revision() > 1);
    }
    return grpc::Status::OK;
  }
  grpc::Status ImportCorrections(grpc::ServerContext*, const knowledge::v1::ImportCorrectionsRequest* request,
                                 knowledge::v1::ImportCorrectionsResponse* response) override {
    // Documents come first.
    EXPECT_FALSE(committed.empty());
    for (const auto& record : request->records()) imported.push_back(record);
    response->set_applied_count(request->records_size());
    return grpc::Status::OK;
  }
  std::vector<knowledge::v1::Correction> created;
  std::vector<knowledge::v1::CorrectionRecord> imported;
  std::vector<knowledge::v1::AnalysisCommit> committed;
};

class CliTest : public ::testing::Test {
 protected:
  CliTest() {
    grpc::ServerBuilder builder;
    builder.AddListeningPort("127.0.0.1:0", grpc::InsecureServerCredentials(), &port_);
    builder.RegisterService(&ingestion_);
    builder.RegisterService(&query_);
    builder.RegisterService(&knowledge_);
    server_ = builder.BuildAndStart();
    std::string pattern = ::testing::TempDir() + "cliXXXXXX";
    folder_ = mkdtemp(pattern.data());
  }
  ~CliTest() override {
    server_->Shutdown();
    std::filesystem::remove_all(folder_);
  }

  std::string Write(const std::string& name, const std::string& bytes) {
    std::ofstream(folder_ / name, std::ios::binary) << bytes;
    return (folder_ / name).string();
  }

  // Runs a command line against the servers and keeps what it printed.
  int RunCommand(std::vector<std::string> arguments, const std::string& input = "") {
    const std::string server = "127.0.0.1:" + std::to_string(port_);
    arguments.insert(arguments.begin(), {"chancery", "--server", server});
    return RunAlone(arguments, input);
  }
  int RunAlone(const std::vector<std::string>& arguments, const std::string& input = "") {
    std::vector<const char*> argv;
    for (const auto& argument : arguments) argv.push_back(argument.c_str());
    std::istringstream in(input);
    std::ostringstream out, err;
    const int code = cli::Run(static_cast<int>(argv.size()), argv.data(), {.in = in, .out = out, .err = err});
    out_ = out.str();
    err_ = err.str();
    return code;
  }

  FakeIngestion ingestion_;
  FakeQuery query_;
  FakeKnowledge knowledge_;
  int port_ = 0;
  std::unique_ptr<grpc::Server> server_;
  std::filesystem::path folder_;
  std::string out_, err_;
};

TEST_F(CliTest, IngestTellsWhatWasRefusedAndGoesOn) {
  Write("a.txt", "one");
  const auto bad = Write("b.txt", "bad");
  Write("c.txt", "three");
  EXPECT_EQ(RunCommand({"ingest", folder_.string()}), 1);
  EXPECT_EQ(out_, "3 documents: 2 new, 0 already there, 1 refused\n");
  EXPECT_EQ(err_, "refused: " + bad + ": INVALID_ARGUMENT (EMPTY_DOCUMENT): nothing to read; document.content: is blank\n");
}

TEST_F(CliTest, IngestPrintsOneJsonObjectForEachDocument) {
  const auto good = Write("a.txt", "one");
  Write("b.txt", "bad");
  EXPECT_EQ(RunCommand({"ingest", "--json", "--id-from-name", folder_.string()}), 1);
  std::istringstream lines(out_);
  std::string line;
  std::map<std::string, nlohmann::json> by_path;
  while (std::getline(lines, line)) {
    auto json = nlohmann::json::parse(line);
    by_path[json["path"]] = json;
  }
  EXPECT_EQ(by_path.size(), 2u);
  EXPECT_EQ(by_path[good]["document"], "documents/a.txt");
  EXPECT_EQ(by_path[(folder_ / "b.txt").string()]["error"]["reason"], "EMPTY_DOCUMENT");
}

TEST_F(CliTest, IngestWaitsForAnalyses) {
  Write("a.txt", "one");
  EXPECT_EQ(RunCommand({"ingest", "--wait", folder_.string()}), 0);
  EXPECT_EQ(out_, "1 document: 1 new, 0 already there, 0 refused; 1 analysed\n");
  Write("fail.txt", "fail");
  EXPECT_EQ(RunCommand({"ingest", "--wait", (folder_ / "fail.txt").string()}), 1);
  EXPECT_THAT(out_, HasSubstr("0 analysed, 1 failed"));
  EXPECT_THAT(err_, HasSubstr("failed: "));
}

TEST_F(CliTest, IngestSendsAgainWhatTheServerHadNoRoomFor) {
  ingestion_.full_times = 2;
  EXPECT_EQ(RunCommand({"ingest", "-"}, "from a pipe"), 0);
  EXPECT_EQ(ingestion_.received["from a pipe"], 1);
}

TEST_F(CliTest, IngestSendsLessAtOnceWhileTheServerRefuses) {
  std::string lines;
  for (int i = 0; i < 100; ++i) lines += "{\"text\": \"text " + std::to_string(i) + "\"}\n";
  ingestion_.full_times = 300;
  EXPECT_EQ(RunCommand({"ingest", Write("a.jsonl", lines)}), 0) << err_;
  EXPECT_EQ(ingestion_.received.size(), 100u);
  for (const auto& [text, count] : ingestion_.received) EXPECT_EQ(count, 1) << text;
}

TEST_F(CliTest, IngestGoesOnAfterALostConnection) {
  for (int i = 0; i < 20; ++i) Write("d" + std::to_string(i) + ".txt", "text " + std::to_string(i));
  ingestion_.lose_connection_after = 8;
  EXPECT_EQ(RunCommand({"ingest", folder_.string()}), 0) << err_;
  EXPECT_EQ(ingestion_.streams, 2);
  EXPECT_EQ(ingestion_.received.size(), 20u);
}

TEST_F(CliTest, IngestGoesOnWhereARunBeforeStopped) {
  std::string lines;
  for (int i = 0; i < 5; ++i) lines += "{\"text\": \"text " + std::to_string(i) + "\"}\n";
  const auto path = Write("a.jsonl", lines);
  const auto resume = (folder_ / "state").string();
  // The second run finds the server gone after two documents.
  ingestion_.lose_connection_after = 3;
  EXPECT_EQ(RunCommand({"ingest", "--retry-for", "0", "--resume", resume, path}), 3);
  EXPECT_THAT(err_, HasSubstr("2 documents were acknowledged; the same command goes on"));
  EXPECT_EQ(RunCommand({"ingest", "--resume", resume, path}), 0);
  EXPECT_EQ(out_, "3 documents: 3 new, 0 already there, 0 refused; 2 done by a run before\n");
  EXPECT_EQ(RunCommand({"ingest", "--resume", resume, path}), 0);
  EXPECT_THAT(out_, HasSubstr("0 documents"));
  for (int i = 0; i < 5; ++i) EXPECT_EQ(ingestion_.received["text " + std::to_string(i)], 1);
  EXPECT_EQ(RunCommand({"ingest", "--resume", resume, Write("b.jsonl", lines)}), 2);
  EXPECT_THAT(err_, HasSubstr("other paths"));
}

TEST_F(CliTest, IngestReportsWhatWasRefused) {
  const auto path = Write("a.jsonl", "{\"text\": \"bad\"}\nnot json\n{\"text\": \"good\"}\n");
  const auto report = (folder_ / "report.jsonl").string();
  EXPECT_EQ(RunCommand({"ingest", "--report", report, path}), 1);
  EXPECT_THAT(out_, HasSubstr("1 new, 0 already there, 2 refused"));
  std::ifstream file(report);
  std::map<std::string, nlohmann::json> errors;
  for (std::string line; std::getline(file, line);) {
    const auto json = nlohmann::json::parse(line);
    errors[json["path"]] = json["error"];
  }
  ASSERT_EQ(errors.size(), 2u);
  EXPECT_EQ(errors[path + ":1"]["reason"], "EMPTY_DOCUMENT");
  EXPECT_EQ(errors[path + ":2"]["message"], "is not a JSON object");
}

TEST_F(CliTest, AnUnreachableServerIsTold) {
  server_->Shutdown();
  for (const std::vector<std::string>& command :
       {std::vector<std::string>{"status"}, {"search", "x"}, {"ingest", "-"}, {"export", "annotations"}}) {
    EXPECT_EQ(RunCommand(command, "text"), 3) << command[0];
    EXPECT_THAT(err_, HasSubstr("CHANCERY_SERVER"));
  }
}

TEST_F(CliTest, WrongUsageExitsWithTwo) {
  EXPECT_EQ(RunCommand({}), 2);
  EXPECT_EQ(RunCommand({"ingest"}), 2);
  EXPECT_EQ(RunCommand({"ingest", (folder_ / "none").string()}), 2);
  EXPECT_EQ(RunCommand({"events", "--type", "PARTY"}), 2);
  EXPECT_THAT(err_, HasSubstr("MEETING"));
  EXPECT_EQ(RunCommand({"--ca", (folder_ / "none").string(), "status"}), 2);
}

TEST_F(CliTest, HelpOfEveryCommandHasAnExample) {
  EXPECT_EQ(RunAlone({"chancery", "--help"}), 0);
  EXPECT_THAT(out_, HasSubstr("Exit codes"));
  for (const char* command : {"ingest", "status", "search", "dossier", "events", "statements", "export"}) {
    EXPECT_EQ(RunAlone({"chancery", command, "--help"}), 0);
    EXPECT_THAT(out_, HasSubstr("chancery " + std::string(command)));
  }
}

TEST_F(CliTest, StatusPrintsCounts) {
  EXPECT_EQ(RunCommand({"status"}), 0);
  EXPECT_THAT(out_, HasSubstr("ANALYZED  7"));
  EXPECT_EQ(RunCommand({"status", "--json"}), 0);
  EXPECT_EQ(nlohmann::json::parse(out_)["states"][0]["count"], "7");
}

TEST_F(CliTest, DocumentsPassesItsFiltersPagesAndTellsWhyOneFailed) {
  EXPECT_EQ(RunCommand({"documents", "--state", "failed", "--copies-of", "x", "--url", "https://example.org/a", "--limit", "0"}), 0);
  EXPECT_THAT(out_, AllOf(HasSubstr("documents/a"), HasSubstr("documents/b"), HasSubstr("FAILED"), HasSubstr("too long")));
  ASSERT_EQ(ingestion_.list_requests.size(), 2u);
  EXPECT_EQ(ingestion_.list_requests[1].state(), ingestion::v1::DOCUMENT_STATE_FAILED);
  EXPECT_EQ(ingestion_.list_requests[1].duplicate_of(), "documents/x");
  EXPECT_EQ(ingestion_.list_requests[1].url(), "https://example.org/a");
  EXPECT_EQ(RunCommand({"documents", "--limit", "1", "--json"}), 0);
  EXPECT_EQ(nlohmann::json::parse(out_)["name"], "documents/a");
}

TEST_F(CliTest, CompareShowsPassagesSafely) {
  EXPECT_EQ(RunCommand({"compare", "a"}), 0);
  EXPECT_THAT(out_, AllOf(HasSubstr("75%"), HasSubstr("Only in documents/a:"), HasSubstr("correspondent"),
                          HasSubstr("Only in documents/original: nothing"), Not(HasSubstr("\x1b"))));
  EXPECT_EQ(RunCommand({"compare", "a", "documents/b"}), 0);
  EXPECT_THAT(out_, HasSubstr("Only in documents/b"));
}

TEST_F(CliTest, DeleteAndRetryTakeNamesAndTellWhichFailed) {
  EXPECT_EQ(RunCommand({"delete", "a", "none", "documents/b"}), 1);
  EXPECT_THAT(ingestion_.deleted, ElementsAre("documents/a", "documents/b"));
  EXPECT_THAT(err_, HasSubstr("documents/none"));
  EXPECT_EQ(RunCommand({"retry", "c"}), 0);
  EXPECT_THAT(ingestion_.retried, ElementsAre("documents/c"));
}

TEST_F(CliTest, ReprocessPassesItsFiltersAndWaitsAlsoForAServerThatRestarts) {
  EXPECT_EQ(RunCommand({"reprocess", "--state", "failed", "--reason", "TEXT_TOO_LONG", "--in", "vi", "--unless-version", "7", "--wait"}), 0)
      << err_;
  EXPECT_EQ(out_, "3 of 3 documents done\n");
  ASSERT_EQ(ingestion_.reprocessed.size(), 1u);
  EXPECT_EQ(ingestion_.reprocessed[0].state(), ingestion::v1::DOCUMENT_STATE_FAILED);
  EXPECT_EQ(ingestion_.reprocessed[0].error_reason(), "TEXT_TOO_LONG");
  EXPECT_EQ(ingestion_.reprocessed[0].language_code(), "vi");
  EXPECT_EQ(ingestion_.reprocessed[0].unless_extractor_version(), "7");
  EXPECT_EQ(RunCommand({"reprocess"}), 0);
  EXPECT_EQ(out_, "operations/1 has begun with 3 documents\n");
  EXPECT_EQ(ingestion_.reprocessed[1].ByteSizeLong(), 0u);
  EXPECT_EQ(RunCommand({"reprocess", "--outdated"}), 0);
  EXPECT_EQ(ingestion_.reprocessed[2].unless_extractor_version(), "current");
  EXPECT_NE(RunCommand({"reprocess", "--outdated", "--unless-version", "7"}), 0);
}

TEST_F(CliTest, RetryTakesNamesOrAFilter) {
  ingestion_.failed_count = 1;
  EXPECT_EQ(RunCommand({"retry", "--all", "--wait"}), 1);
  EXPECT_EQ(out_, "3 of 3 documents done, 1 failed\n");
  EXPECT_EQ(RunCommand({"retry", "--reason", "UNAVAILABLE"}), 0);
  ASSERT_EQ(ingestion_.reprocessed.size(), 2u);
  EXPECT_EQ(ingestion_.reprocessed[0].state(), ingestion::v1::DOCUMENT_STATE_FAILED);
  EXPECT_EQ(ingestion_.reprocessed[0].error_reason(), "");
  EXPECT_EQ(ingestion_.reprocessed[1].state(), ingestion::v1::DOCUMENT_STATE_FAILED);
  EXPECT_EQ(ingestion_.reprocessed[1].error_reason(), "UNAVAILABLE");
  EXPECT_EQ(RunCommand({"retry"}), 2);
  EXPECT_EQ(RunCommand({"retry", "--all", "a"}), 2);
}

TEST_F(CliTest, OperationsAreListedShownAndCancelled) {
  EXPECT_EQ(RunCommand({"operations"}), 0) << err_;
  EXPECT_THAT(out_, AllOf(HasSubstr("operations/2"), HasSubstr("operations/1"), HasSubstr("running"), HasSubstr("vi, not by 7")));
  EXPECT_EQ(RunCommand({"operations", "list", "--limit", "1", "--json"}), 0);
  EXPECT_EQ(nlohmann::json::parse(out_)["name"], "operations/2");
  EXPECT_EQ(RunCommand({"operations", "show", "1", "none"}), 3);  // the first is asked for while the server restarts
  EXPECT_EQ(RunCommand({"operations", "show", "--wait", "operations/1"}), 0) << err_;
  EXPECT_THAT(out_, AllOf(HasSubstr("3/3"), HasSubstr("done")));
  EXPECT_EQ(RunCommand({"operations", "cancel", "1"}), 0);
  EXPECT_THAT(out_, HasSubstr("cancelled"));
}

TEST_F(CliTest, WatchPrintsChangesAndTheTokenToGoOnWith) {
  EXPECT_EQ(RunCommand({"watch", "--after", "t"}), 1);
  EXPECT_EQ(out_, "documents/a  ANALYZED\n");
  EXPECT_EQ(RunCommand({"watch", "--after", "t", "--json"}), 1);
  EXPECT_EQ(nlohmann::json::parse(out_)["resumeToken"], "t+1");
}

TEST_F(CliTest, WatchGoesOnAfterARestartOfEitherSide) {
  ingestion_.restarts = 2;
  const auto file = (folder_ / "watch.resume").string();
  EXPECT_EQ(RunCommand({"watch", "--after", "t", "--resume", file, "--json"}), 1);
  EXPECT_THAT(out_, AllOf(HasSubstr("\"t+1\""), HasSubstr("\"t+1+1\""), HasSubstr("\"t+1+1+1\"")));
  EXPECT_THAT(err_, HasSubstr("no longer kept"));
  EXPECT_EQ(RunCommand({"watch", "--resume", file, "--json"}), 1);
  EXPECT_EQ(nlohmann::json::parse(out_)["resumeToken"], "t+1+1+1+1");
  EXPECT_EQ(RunCommand({"watch", "--resume", (folder_ / "none" / "file").string()}), 1);
  EXPECT_THAT(err_, HasSubstr("cannot be written"));
}

TEST_F(CliTest, WatchEventsTellsWhatIsNewForAFilterAndGoesOn) {
  const auto file = (folder_ / "events.resume").string();
  EXPECT_EQ(RunCommand({"watch", "events", "--with", "Bui Thanh Son", "--type", "MEETING", "--after", "t", "--resume", file}), 1);
  ASSERT_EQ(query_.watch_requests.size(), 2u);
  EXPECT_EQ(query_.watch_requests[0].filter().participants(0), "entities/1");
  EXPECT_EQ(query_.watch_requests[0].filter().types(0), type::v1::EVENT_TYPE_MEETING);
  EXPECT_EQ(query_.watch_requests[1].resume_token(), "t+1");
  const auto at = out_.find("MEETING");
  ASSERT_NE(at, std::string::npos) << out_;
  EXPECT_NE(out_.find("MEETING", at + 1), std::string::npos) << out_;
  EXPECT_THAT(err_, HasSubstr("gone"));
  EXPECT_EQ(RunCommand({"watch", "events", "--resume", file, "--json"}), 1);
  EXPECT_EQ(query_.watch_requests.back().resume_token(), "t+1+1");
  EXPECT_EQ(RunCommand({"watch", "events", "--with", "nobody"}), 1);
}

TEST_F(CliTest, SavedQueriesAreKeptWatchedAndForgotten) {
  EXPECT_EQ(RunCommand({"saved", "list"}), 1);
  EXPECT_EQ(RunCommand({"saved", "save", "sons-meetings", "--with", "Bui Thanh Son", "--type", "MEETING", "--about", "whom he meets"}), 0)
      << err_;
  EXPECT_EQ(out_, "savedQueries/sons-meetings\n");
  EXPECT_EQ(query_.saved_queries.at("savedQueries/sons-meetings").filter().participants(0), "entities/1");
  EXPECT_EQ(RunCommand({"saved", "save", "sons-meetings"}), 1);
  EXPECT_EQ(RunCommand({"saved", "list"}), 0);
  EXPECT_THAT(out_, AllOf(HasSubstr("sons-meetings"), HasSubstr("EVENT_TYPE_MEETING"), HasSubstr("whom he meets")));
  // Over a restart of the server; the first response has no event.
  EXPECT_EQ(RunCommand({"watch", "saved", "sons-meetings"}), 1);
  ASSERT_EQ(query_.watch_requests.size(), 2u);
  EXPECT_EQ(query_.watch_requests[0].saved_query(), "savedQueries/sons-meetings");
  EXPECT_EQ(query_.watch_requests[0].resume_token(), "");
  EXPECT_THAT(query_.acknowledged, ::testing::ElementsAre("savedQueries/sons-meetings +1", "savedQueries/sons-meetings +1+1"));
  EXPECT_EQ(RunCommand({"saved", "delete", "savedQueries/sons-meetings"}), 0);
  EXPECT_EQ(RunCommand({"saved", "delete", "sons-meetings"}), 1);
}

TEST_F(CliTest, ImportTakesOverCorrectionsAndSavedQueries) {
  const std::string archive = Write("archive.jsonl",
                                    "{\"commit\":{\"document\":{\"name\":\"documents/a\",\"text\":\"x\"},\"revision\":\"2\"}}\n"
                                    "{\"correctionRecord\":{\"correction\":{\"name\":\"corrections/z\",\"author\":\"tls:anna\"},"
                                    "\"anchors\":[\"p\"],\"originCount\":\"3\"}}\n"
                                    "{\"correctionRecord\":{\"correction\":{\"name\":\"corrections/zz\"}}}\n"
                                    "{\"savedQuery\":{\"name\":\"savedQueries/kept\",\"filter\":{\"text\":\"met\"}}}\n"
                                    "{\"savedQuery\":{\"name\":\"savedQueries/lost\"}}\n");
  EXPECT_EQ(RunCommand({"import", archive}), 1);
  EXPECT_EQ(out_, "1 document (1 new or newer), 2 corrections, 1 saved query\n");
  EXPECT_THAT(err_, HasSubstr("line 5: savedQueries/lost is left out"));
  ASSERT_EQ(knowledge_.imported.size(), 2u);
  EXPECT_EQ(knowledge_.imported[0].correction().author(), "tls:anna");
  EXPECT_EQ(knowledge_.imported[0].anchors(0), "p");
  EXPECT_EQ(knowledge_.imported[0].origin_count(), 3);
  EXPECT_EQ(query_.saved_queries.at("savedQueries/kept").filter().text(), "met");
}

TEST_F(CliTest, ImportCommitsDocumentsThenCorrections) {
  const std::string archive = Write("archive.jsonl",
                                    "{\"commit\":{\"document\":{\"name\":\"documents/a\",\"text\":\"x\"},\"revision\":\"1\"}}\n"
                                    "{\"commit\":{\"document\":{\"name\":\"documents/b\",\"text\":\"y\"},\"revision\":\"2\"}}\n"
                                    "{\"correction\":{\"name\":\"corrections/z\",\"reason\":\"so\"}}\n");
  EXPECT_EQ(RunCommand({"import", archive}), 0) << err_;
  EXPECT_EQ(out_, "2 documents (1 new or newer), 1 correction\n");
  ASSERT_EQ(knowledge_.committed.size(), 2U);
  EXPECT_EQ(knowledge_.committed[1].document().text(), "y");
  ASSERT_EQ(knowledge_.created.size(), 1U);
  EXPECT_EQ(knowledge_.created[0].reason(), "so");
  EXPECT_EQ(RunCommand({"import", Write("graph.jsonl", "{\"entity\":{}}\n")}), 1);
  EXPECT_THAT(err_, HasSubstr("line 1: neither a commit nor a correction nor a saved query"));
  EXPECT_EQ(RunCommand({"import", Write("damaged.jsonl", "{\"commit\":{\"document\":7}}\n")}), 1);
  EXPECT_THAT(err_, HasSubstr("line 1: "));
  EXPECT_EQ(RunCommand({"import", Write("empty.jsonl", "")}), 1);
  EXPECT_EQ(RunCommand({"import", (folder_ / "none").string()}), 1);
  EXPECT_THAT(err_, HasSubstr("cannot be read"));
}

TEST_F(CliTest, DocumentsShowTellsWhatIsKnown) {
  EXPECT_EQ(RunCommand({"documents", "show", "a", "none"}), 1);
  EXPECT_THAT(out_, AllOf(HasSubstr("documents/a  PENDING"), HasSubstr("A title"), HasSubstr("subtitle    A subtitle"),
                          HasSubstr("GENEVA, Feb 26 (VNA) -"), HasSubstr("vi; 1 block in en"), HasSubstr("modified    2024-02-27"),
                          HasSubstr("ASEAN, trade"), HasSubstr("2023-11-14T22:13:20Z"), Not(HasSubstr("first line"))));
  EXPECT_THAT(err_, HasSubstr("documents/none"));
  EXPECT_EQ(RunCommand({"documents", "show", "--text", "a"}), 0);
  EXPECT_THAT(out_, AllOf(HasSubstr("\nfirst line\nsecond "), Not(HasSubstr("\x1b"))));
  EXPECT_EQ(RunCommand({"documents", "show", "a", "--json"}), 0);
  EXPECT_FALSE(nlohmann::json::parse(out_).contains("text"));
}

TEST_F(CliTest, SearchShowsEntitiesAndHighlightedDocuments) {
  EXPECT_EQ(RunCommand({"search", "son"}), 0);
  EXPECT_THAT(out_, AllOf(HasSubstr("Bùi Thanh Sơn"), HasSubstr("ông «Sơn» nói")));
  EXPECT_EQ(RunCommand({"search", "--json", "son"}), 0);
  EXPECT_EQ(nlohmann::json::parse(out_)["entities"].size(), 2u);
}

TEST_F(CliTest, DossierShowsBothLanguagesAndOfficesAndWhatWasSaid) {
  EXPECT_EQ(RunCommand({"dossier", "Bui", "Thanh", "Son"}), 0) << err_;
  EXPECT_THAT(out_,
              AllOf(HasSubstr("2024-02-26  MEETING"), HasSubstr("secretary general of United Nations"), HasSubstr("[en] Son met Guterres."),
                    HasSubstr("[vi] Sơn gặp Guterres."), HasSubstr("APPRECIATE: Guterres thanked Vietnam.")));
}

TEST_F(CliTest, DossierSaysWhichEntitiesMatch) {
  EXPECT_EQ(RunCommand({"dossier", "son"}), 1);
  EXPECT_THAT(err_, AllOf(HasSubstr("several"), HasSubstr("entities/1"), HasSubstr("Nguyễn Sơn")));
  EXPECT_EQ(RunCommand({"dossier", "nobody"}), 1);
  EXPECT_THAT(err_, HasSubstr("nothing is called \"nobody\""));
}

TEST_F(CliTest, DossierWithoutANameIsOfWhoeverWasMetMost) {
  EXPECT_EQ(RunCommand({"dossier", "--json"}), 0) << err_;
  EXPECT_EQ(nlohmann::json::parse(out_)["entity"]["name"], "entities/1");
}

TEST_F(CliTest, EventsPassesEveryFilterAndPages) {
  EXPECT_EQ(RunCommand({"events", "--with", "guterres", "--with", "Bui Thanh Son", "--type", "meeting", "--from", "2024-02-01", "--to",
                        "2024-02-29", "--limit", "0", "--language", "vi", "--json"}),
            0)
      << err_;
  ASSERT_EQ(query_.event_requests.size(), 2u);
  const auto& filter = query_.event_requests[0].filter();
  EXPECT_THAT(filter.participants(), ElementsAre("entities/3", "entities/1"));
  EXPECT_THAT(filter.types(), ElementsAre(type::v1::EVENT_TYPE_MEETING));
  EXPECT_EQ(filter.time().from(), "2024-02-01");
  EXPECT_EQ(query_.event_requests[0].language_code(), "vi");
  EXPECT_EQ(query_.event_requests[1].page_token(), "2");
  EXPECT_EQ(std::ranges::count(out_, '\n'), 2);
}

TEST_F(CliTest, RegionsAndGroupsAreFoundByTheirNames) {
  EXPECT_EQ(RunCommand({"events", "--place", "Đông Nam Á", "--group", "EU", "--group", "entities/asean", "--limit", "1"}), 0) << err_;
  const auto& filter = query_.event_requests.back().filter();
  EXPECT_EQ(filter.place(), "entities/dong-nam-a");
  EXPECT_THAT(filter.groups(), ::testing::ElementsAre("entities/eu", "entities/asean"));
  // What the archive calls so comes first.
  EXPECT_EQ(RunCommand({"events", "--place", "guterres", "--limit", "1"}), 0);
  EXPECT_EQ(query_.event_requests.back().filter().place(), "entities/3");
  EXPECT_EQ(RunCommand({"events", "--group", "Nowhere!"}), 1);
  EXPECT_THAT(err_, HasSubstr("no region or group of countries is called \"Nowhere!\""));
}

TEST_F(CliTest, QuestionsPassTheirMoment) {
  EXPECT_EQ(RunCommand({"events", "--as-of", "2024-03-01T12:00:00.5Z", "--sort", "time"}), 0) << err_;
  EXPECT_EQ(query_.event_requests[0].as_of().seconds(), 1709294400);
  EXPECT_EQ(query_.event_requests[0].as_of().nanos(), 500000000);
  EXPECT_EQ(query_.event_requests[0].order_by(), "time");
  EXPECT_EQ(RunCommand({"--as-of", "2024-03-01", "count", "--by", "year"}), 0) << err_;
  EXPECT_EQ(query_.count_request.as_of().seconds(), 1709251200);
  EXPECT_EQ(RunCommand({"count"}), 0) << err_;
  EXPECT_FALSE(query_.count_request.has_as_of());
  EXPECT_EQ(RunCommand({"events", "--as-of", "yesterday"}), 2);
}

TEST_F(CliTest, FacetsAreShownInsteadOfTheList) {
  EXPECT_EQ(RunCommand({"events", "--any", "guterres", "--topic", "trade", "--facets"}), 0) << err_;
  EXPECT_THAT(out_, AllOf(HasSubstr("entity"), HasSubstr("António Guterres"), HasSubstr("and 1 more")));
  EXPECT_THAT(query_.facets_request.events().any_participants(), ElementsAre("entities/3"));
  EXPECT_THAT(query_.facets_request.events().topics(), ElementsAre("trade"));
  EXPECT_EQ(RunCommand({"statements", "--with", "guterres", "--outlet", "VNA", "--facets"}), 0) << err_;
  EXPECT_EQ(query_.facets_request.statements().participant(), "entities/3");
  EXPECT_EQ(query_.facets_request.statements().outlet(), "VNA");
  EXPECT_EQ(RunCommand({"search", "visit", "--naming", "guterres", "--facets", "--json"}), 0) << err_;
  EXPECT_THAT(query_.facets_request.documents().entities(), ElementsAre("entities/3"));
  EXPECT_EQ(nlohmann::json::parse(out_)["itemCount"], "3");
}

TEST_F(CliTest, StatementsPrintsTheSentence) {
  EXPECT_EQ(RunCommand({"statements", "--speaker", "guterres", "--act", "APPRECIATE"}), 0) << err_;
  EXPECT_THAT(out_, AllOf(HasSubstr("APPRECIATE  António Guterres"), HasSubstr("[en] Guterres thanked Vietnam.")));
}

TEST_F(CliTest, HoldersShowsOfficesAndGaps) {
  EXPECT_EQ(RunCommand({"holders", "guterres", "--office", "secretary-general", "--on", "2020-01-01"}), 0) << err_;
  EXPECT_THAT(out_, AllOf(HasSubstr("António Guterres"), HasSubstr("2017-01-01 on"), HasSubstr("nobody seen"), HasSubstr("2016-12-31")));
  EXPECT_EQ(query_.holder_request.of(), "entities/3");
  EXPECT_EQ(query_.holder_request.kind(), type::v1::ROLE_KIND_SECRETARY_GENERAL);
  EXPECT_EQ(query_.holder_request.day(), "2020-01-01");
  EXPECT_EQ(RunCommand({"holders", "guterres", "--json"}), 0) << err_;
  EXPECT_TRUE(nlohmann::json::parse(out_).contains("gaps"));
  EXPECT_EQ(RunCommand({"holders", "guterres", "--office", "king of the hill"}), 2);
}

TEST_F(CliTest, LedgerShowsSteps) {
  EXPECT_EQ(RunCommand({"ledger", "--of", "guterres", "--kind", "INVITATION", "--state", "fulfilled", "--limit", "1"}), 0) << err_;
  EXPECT_THAT(out_, AllOf(HasSubstr("invitation  Bùi Thanh Sơn to António Guterres"), HasSubstr("[fulfilled]"), HasSubstr("2022-03-01"),
                          HasSubstr("Son invited Guterres.")));
  EXPECT_THAT(query_.ledger_request.kinds(), ElementsAre(query::v1::LEDGER_KIND_INVITATION));
  EXPECT_THAT(query_.ledger_request.states(), ElementsAre(query::v1::LEDGER_STATE_FULFILLED));
  EXPECT_EQ(RunCommand({"ledger", "--json", "--limit", "0"}), 0) << err_;
  EXPECT_EQ(nlohmann::json::parse(out_)["state"], "LEDGER_STATE_FULFILLED");
}

TEST_F(CliTest, ReportsShowsWhatOneReportAloneSays) {
  EXPECT_EQ(RunCommand({"reports", "1"}), 0) << err_;
  EXPECT_THAT(out_, AllOf(HasSubstr("documents/en"), HasSubstr("Chatham House")));
  EXPECT_EQ(RunCommand({"reports", "events/2", "--json"}), 1);
}

TEST_F(CliTest, PathShowsEachEventWithItsEvidence) {
  EXPECT_EQ(RunCommand({"path", "guterres", "entities/1"}), 0) << err_;
  EXPECT_THAT(out_, AllOf(HasSubstr("Bùi Thanh Sơn - António Guterres"), HasSubstr("2024-02-26"), HasSubstr("cut short")));
  EXPECT_EQ(RunCommand({"path", "guterres", "entities/1", "--json"}), 0) << err_;
  EXPECT_EQ(nlohmann::json::parse(out_)["paths"].size(), 1u);
}

TEST_F(CliTest, CountPassesTheFilterOfEvents) {
  EXPECT_EQ(RunCommand({"count", "--with", "guterres", "--country", "vn", "--realis", "HAPPENED", "--outlet", "VNA", "--by", "year"}), 0)
      << err_;
  EXPECT_THAT(out_, AllOf(HasSubstr("2024"), HasSubstr("12"), HasSubstr("other")));
  EXPECT_EQ(query_.count_request.bucket(), query::v1::CountOverTimeRequest::BUCKET_YEAR);
  EXPECT_THAT(query_.count_request.filter().country_codes(), ElementsAre("VN"));
  EXPECT_EQ(query_.count_request.filter().outlet(), "VNA");
  EXPECT_EQ(RunCommand({"count", "--json"}), 0) << err_;
  EXPECT_EQ(nlohmann::json::parse(out_)["unplacedCount"], "3");
}

TEST_F(CliTest, StatementsAndDocumentsAreCountedOverTimeToo) {
  EXPECT_EQ(RunCommand({"statements", "--speaker", "guterres", "--topic", "trade", "--by", "year"}), 0) << err_;
  EXPECT_THAT(out_, AllOf(HasSubstr("STATEMENTS"), HasSubstr("2024"), HasSubstr("12")));
  EXPECT_EQ(query_.count_request.statements().speaker(), "entities/3");
  EXPECT_THAT(query_.count_request.statements().topics(), ElementsAre("trade"));
  EXPECT_FALSE(query_.count_request.has_documents());
  EXPECT_EQ(RunCommand({"search", "visit", "--naming", "guterres", "--by", "day"}), 0) << err_;
  EXPECT_THAT(out_, HasSubstr("DOCUMENTS"));
  EXPECT_EQ(query_.count_request.documents().query(), "visit");
  EXPECT_EQ(query_.count_request.bucket(), query::v1::CountOverTimeRequest::BUCKET_DAY);
  EXPECT_EQ(RunCommand({"events", "--with", "guterres", "--by", "month"}), 0) << err_;
  EXPECT_THAT(query_.count_request.filter().participants(), ElementsAre("entities/3"));
  EXPECT_EQ(RunCommand({"events", "--by", "month", "--facets"}), 2);
  EXPECT_EQ(RunCommand({"events", "--by", "fortnight"}), 2);
}

TEST_F(CliTest, ExplainShowsTheRuleOfEachForm) {
  EXPECT_EQ(RunCommand({"explain", "guterres"}), 0) << err_;
  EXPECT_THAT(out_, AllOf(HasSubstr("antonio guterres"), HasSubstr("part+office"), HasSubstr("0.75")));
  EXPECT_EQ(RunCommand({"explain", "guterres", "--json"}), 0) << err_;
  EXPECT_EQ(nlohmann::json::parse(out_)["links"].size(), 1u);
}

TEST_F(CliTest, CorrectionsAreMadeListedAndTakenBack) {
  EXPECT_EQ(RunCommand({"correct", "merge", "guterres", "entities/9", "--reason", "the same"}), 0) << err_;
  EXPECT_EQ(out_, "corrections/1\n");
  EXPECT_THAT(knowledge_.created.at(0).merge_entities().entities(), ElementsAre("entities/3", "entities/9"));
  EXPECT_EQ(knowledge_.created.at(0).reason(), "the same");
  EXPECT_EQ(RunCommand({"correct", "split", "guterres", "--document", "d1", "--reason", "another"}), 0) << err_;
  EXPECT_THAT(knowledge_.created.at(1).split_entity().documents(), ElementsAre("documents/d1"));
  EXPECT_EQ(RunCommand({"correct", "rename", "guterres", "António", "--in", "pt", "--reason", "his name"}), 0) << err_;
  EXPECT_EQ(knowledge_.created.at(2).rename_entity().language_code(), "pt");
  EXPECT_EQ(RunCommand({"correct", "recode", "events/1", "--type", "CALL", "--reason", "by phone"}), 0) << err_;
  EXPECT_EQ(knowledge_.created.at(3).recode_event().type(), type::v1::EVENT_TYPE_CALL);
  EXPECT_EQ(RunCommand({"correct", "reject", "events/1", "--reason", "no", "--json"}), 0) << err_;
  EXPECT_EQ(nlohmann::json::parse(out_)["rejectItem"]["item"], "events/1");
  EXPECT_EQ(RunCommand({"correct", "confirm", "events/1"}), 2) << "a reason is needed";
  EXPECT_EQ(RunCommand({"correct", "undo", "1", "--reason", "it was right"}), 0) << err_;
  EXPECT_EQ(RunCommand({"correct", "list"}), 0) << err_;
  EXPECT_THAT(out_, AllOf(HasSubstr("merge entities/3 entities/9"), HasSubstr("by phone")));
  EXPECT_EQ(RunCommand({"review"}), 0) << err_;
  EXPECT_THAT(out_, AllOf(HasSubstr("events/1"), HasSubstr("0.25")));
}

TEST_F(CliTest, ExportWritesTheWholeFileOrNone) {
  const auto path = folder_ / "out.jsonl";
  EXPECT_EQ(RunCommand({"export", "annotations", "-o", path.string()}), 0) << err_;
  std::ostringstream bytes;
  bytes << std::ifstream(path).rdbuf();
  EXPECT_EQ(bytes.str(), "{\"document\":\"a\"}\n{\"document\":\"b\"}\n");
  std::filesystem::remove(path);
  query_.export_status = {grpc::StatusCode::INTERNAL, "broke"};
  EXPECT_EQ(RunCommand({"export", "annotations", "-o", path.string()}), 1);
  EXPECT_TRUE(std::filesystem::is_empty(folder_));
}

TEST(ProgressTest, LineTellsRateAndTimeLeft) {
  EXPECT_THAT(ProgressLine("stored", 50, 200, 10), AllOf(HasSubstr("stored [#######-"), HasSubstr("50/200  5.0/s  30 s left")));
  EXPECT_THAT(ProgressLine("stored", 200, 200, 1), AllOf(HasSubstr("200/200  200/s"), Not(HasSubstr("left"))));
  EXPECT_THAT(ProgressLine("stored", 50, 0, 10, 0.25), AllOf(HasSubstr("stored [#######-"), HasSubstr("] 50  5.0/s  30 s left")));
  EXPECT_EQ(ProgressLine("stored", 50, 0, 10), "stored 50  5.0/s");
}

}  // namespace
}  // namespace chancery::cli
