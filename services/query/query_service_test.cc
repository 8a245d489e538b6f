#include "services/query/query_service.h"

#include <gmock/gmock.h>
#include <grpcpp/grpcpp.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "absl/strings/str_cat.h"
#include "services/platform/channel.h"
#include "services/platform/server.h"
#include "services/platform/status.h"
#include "services/platform/unicode.h"
#include "services/query/query_server.h"
#include "services/query/testing.h"

namespace chancery::query {
namespace {

using testing::DocumentBuilder;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::UnorderedElementsAre;
using namespace type::v1;  // NOLINT: the vocabulary, by its long names.

// Both services in a process of their own, spoken to as a client would.
class QueryServiceTest : public ::testing::Test {
 protected:
  QueryServiceTest() : server_({.listen = ""}) {
    auto services = MakeQueryServices({.store = folder_.File("query.db")});
    EXPECT_TRUE(services.ok()) << services.status();
    services_ = *std::move(services);
    EXPECT_THAT(services_->services(), SizeIs(2));
    server_.Add<v1::QueryService>(services_->query());
    server_.Add<knowledge::v1::KnowledgeService>(services_->knowledge());
    EXPECT_TRUE(server_.Start().ok());
    query_ = v1::QueryService::NewStub(server_.InProcessChannel());
    knowledge_ = knowledge::v1::KnowledgeService::NewStub(server_.InProcessChannel());
  }
  ~QueryServiceTest() override { server_.Shutdown(); }

  void Commit(const std::vector<knowledge::v1::AnalysisCommit>& commits) {
    knowledge::v1::CommitAnalysesRequest request;
    for (const auto& commit : commits) *request.add_commits() = commit;
    knowledge::v1::CommitAnalysesResponse response;
    grpc::ClientContext context;
    const grpc::Status status = knowledge_->CommitAnalyses(&context, request, &response);
    ASSERT_TRUE(status.ok()) << status.error_message();
    ASSERT_EQ(response.results_size(), request.commits_size());
    for (int i = 0; i < response.results_size(); ++i) {
      EXPECT_EQ(response.results(i).document(), commits[i].document().name());
      EXPECT_TRUE(response.results(i).applied());
    }
  }

  template <typename Request, typename Response>
  absl::Status Call(grpc::Status (v1::QueryService::Stub::*method)(grpc::ClientContext*, const Request&, Response*), const Request& request,
                    Response* response) {
    grpc::ClientContext context;
    return platform::FromGrpc((query_.get()->*method)(&context, request, response));
  }
  absl::Status Call(const v1::SearchEntitiesRequest& request, v1::SearchEntitiesResponse* response) {
    return Call(&v1::QueryService::Stub::SearchEntities, request, response);
  }
  absl::Status Call(const v1::GetEntityRequest& request, v1::GetEntityResponse* response) {
    return Call(&v1::QueryService::Stub::GetEntity, request, response);
  }
  absl::Status Call(const v1::ListEventsRequest& request, v1::ListEventsResponse* response) {
    return Call(&v1::QueryService::Stub::ListEvents, request, response);
  }
  absl::Status Call(const v1::ListStatementsRequest& request, v1::ListStatementsResponse* response) {
    return Call(&v1::QueryService::Stub::ListStatements, request, response);
  }
  absl::Status Call(const v1::ListFactsRequest& request, v1::ListFactsResponse* response) {
    return Call(&v1::QueryService::Stub::ListFacts, request, response);
  }
  absl::Status Call(const v1::SearchDocumentsRequest& request, v1::SearchDocumentsResponse* response) {
    return Call(&v1::QueryService::Stub::SearchDocuments, request, response);
  }

  // Reads all pages of a list and checks that they fit together: `items` gives a response's names.
  template <typename Request, typename Response, typename Items>
  std::vector<std::string> AllPages(Request request, int page_size, Items items) {
    std::vector<std::string> names;
    request.set_page_size(page_size);
    for (int pages = 0; pages < 1000; ++pages) {
      Response response;
      const absl::Status status = Call(request, &response);
      EXPECT_TRUE(status.ok()) << status;
      const auto page = items(response);
      EXPECT_LE(page.size(), static_cast<size_t>(page_size));
      names.insert(names.end(), page.begin(), page.end());
      if (response.next_page_token().empty()) return names;
      EXPECT_EQ(page.size(), static_cast<size_t>(page_size));
      request.set_page_token(response.next_page_token());
    }
    ADD_FAILURE() << "the pages have no end";
    return names;
  }

  static void ExpectInvalid(const absl::Status& status, const std::string& field) {
    EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument) << status;
    EXPECT_EQ(platform::ErrorField(status), field);
    EXPECT_FALSE(platform::ErrorReason(status).empty());
  }
  static void ExpectNotFound(const absl::Status& status) {
    EXPECT_EQ(status.code(), absl::StatusCode::kNotFound) << status;
    EXPECT_EQ(platform::ErrorReason(status), "NOT_FOUND");
  }

  // One meeting in two languages, and what was said at it.
  void CommitMeeting() {
    DocumentBuilder en("en.txt", "en", "2024-02-26"), vi("vi.txt", "vi", "2024-02-27");
    for (auto* doc : {&en, &vi}) {
      const bool english = doc == &en;
      doc->Title(english ? "Minister meets UN chief" : "Bộ trưởng gặp Tổng thư ký");
      const int vietnam = doc->Country(english ? "Vietnam" : "Việt Nam", "vietnam", "VN");
      doc->Name(vietnam, "en", "Vietnam");
      doc->Name(vietnam, "vi", "Việt Nam");
      const int un = doc->Entity(ENTITY_TYPE_ORG, english ? "UN" : "LHQ", "united-nations");
      doc->Name(un, "en", "United Nations");
      doc->Name(un, "vi", "Liên hợp quốc");
      const int son = doc->Person(english ? "Bui Thanh Son" : "Bùi Thanh Sơn", "", true);
      const int guterres = doc->Person("António Guterres");
      doc->Alias(guterres, "Guterres");
      doc->Role(son, ROLE_KIND_FOREIGN_MINISTER, vietnam, english ? "Foreign Minister" : "Bộ trưởng Ngoại giao");
      doc->Role(guterres, ROLE_KIND_SECRETARY_GENERAL, un, english ? "Secretary-General" : "Tổng thư ký");
      doc->Sentence(english ? "On February 26 Bui Thanh Son met António Guterres in Geneva."
                            : "Ngày 26/2, Bùi Thanh Sơn gặp António Guterres.");
      doc->Mention(son, english ? "Bui Thanh Son" : "Bùi Thanh Sơn");
      doc->Mention(guterres, "António Guterres");
      doc->Date(english ? "February 26" : "Ngày 26/2", "2024-02-26");
      const int geneva = english ? doc->Entity(ENTITY_TYPE_GPE, "Geneva", "geneva", "CH") : -1;
      const int event = doc->Event(EVENT_TYPE_MEETING, {son, guterres}, "2024-02-26", geneva);
      doc->Sentence(english ? "Son praised the Halal market." : "Ông Sơn đánh giá cao thị trường Halal.");
      doc->Statement(son, ACT_APPRECIATE, guterres, event);
      doc->Fact(FACT_TYPE_PARTNER_OF, un, vietnam, "", english ? "important partner" : "");
    }
    en.Event(EVENT_TYPE_VISIT, {en.Person("Bui Thanh Son")}, "2024-03", -1, REALIS_HYPOTHETICAL);
    Commit({en.Commit(), vi.Commit()});
  }

  // `count` meetings of a person with as many others, a day each, with a statement and a fact.
  void CommitMany(int count) {
    std::vector<knowledge::v1::AnalysisCommit> commits;
    for (int i = 0; i < count; ++i) {
      const std::string day = absl::StrCat("2023-", i / 28 < 9 ? "0" : "", i / 28 + 1, "-", i % 28 < 9 ? "0" : "", i % 28 + 1);
      DocumentBuilder doc(absl::StrCat("many", i), "en", day);
      doc.Sentence(absl::StrCat("Anna Example met partner number ", i, " for talks."));
      const int anna = doc.Person("Anna Example", "VN");
      const int other = doc.Person(absl::StrCat("Partner", std::string(1, static_cast<char>('a' + i % 26)), i, " Person"), "IR");
      const int event = doc.Event(EVENT_TYPE_MEETING, {anna, other}, day);
      doc.Statement(anna, ACT_AFFIRM, other, event);
      doc.Fact(FACT_TYPE_PARTNER_OF, anna, other);
      commits.push_back(doc.Commit());
    }
    Commit(commits);
  }

  testing::TemporaryFolder folder_;
  std::unique_ptr<QueryServices> services_;
  platform::Server server_;
  std::unique_ptr<v1::QueryService::Stub> query_;
  std::unique_ptr<knowledge::v1::KnowledgeService::Stub> knowledge_;
};

std::vector<std::string> Names(const v1::SearchEntitiesResponse& response) {
  std::vector<std::string> names;
  for (const auto& entity : response.entities()) names.push_back(entity.name());
  return names;
}
std::vector<std::string> Names(const v1::ListEventsResponse& response) {
  std::vector<std::string> names;
  for (const auto& event : response.events()) names.push_back(event.name());
  return names;
}
std::vector<std::string> Names(const v1::ListStatementsResponse& response) {
  std::vector<std::string> names;
  for (const auto& statement : response.statements()) names.push_back(statement.name());
  return names;
}
std::vector<std::string> Names(const v1::ListFactsResponse& response) {
  std::vector<std::string> names;
  for (const auto& fact : response.facts()) names.push_back(fact.name());
  return names;
}
std::vector<std::string> Names(const v1::SearchDocumentsResponse& response) {
  std::vector<std::string> names;
  for (const auto& hit : response.hits()) names.push_back(hit.document().name());
  return names;
}
template <typename Response>
constexpr auto kNames = [](const Response& response) { return Names(response); };

TEST_F(QueryServiceTest, SearchFoldsAccentsAndFindsBothLanguages) {
  CommitMeeting();
  for (const char* text : {"bui thanh son", "Bùi Thanh Sơn", "BUI", "thanh so"}) {
    v1::SearchEntitiesRequest request;
    request.set_query(text);
    v1::SearchEntitiesResponse response;
    ASSERT_TRUE(Call(request, &response).ok());
    EXPECT_THAT(Names(response), ElementsAre("entities/bui-thanh-son")) << text;
  }
  v1::SearchEntitiesRequest request;
  v1::SearchEntitiesResponse response;
  request.set_query("lien hop quoc");
  ASSERT_TRUE(Call(request, &response).ok());
  EXPECT_THAT(Names(response), ElementsAre("entities/united-nations"));
  request.set_query("nobody at all");
  ASSERT_TRUE(Call(request, &response).ok());
  EXPECT_THAT(Names(response), IsEmpty());
  request.set_query("?!");
  ASSERT_TRUE(Call(request, &response).ok());
  EXPECT_THAT(Names(response), IsEmpty());
}

TEST_F(QueryServiceTest, EmptySearchListsByHowOftenNamed) {
  CommitMeeting();
  v1::SearchEntitiesRequest request;
  request.add_types(ENTITY_TYPE_GPE);
  v1::SearchEntitiesResponse response;
  ASSERT_TRUE(Call(request, &response).ok());
  EXPECT_THAT(Names(response), ElementsAre("entities/vietnam", "entities/geneva"));
  EXPECT_EQ(response.entities(0).document_count(), 2);
}

TEST_F(QueryServiceTest, NamesComeInTheAskedLanguage) {
  CommitMeeting();
  v1::GetEntityRequest request;
  request.set_name("entities/bui-thanh-son");
  request.set_language_code("vi");
  v1::GetEntityResponse response;
  ASSERT_TRUE(Call(request, &response).ok());
  EXPECT_EQ(response.entity().display_name(), "Bùi Thanh Sơn");
  EXPECT_EQ(response.entity().names().at("en"), "Bui Thanh Son");
  ASSERT_EQ(response.entity().offices_size(), 1);
  EXPECT_EQ(response.entity().offices(0).of().display_name(), "Việt Nam");
  request.set_language_code("en");
  ASSERT_TRUE(Call(request, &response).ok());
  EXPECT_EQ(response.entity().display_name(), "Bui Thanh Son");
  EXPECT_EQ(response.entity().offices(0).of().display_name(), "Vietnam");
}

TEST_F(QueryServiceTest, DossierTellsAll) {
  CommitMeeting();
  v1::GetEntityRequest request;
  request.set_name("entities/bui-thanh-son");
  v1::GetEntityResponse response;
  ASSERT_TRUE(Call(request, &response).ok());
  EXPECT_THAT(response.entity().aliases(), UnorderedElementsAre("Bui Thanh Son", "Bùi Thanh Sơn"));
  EXPECT_EQ(response.entity().event_count(), 2);
  EXPECT_EQ(response.entity().statement_count(), 2);
  const auto& office = response.entity().offices(0);
  EXPECT_EQ(office.kind(), ROLE_KIND_FOREIGN_MINISTER);
  EXPECT_EQ(office.seen().from(), "2024-02-26");
  EXPECT_EQ(office.seen().to(), "2024-02-27");
  EXPECT_THAT(office.titles(), UnorderedElementsAre("Foreign Minister", "Bộ trưởng Ngoại giao"));
  EXPECT_EQ(office.evidence_size(), 1);
  ASSERT_EQ(response.contacts_size(), 1);
  const auto& contact = response.contacts(0);
  EXPECT_EQ(contact.entity().name(), "entities/antonio-guterres");
  EXPECT_EQ(contact.entity().display_name(), "António Guterres");
  EXPECT_EQ(contact.event_count(), 1);
  EXPECT_EQ(contact.latest().place().name(), "entities/geneva");
  ASSERT_EQ(contact.latest().reports_size(), 2);
  EXPECT_EQ(contact.latest().reports(0).text(), "On February 26 Bui Thanh Son met António Guterres in Geneva.");
  EXPECT_EQ(contact.latest().reports(0).document().title(), "Minister meets UN chief");
  EXPECT_EQ(contact.latest().reports(1).text(), "Ngày 26/2, Bùi Thanh Sơn gặp António Guterres.");
  EXPECT_THAT(contact.latest().reports(1).rules(), ElementsAre("test:rule"));
  EXPECT_EQ(response.events_size(), 2);
  EXPECT_EQ(response.statements_size(), 2);
  EXPECT_THAT(response.statements_received(), IsEmpty());
  ASSERT_EQ(response.documents_size(), 2);
  EXPECT_EQ(response.documents(0).name(), "documents/vi.txt") << "latest first";

  request.set_name("entities/vietnam");
  ASSERT_TRUE(Call(request, &response).ok());
  ASSERT_EQ(response.holders_size(), 1);
  EXPECT_EQ(response.holders(0).person().name(), "entities/bui-thanh-son");
  ASSERT_EQ(response.facts_size(), 1);
  EXPECT_EQ(response.facts(0).value(), "important partner");
  EXPECT_EQ(response.facts(0).evidence_size(), 2);
}

TEST_F(QueryServiceTest, DossierErrors) {
  CommitMeeting();
  v1::GetEntityRequest request;
  v1::GetEntityResponse response;
  request.set_name("entities/nobody");
  ExpectNotFound(Call(request, &response));
  for (const char* name : {"", "bui-thanh-son", "entities/", "entities/a/b", "documents/en.txt"}) {
    request.set_name(name);
    ExpectInvalid(Call(request, &response), "name");
  }
  request.set_name("entities/vietnam");
  request.set_limit(1001);
  ExpectInvalid(Call(request, &response), "limit");
  request.set_limit(-1);
  ExpectInvalid(Call(request, &response), "limit");
}

TEST_F(QueryServiceTest, EventFilters) {
  CommitMeeting();
  const auto count = [&](auto&& set) {
    v1::ListEventsRequest request;
    set(*request.mutable_filter());
    v1::ListEventsResponse response;
    const absl::Status status = Call(request, &response);
    EXPECT_TRUE(status.ok()) << status;
    return response.events_size();
  };
  using Filter = v1::EventFilter;
  EXPECT_EQ(count([](Filter&) {}), 2);
  EXPECT_EQ(count([](Filter& f) { f.add_participants("entities/antonio-guterres"); }), 1);
  EXPECT_EQ(count([](Filter& f) {
              f.add_participants("entities/antonio-guterres");
              f.add_participants("entities/bui-thanh-son");
            }),
            1);
  EXPECT_EQ(count([](Filter& f) {
              f.add_participants("entities/antonio-guterres");
              f.add_participants("entities/vietnam");
            }),
            0);
  EXPECT_EQ(count([](Filter& f) { f.add_country_codes("VN"); }), 2);
  EXPECT_EQ(count([](Filter& f) { f.add_country_codes("FR"); }), 0);
  EXPECT_EQ(count([](Filter& f) { f.add_types(EVENT_TYPE_MEETING); }), 1);
  EXPECT_EQ(count([](Filter& f) { f.add_types(EVENT_TYPE_CALL); }), 0);
  EXPECT_EQ(count([](Filter& f) { f.add_realis(REALIS_HYPOTHETICAL); }), 1);
  EXPECT_EQ(count([](Filter& f) { f.set_place("entities/geneva"); }), 1);
  EXPECT_EQ(count([](Filter& f) { f.set_place("entities/vietnam"); }), 0);
  EXPECT_EQ(count([](Filter& f) { f.mutable_time()->set_from("2024-02-26"); }), 2);
  EXPECT_EQ(count([](Filter& f) { f.mutable_time()->set_to("2024-02-26"); }), 1);
  EXPECT_EQ(count([](Filter& f) { f.mutable_time()->set_to("2024-02-25"); }), 0);
  EXPECT_EQ(count([](Filter& f) {
              f.mutable_time()->set_from("2024-03-10");
              f.mutable_time()->set_to("2024-03-11");
            }),
            1)
      << "a month can fall in two days of it";
  EXPECT_EQ(count([](Filter& f) { f.mutable_published()->set_from("2024-02-27"); }), 1);
  EXPECT_EQ(count([](Filter& f) { f.mutable_published()->set_to("2024-02-25"); }), 0);
  EXPECT_EQ(count([](Filter& f) { f.set_report_language_code("vi"); }), 1);
  EXPECT_EQ(count([](Filter& f) { f.set_report_language_code("fr"); }), 0);
  EXPECT_EQ(count([](Filter& f) { f.set_text("GAP Guterres"); }), 1);
  EXPECT_EQ(count([](Filter& f) { f.set_text("market"); }), 1) << "only the sentence that tells the visit";
  EXPECT_EQ(count([](Filter& f) { f.set_text("minister"); }), 0) << "the title is no report's sentence";
  EXPECT_EQ(count([](Filter& f) { f.set_min_confidence(0.95); }), 0);
  EXPECT_EQ(count([](Filter& f) { f.set_min_confidence(0.9); }), 2);
}

TEST_F(QueryServiceTest, WideTimesAreFoundInsideThem) {
  DocumentBuilder doc("d", "en", "2024-02-26");
  doc.Event(EVENT_TYPE_VISIT, {doc.Person("Anna Example")}, "2023");
  doc.Event(EVENT_TYPE_MEETING, {doc.Person("Anna Example")});
  Commit({doc.Commit()});
  v1::ListEventsRequest request;
  v1::ListEventsResponse response;
  request.mutable_filter()->mutable_time()->set_from("2023-10-01");
  ASSERT_TRUE(Call(request, &response).ok());
  EXPECT_THAT(response.events(), SizeIs(1)) << "the one without a time can't be said to fall in it";
  request.mutable_filter()->mutable_time()->set_to("2023-10-02");
  ASSERT_TRUE(Call(request, &response).ok());
  EXPECT_THAT(response.events(), SizeIs(1));
  request.mutable_filter()->mutable_time()->set_from("2024-01-01");
  request.mutable_filter()->mutable_time()->clear_to();
  ASSERT_TRUE(Call(request, &response).ok());
  EXPECT_THAT(response.events(), IsEmpty());
  request.clear_filter();
  ASSERT_TRUE(Call(request, &response).ok());
  ASSERT_THAT(response.events(), SizeIs(2));
  EXPECT_FALSE(response.events(1).has_time()) << "those without a time last";
}

TEST_F(QueryServiceTest, EventErrors) {
  CommitMeeting();
  const auto error = [&](auto&& set) {
    v1::ListEventsRequest request;
    set(request);
    v1::ListEventsResponse response;
    return Call(request, &response);
  };
  using Request = v1::ListEventsRequest;
  ExpectNotFound(error([](Request& r) { r.mutable_filter()->add_participants("entities/nobody"); }));
  ExpectNotFound(error([](Request& r) { r.mutable_filter()->set_place("entities/nowhere"); }));
  ExpectInvalid(error([](Request& r) { r.mutable_filter()->add_participants("nobody"); }), "filter.participants[0]");
  ExpectInvalid(error([](Request& r) { r.mutable_filter()->add_participants(""); }), "filter.participants[0]");
  ExpectInvalid(error([](Request& r) { r.mutable_filter()->add_country_codes("Vietnam"); }), "filter.country_codes[0]");
  ExpectInvalid(error([](Request& r) { r.mutable_filter()->add_types(static_cast<EventType>(99)); }), "filter.types");
  ExpectInvalid(error([](Request& r) { r.mutable_filter()->add_realis(REALIS_UNSPECIFIED); }), "filter.realis");
  ExpectInvalid(error([](Request& r) { r.mutable_filter()->mutable_time()->set_from("2024-02-30"); }), "filter.time.from");
  ExpectInvalid(error([](Request& r) { r.mutable_filter()->mutable_published()->set_to("yesterday"); }), "filter.published.to");
  ExpectInvalid(error([](Request& r) {
                  r.mutable_filter()->mutable_time()->set_from("2024-02-02");
                  r.mutable_filter()->mutable_time()->set_to("2024-02-01");
                }),
                "filter.time");
  ExpectInvalid(error([](Request& r) { r.mutable_filter()->set_min_confidence(1.5); }), "filter.min_confidence");
  ExpectInvalid(error([](Request& r) { r.mutable_filter()->set_text("..."); }), "filter.text");
  ExpectInvalid(error([](Request& r) { r.set_page_size(1001); }), "page_size");
  ExpectInvalid(error([](Request& r) { r.set_page_size(-1); }), "page_size");
  ExpectInvalid(error([](Request& r) { r.set_page_token("nonsense"); }), "page_token");
  v1::Event event;
  v1::GetEventRequest get;
  get.set_name("events/none");
  ExpectNotFound(Call(&v1::QueryService::Stub::GetEvent, get, &event));
  get.set_name("none");
  ExpectInvalid(Call(&v1::QueryService::Stub::GetEvent, get, &event), "name");
}

TEST_F(QueryServiceTest, GetEventShowsClaims) {
  CommitMeeting();
  v1::ListEventsRequest request;
  request.mutable_filter()->add_types(EVENT_TYPE_MEETING);
  v1::ListEventsResponse response;
  ASSERT_TRUE(Call(request, &response).ok());
  ASSERT_EQ(response.events_size(), 1);
  v1::GetEventRequest get;
  get.set_name(response.events(0).name());
  v1::Event event;
  ASSERT_TRUE(Call(&v1::QueryService::Stub::GetEvent, get, &event).ok());
  EXPECT_EQ(event.origin_count(), 2);
  ASSERT_EQ(event.time_claims_size(), 1);
  EXPECT_EQ(event.time_claims(0).value(), "2024-02-26");
  EXPECT_EQ(event.time_claims(0).origin_count(), 2);
  EXPECT_THAT(event.time_claims(0).documents(), ElementsAre("documents/en.txt", "documents/vi.txt"));
  ASSERT_EQ(event.place_claims_size(), 1);
  EXPECT_EQ(event.place_claims(0).value(), "entities/geneva");
  EXPECT_EQ(event.place_claims(0).origin_count(), 1);
}

TEST_F(QueryServiceTest, StatementFilters) {
  CommitMeeting();
  const auto count = [&](auto&& set) {
    v1::ListStatementsRequest request;
    set(request);
    v1::ListStatementsResponse response;
    const absl::Status status = Call(request, &response);
    EXPECT_TRUE(status.ok()) << status;
    return response.statements_size();
  };
  using Request = v1::ListStatementsRequest;
  EXPECT_EQ(count([](Request&) {}), 2);
  EXPECT_EQ(count([](Request& r) { r.set_speaker("entities/bui-thanh-son"); }), 2);
  EXPECT_EQ(count([](Request& r) { r.set_addressee("entities/bui-thanh-son"); }), 0);
  EXPECT_EQ(count([](Request& r) { r.add_acts(ACT_APPRECIATE); }), 2);
  EXPECT_EQ(count([](Request& r) { r.add_acts(ACT_WARN); }), 0);
  EXPECT_EQ(count([](Request& r) { r.set_text("HALAL thị trường"); }), 1);
  EXPECT_EQ(count([](Request& r) { r.mutable_time()->set_from("2024-02-26"); }), 2);
  EXPECT_EQ(count([](Request& r) { r.mutable_time()->set_from("2024-02-27"); }), 0) << "said on the event's day";
  v1::ListStatementsRequest request;
  v1::ListStatementsResponse response;
  ASSERT_TRUE(Call(request, &response).ok());
  const auto& statement = response.statements(0);
  EXPECT_EQ(statement.time().edtf(), "2024-02-26");
  EXPECT_FALSE(statement.event().empty());
  EXPECT_FALSE(statement.content().empty());
  EXPECT_EQ(statement.addressee().name(), "entities/antonio-guterres");
  EXPECT_EQ(count([&](Request& r) { r.set_event(statement.event()); }), 2);
}

TEST_F(QueryServiceTest, StatementErrors) {
  CommitMeeting();
  const auto error = [&](auto&& set) {
    v1::ListStatementsRequest request;
    set(request);
    v1::ListStatementsResponse response;
    return Call(request, &response);
  };
  using Request = v1::ListStatementsRequest;
  ExpectNotFound(error([](Request& r) { r.set_speaker("entities/nobody"); }));
  ExpectNotFound(error([](Request& r) { r.set_event("events/none"); }));
  ExpectInvalid(error([](Request& r) { r.set_addressee("x"); }), "addressee");
  ExpectInvalid(error([](Request& r) { r.add_acts(static_cast<Act>(77)); }), "acts");
  ExpectInvalid(error([](Request& r) { r.mutable_time()->set_to("2024-2-1"); }), "time.to");
  ExpectInvalid(error([](Request& r) { r.set_page_size(5000); }), "page_size");
  ExpectInvalid(error([](Request& r) { r.set_page_token("%%%"); }), "page_token");
}

TEST_F(QueryServiceTest, Facts) {
  CommitMeeting();
  v1::ListFactsRequest request;
  v1::ListFactsResponse response;
  for (const char* entity : {"", "entities/vietnam", "entities/united-nations"}) {
    request.set_entity(entity);
    ASSERT_TRUE(Call(request, &response).ok());
    EXPECT_THAT(response.facts(), SizeIs(1)) << entity;
  }
  EXPECT_EQ(response.facts(0).subject().name(), "entities/united-nations");
  EXPECT_EQ(response.facts(0).object().name(), "entities/vietnam");
  request.add_types(FACT_TYPE_HELD);
  ASSERT_TRUE(Call(request, &response).ok());
  EXPECT_THAT(response.facts(), IsEmpty());
  request.set_types(0, static_cast<FactType>(50));
  ExpectInvalid(Call(request, &response), "types");
  request.clear_types();
  request.set_entity("entities/nobody");
  ExpectNotFound(Call(request, &response));
  request.clear_entity();
  request.set_page_token("AAAA");
  ExpectInvalid(Call(request, &response), "page_token");
  request.clear_page_token();
  request.set_page_size(-5);
  ExpectInvalid(Call(request, &response), "page_size");
}

TEST_F(QueryServiceTest, DocumentSearchHighlights) {
  CommitMeeting();
  DocumentBuilder other("other.txt", "fr", "2023-01-01");
  other.Sentence("Le marché halal.");
  Commit({other.Unanalysed()});
  v1::SearchDocumentsRequest request;
  v1::SearchDocumentsResponse response;
  request.set_query("halal THI trường");
  ASSERT_TRUE(Call(request, &response).ok());
  ASSERT_THAT(Names(response), ElementsAre("documents/vi.txt"));
  const auto& hit = response.hits(0);
  ASSERT_GE(hit.highlights_size(), 3);
  const platform::CodePointIndex snippet(hit.snippet().text());
  std::vector<std::string> words;
  for (const auto& span : hit.highlights()) words.emplace_back(snippet.Slice(span.begin(), span.end()));
  EXPECT_THAT(words, ::testing::IsSupersetOf({"thị", "trường", "Halal"}));

  request.set_query("halal");
  ASSERT_TRUE(Call(request, &response).ok());
  EXPECT_THAT(Names(response), UnorderedElementsAre("documents/en.txt", "documents/vi.txt", "documents/other.txt"))
      << "a language that is not analysed is searchable";
  request.set_language_code("fr");
  ASSERT_TRUE(Call(request, &response).ok());
  EXPECT_THAT(Names(response), ElementsAre("documents/other.txt"));
  request.clear_language_code();
  request.mutable_published()->set_from("2024-02-27");
  ASSERT_TRUE(Call(request, &response).ok());
  EXPECT_THAT(Names(response), ElementsAre("documents/vi.txt"));
  request.clear_published();
  request.set_query("chief");
  ASSERT_TRUE(Call(request, &response).ok());
  EXPECT_THAT(Names(response), ElementsAre("documents/en.txt")) << "words of the title count";
  for (const char* text : {"hala", "and", "halal NOT market", "\"halal\" OR market", "halal*"}) {
    request.set_query(text);
    const absl::Status status = Call(request, &response);
    EXPECT_TRUE(status.ok()) << text << ": " << status;
  }
  for (const char* text : {"AND", "\"halal", "(halal", "ha*"}) {
    request.set_query(text);
    const absl::Status status = Call(request, &response);
    ExpectInvalid(status, "query");
    EXPECT_EQ(platform::ErrorReason(status), "INVALID_QUERY") << text;
  }
}

TEST_F(QueryServiceTest, DocumentSearchErrors) {
  v1::SearchDocumentsRequest request;
  v1::SearchDocumentsResponse response;
  for (const char* text : {" ", "?!"}) {
    request.set_query(text);
    ExpectInvalid(Call(request, &response), "query");
  }
  std::string long_query;
  for (int i = 0; i < 40; ++i) absl::StrAppend(&long_query, " word", i);
  request.set_query(long_query);
  ExpectInvalid(Call(request, &response), "query");
  request.set_query("word");
  request.mutable_published()->set_from("x");
  ExpectInvalid(Call(request, &response), "published.from");
  request.clear_published();
  request.set_page_size(1001);
  ExpectInvalid(Call(request, &response), "page_size");
  request.clear_page_size();
  request.set_page_token("x");
  ExpectInvalid(Call(request, &response), "page_token");
}

TEST_F(QueryServiceTest, EntitySearchErrors) {
  v1::SearchEntitiesRequest request;
  v1::SearchEntitiesResponse response;
  request.add_types(static_cast<EntityType>(40));
  ExpectInvalid(Call(request, &response), "types");
  request.clear_types();
  request.set_page_size(2000);
  ExpectInvalid(Call(request, &response), "page_size");
  request.clear_page_size();
  request.set_page_token("??");
  ExpectInvalid(Call(request, &response), "page_token");
}

TEST_F(QueryServiceTest, PagesFitTogether) {
  constexpr int kCount = 60;
  CommitMany(kCount);
  for (const int size : {1, 7, 60, 1000}) {
    v1::SearchEntitiesRequest all;
    EXPECT_THAT((AllPages<v1::SearchEntitiesRequest, v1::SearchEntitiesResponse>(all, size, kNames<v1::SearchEntitiesResponse>)),
                SizeIs(kCount + 1));
    v1::SearchEntitiesRequest search;
    search.set_query("partner");
    const auto found = AllPages<v1::SearchEntitiesRequest, v1::SearchEntitiesResponse>(search, size, kNames<v1::SearchEntitiesResponse>);
    EXPECT_EQ(std::set<std::string>(found.begin(), found.end()).size(), static_cast<size_t>(kCount)) << size;
    EXPECT_EQ(found.size(), static_cast<size_t>(kCount));

    for (const char* filter : {"", "participant", "country", "time", "text"}) {
      v1::ListEventsRequest events;
      if (filter == std::string("participant")) events.mutable_filter()->add_participants("entities/anna-example");
      if (filter == std::string("country")) events.mutable_filter()->add_country_codes("IR");
      if (filter == std::string("time")) events.mutable_filter()->mutable_time()->set_from("2020-01-01");
      if (filter == std::string("text")) events.mutable_filter()->set_text("talks");
      const auto names = AllPages<v1::ListEventsRequest, v1::ListEventsResponse>(events, size, kNames<v1::ListEventsResponse>);
      EXPECT_EQ(names.size(), static_cast<size_t>(kCount)) << filter << " " << size;
      EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), static_cast<size_t>(kCount)) << filter;
    }
    v1::ListStatementsRequest statements;
    statements.set_speaker("entities/anna-example");
    EXPECT_THAT((AllPages<v1::ListStatementsRequest, v1::ListStatementsResponse>(statements, size, kNames<v1::ListStatementsResponse>)),
                SizeIs(kCount));
    v1::ListFactsRequest facts;
    facts.set_entity("entities/anna-example");
    EXPECT_THAT((AllPages<v1::ListFactsRequest, v1::ListFactsResponse>(facts, size, kNames<v1::ListFactsResponse>)), SizeIs(kCount));
    v1::SearchDocumentsRequest documents;
    documents.set_query("anna talks");
    const auto names =
        AllPages<v1::SearchDocumentsRequest, v1::SearchDocumentsResponse>(documents, size, kNames<v1::SearchDocumentsResponse>);
    EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), static_cast<size_t>(kCount));
  }
}

TEST_F(QueryServiceTest, TokenOfAnotherQueryIsRefused) {
  CommitMany(5);
  v1::ListEventsRequest request;
  request.set_page_size(2);
  v1::ListEventsResponse response;
  ASSERT_TRUE(Call(request, &response).ok());
  request.set_page_token(response.next_page_token());
  request.mutable_filter()->add_types(EVENT_TYPE_CALL);
  ExpectInvalid(Call(request, &response), "page_token");
}

TEST_F(QueryServiceTest, EventsComeLatestFirst) {
  CommitMany(40);
  v1::ListEventsRequest request;
  v1::ListEventsResponse response;
  ASSERT_TRUE(Call(request, &response).ok());
  ASSERT_EQ(response.events_size(), 20) << "the default";
  for (int i = 1; i < response.events_size(); ++i) {
    EXPECT_GE(response.events(i - 1).time().earliest(), response.events(i).time().earliest());
  }
}

TEST_F(QueryServiceTest, ExportsWhatTheScorerReads) {
  CommitMeeting();
  DocumentBuilder french("a.txt", "fr", "");
  Commit({french.Unanalysed()});
  const auto read = [&](const v1::ExportAnnotationsRequest& request, std::vector<v1::ExportAnnotationsResponse>& out) {
    grpc::ClientContext context;
    auto stream = query_->ExportAnnotations(&context, request);
    v1::ExportAnnotationsResponse response;
    while (stream->Read(&response)) out.push_back(response);
    return platform::FromGrpc(stream->Finish());
  };
  std::vector<v1::ExportAnnotationsResponse> lines;
  ASSERT_TRUE(read({}, lines).ok());
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0].document(), "documents/a.txt") << "by document name";
  const auto json = nlohmann::json::parse(lines[1].json());
  EXPECT_EQ(lines[1].json().find('\n'), std::string::npos);
  EXPECT_EQ(json["document"], "en.txt");
  EXPECT_EQ(json["language"], "en");
  EXPECT_EQ(json["published"], "2024-02-26");
  ASSERT_EQ(json["mentions"].size(), 3u);
  EXPECT_EQ(json["mentions"][0]["entity"], "bui-thanh-son");
  EXPECT_EQ(json["mentions"][0]["type"], "PER");
  EXPECT_EQ(json["mentions"][2]["type"], "DTE");
  EXPECT_EQ(json["mentions"][2]["value"], "2024-02-26");
  EXPECT_TRUE(json["mentions"][2]["entity"].is_null());
  ASSERT_EQ(json["roles"].size(), 2u);
  EXPECT_EQ(json["roles"][0]["kind"], "foreign-minister");
  EXPECT_EQ(json["roles"][0]["of"], "vietnam");
  ASSERT_EQ(json["events"].size(), 1u) << "the hypothetical one is left out";
  EXPECT_EQ(json["events"][0]["type"], "MEETING");
  EXPECT_EQ(json["events"][0]["participants"], nlohmann::json({"bui-thanh-son", "antonio-guterres"}));
  EXPECT_EQ(json["events"][0]["place"], "geneva");
  EXPECT_EQ(json["events"][0]["time"], "2024-02-26");
  ASSERT_EQ(json["statements"].size(), 1u);
  EXPECT_EQ(json["statements"][0]["act"], "APPRECIATE");
  EXPECT_EQ(json["statements"][0]["addressee"], "antonio-guterres");
  ASSERT_EQ(json["facts"].size(), 1u);
  EXPECT_EQ(json["facts"][0]["type"], "PARTNER_OF");

  v1::ExportAnnotationsRequest some;
  some.add_documents("documents/vi.txt");
  lines.clear();
  ASSERT_TRUE(read(some, lines).ok());
  ASSERT_EQ(lines.size(), 1u);
  some.add_documents("documents/none.txt");
  lines.clear();
  ExpectNotFound(read(some, lines));
  EXPECT_THAT(lines, IsEmpty());
  some.set_documents(1, "none");
  ExpectInvalid(read(some, lines), "documents[1]");
}

TEST_F(QueryServiceTest, RetractedDocumentsAreGone) {
  CommitMeeting();
  for (const char* document : {"documents/en.txt", "documents/vi.txt"}) {
    knowledge::v1::RetractDocumentRequest request;
    request.set_document(document);
    request.set_revision(2);
    knowledge::v1::RetractDocumentResponse response;
    grpc::ClientContext context;
    ASSERT_TRUE(knowledge_->RetractDocument(&context, request, &response).ok());
    EXPECT_TRUE(response.applied());
  }
  v1::GetEntityRequest get;
  get.set_name("entities/bui-thanh-son");
  v1::GetEntityResponse dossier;
  ExpectNotFound(Call(get, &dossier));
  v1::SearchDocumentsRequest search;
  search.set_query("halal");
  v1::SearchDocumentsResponse found;
  ASSERT_TRUE(Call(search, &found).ok());
  EXPECT_THAT(found.hits(), IsEmpty());
}

TEST_F(QueryServiceTest, MalformedRetractionsAreRefused) {
  knowledge::v1::RetractDocumentRequest request;
  knowledge::v1::RetractDocumentResponse response;
  request.set_document("nothing");
  request.set_revision(1);
  {
    grpc::ClientContext context;
    ExpectInvalid(platform::FromGrpc(knowledge_->RetractDocument(&context, request, &response)), "document");
  }
  request.set_document("documents/a");
  request.set_revision(0);
  grpc::ClientContext context;
  ExpectInvalid(platform::FromGrpc(knowledge_->RetractDocument(&context, request, &response)), "revision");
}

}  // namespace
}  // namespace chancery::query
