// Filters, orders, facets and counts of events, statements and documents.
#include <gmock/gmock.h>

#include "absl/strings/str_cat.h"
#include "services/platform/status.h"
#include "services/query/queries.h"
#include "services/query/testing.h"

namespace chancery::query {
namespace {

using testing::CommitAll;
using testing::DocumentBuilder;
using ::testing::ElementsAre;
using ::testing::Pair;
using ::testing::SizeIs;
using testing::TestStore;
using ::testing::UnorderedElementsAre;

class FacetsTest : public ::testing::Test {
 protected:
  FacetsTest() {
    std::vector<knowledge::v1::AnalysisCommit> commits;
    // Two outlets tell of the meeting in Geneva, one of them in Vietnamese; one tells of trade talks in Hanoi a year later.
    for (const auto& [id, language, outlet] : {std::tuple("en", "en", "Example News"), std::tuple("vi", "vi", "Ví dụ")}) {
      DocumentBuilder document(id, language, "2024-02-27");
      document.Sentence("Bui Thanh Son met Dennis Francis in Geneva.");
      const int son = document.Person("Bui Thanh Son", "VN"), francis = document.Person("Dennis Francis", "TT");
      document.Event(type::v1::EVENT_TYPE_MEETING, {son, francis}, "2024-02-26",
                     document.Entity(type::v1::ENTITY_TYPE_GPE, "Geneva", "geneva", "CH"));
      document.Sentence("Bui Thanh Son thanked Dennis Francis for the support in climate change.");
      document.Statement(son, type::v1::ACT_APPRECIATE, francis, 0);
      commits.push_back(document.Commit());
      commits.back().mutable_document()->set_outlet(outlet);
    }
    DocumentBuilder talks("talks", "en", "2025-03-02");
    talks.Sentence("Bui Thanh Son and Retno Marsudi talked about trade and tariffs in Hanoi.");
    const int son = talks.Person("Bui Thanh Son", "VN"), retno = talks.Person("Retno Marsudi", "ID");
    talks.Event(type::v1::EVENT_TYPE_MEETING, {son, retno}, "2025-03-01", talks.Entity(type::v1::ENTITY_TYPE_GPE, "Hanoi", "hanoi", "VN"));
    talks.Statement(retno, type::v1::ACT_REQUEST, son, 0);
    commits.push_back(talks.Commit());
    commits.back().mutable_document()->set_outlet("Example News");
    CommitAll(*store_, commits);
    tx_ = *store_->Begin(Store::Mode::kRead);
  }

  std::string Named(const std::string& words) {
    v1::SearchEntitiesRequest request;
    request.set_query(words);
    const auto response = SearchEntities(*tx_, request);
    return response.ok() && response->entities_size() > 0 ? response->entities(0).name() : "";
  }
  std::vector<std::string> Days(const v1::ListEventsRequest& request) {
    const auto response = ListEvents(*tx_, request);
    EXPECT_TRUE(response.ok()) << response.status();
    std::vector<std::string> days;
    if (response.ok()) {
      for (const auto& event : response->events()) days.push_back(event.time().edtf());
    }
    return days;
  }
  std::vector<std::string> Speakers(const v1::ListStatementsRequest& request) {
    const auto response = ListStatements(*tx_, request);
    EXPECT_TRUE(response.ok()) << response.status();
    std::vector<std::string> names;
    if (response.ok()) {
      for (const auto& statement : response->statements()) names.push_back(statement.speaker().display_name());
    }
    return names;
  }
  std::map<std::string, int64_t> Values(const v1::CountFacetsRequest& request, v1::Facet facet) {
    const auto response = CountFacets(*tx_, request);
    EXPECT_TRUE(response.ok()) << response.status();
    std::map<std::string, int64_t> values;
    if (!response.ok()) return values;
    for (const auto& counts : response->facets()) {
      if (counts.facet() != facet) continue;
      EXPECT_EQ(counts.value_count(), counts.values_size());
      for (const auto& value : counts.values()) values[value.display_name().empty() ? value.value() : value.display_name()] = value.count();
    }
    return values;
  }

  TestStore store_;
  std::unique_ptr<Transaction> tx_;
};

TEST_F(FacetsTest, EventsInOrder) {
  v1::ListEventsRequest request;
  EXPECT_THAT(Days(request), ElementsAre("2025-03-01", "2024-02-26"));
  for (const auto& [order, first] :
       {std::pair("time desc", "2025-03-01"), std::pair("time", "2024-02-26"), std::pair("published desc", "2025-03-01"),
        std::pair("published", "2024-02-26"), std::pair("origin_count desc", "2024-02-26")}) {
    request.set_order_by(order);
    request.set_page_size(1);
    request.clear_page_token();
    EXPECT_THAT(Days(request), ElementsAre(first)) << order;
    const auto page = ListEvents(*tx_, request);
    request.set_page_token(page->next_page_token());
    EXPECT_THAT(Days(request), ElementsAre(::testing::Ne(first))) << order;
  }
  request.clear_page_token();
  for (const char* order : {"confidence", "place", "time asc", "time  desc desc", "desc"}) {
    request.set_order_by(order);
    EXPECT_EQ(platform::ErrorReason(ListEvents(*tx_, request).status()), "INVALID_ORDER") << order;
  }
}

TEST_F(FacetsTest, EventsOfAnyParticipantAndTopic) {
  v1::ListEventsRequest request;
  request.mutable_filter()->add_any_participants(Named("francis"));
  EXPECT_THAT(Days(request), ElementsAre("2024-02-26"));
  request.mutable_filter()->add_any_participants(Named("marsudi"));
  EXPECT_THAT(Days(request), SizeIs(2));
  request.mutable_filter()->add_topics("trade");
  EXPECT_THAT(Days(request), ElementsAre("2025-03-01"));
  request.mutable_filter()->set_topics(0, "weather");
  EXPECT_EQ(platform::ErrorReason(ListEvents(*tx_, request).status()), "INVALID_TOPIC");
  request.mutable_filter()->clear_topics();
  request.mutable_filter()->add_any_participants("entities/nobody");
  EXPECT_EQ(ListEvents(*tx_, request).status().code(), absl::StatusCode::kNotFound);
}

TEST_F(FacetsTest, StatementsByWhoWhereAndReport) {
  v1::ListStatementsRequest all;
  EXPECT_THAT(Speakers(all), SizeIs(3));
  auto request = all;
  request.set_participant(Named("marsudi"));
  EXPECT_THAT(Speakers(request), ElementsAre("Retno Marsudi"));
  request.set_participant(Named("son"));
  EXPECT_THAT(Speakers(request), SizeIs(3)) << "as speaker and as addressee";
  request.add_country_codes("ID");
  EXPECT_THAT(Speakers(request), ElementsAre("Retno Marsudi"));
  request = all;
  request.set_place(Named("hanoi"));
  EXPECT_THAT(Speakers(request), ElementsAre("Retno Marsudi"));
  request = all;
  request.set_outlet("Ví dụ");
  EXPECT_THAT(Speakers(request), ElementsAre("Bui Thanh Son"));
  request = all;
  request.set_report_language_code("en");
  EXPECT_THAT(Speakers(request), SizeIs(2));
  request.mutable_published()->set_to("2024-12-31");
  EXPECT_THAT(Speakers(request), ElementsAre("Bui Thanh Son"));
  request = all;
  request.set_min_confidence(0.95);
  EXPECT_THAT(Speakers(request), SizeIs(0));
  request = all;
  request.set_order_by("time");
  request.set_page_size(2);
  EXPECT_THAT(Speakers(request), ElementsAre("Bui Thanh Son", "Bui Thanh Son"));
  request.set_page_token(ListStatements(*tx_, request)->next_page_token());
  EXPECT_THAT(Speakers(request), ElementsAre("Retno Marsudi"));
}

TEST_F(FacetsTest, DocumentsWithoutWords) {
  v1::SearchDocumentsRequest request;
  const auto names = [&] {
    std::vector<std::string> found;
    const auto response = SearchDocuments(*tx_, request);
    EXPECT_TRUE(response.ok()) << response.status();
    for (const auto& hit : response->hits()) found.push_back(hit.document().name());
    return found;
  };
  EXPECT_THAT(names(), SizeIs(3));
  EXPECT_EQ(names().front(), "documents/talks") << "the latest first";
  request.add_entities(Named("francis"));
  EXPECT_THAT(names(), UnorderedElementsAre("documents/en", "documents/vi"));
  request.set_outlet("Example News");
  EXPECT_THAT(names(), ElementsAre("documents/en"));
  request.set_query("marsudi");
  EXPECT_THAT(names(), SizeIs(0));
  request.clear_entities();
  request.set_query("thanh");
  request.set_order_by("published desc");
  EXPECT_THAT(names(), ElementsAre("documents/talks", "documents/en"));
}

TEST_F(FacetsTest, EventsByTheirValues) {
  v1::CountFacetsRequest request;
  request.mutable_events();
  EXPECT_THAT(Values(request, v1::FACET_TYPE), ElementsAre(Pair("EVENT_TYPE_MEETING", 2)));
  EXPECT_THAT(Values(request, v1::FACET_ENTITY),
              UnorderedElementsAre(Pair("Bui Thanh Son", 2), Pair("Dennis Francis", 1), Pair("Retno Marsudi", 1)));
  EXPECT_THAT(Values(request, v1::FACET_COUNTRY), UnorderedElementsAre(Pair("VN", 2), Pair("TT", 1), Pair("ID", 1)));
  EXPECT_THAT(Values(request, v1::FACET_OUTLET), UnorderedElementsAre(Pair("Example News", 2), Pair("Ví dụ", 1)));
  EXPECT_THAT(Values(request, v1::FACET_LANGUAGE), UnorderedElementsAre(Pair("en", 2), Pair("vi", 1)));
  EXPECT_THAT(Values(request, v1::FACET_YEAR), UnorderedElementsAre(Pair("2024", 1), Pair("2025", 1)));
  EXPECT_THAT(Values(request, v1::FACET_PLACE), SizeIs(2));
  request.mutable_events()->add_country_codes("ID");
  EXPECT_THAT(Values(request, v1::FACET_YEAR), ElementsAre(Pair("2025", 1)));
}

TEST_F(FacetsTest, StatementsAndDocumentsByTheirValues) {
  v1::CountFacetsRequest request;
  request.mutable_statements();
  EXPECT_THAT(Values(request, v1::FACET_TYPE), UnorderedElementsAre(Pair("ACT_APPRECIATE", 2), Pair("ACT_REQUEST", 1)));
  EXPECT_EQ(Values(request, v1::FACET_TOPIC)["climate"], 2);
  EXPECT_EQ(Values(request, v1::FACET_COUNTRY)["VN"], 3);
  request.mutable_documents()->set_query("francis");
  EXPECT_EQ(Values(request, v1::FACET_ENTITY)["Dennis Francis"], 2);
  EXPECT_THAT(Values(request, v1::FACET_YEAR), ElementsAre(Pair("2024", 2)));
}

TEST_F(FacetsTest, LimitsAndErrors) {
  v1::CountFacetsRequest request;
  EXPECT_EQ(platform::ErrorReason(CountFacets(*tx_, request).status()), "NO_ITEMS");
  request.mutable_documents();
  request.add_facets(v1::FACET_REALIS);
  EXPECT_EQ(platform::ErrorReason(CountFacets(*tx_, request).status()), "INVALID_FACET");
  request.set_facets(0, v1::FACET_ENTITY);
  request.set_limit(1);
  const auto response = CountFacets(*tx_, request);
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->item_count(), 3);
  ASSERT_THAT(response->facets(), SizeIs(1));
  EXPECT_THAT(response->facets(0).values(), SizeIs(1));
  EXPECT_GT(response->facets(0).value_count(), 1);
  request.set_limit(1001);
  EXPECT_EQ(platform::ErrorReason(CountFacets(*tx_, request).status()), "INVALID_LIMIT");
}

TEST_F(FacetsTest, CountsOverTimeOfStatementsAndDocuments) {
  v1::CountOverTimeRequest request;
  request.set_bucket(v1::CountOverTimeRequest::BUCKET_YEAR);
  const auto counts = [&] {
    std::map<std::string, int64_t> out;
    const auto response = CountOverTime(*tx_, request);
    EXPECT_TRUE(response.ok()) << response.status();
    for (const auto& count : response->counts()) out[count.time()] = count.event_count();
    return out;
  };
  EXPECT_THAT(counts(), ElementsAre(Pair("2024", 1), Pair("2025", 1)));
  request.mutable_statements();
  EXPECT_THAT(counts(), ElementsAre(Pair("2024", 2), Pair("2025", 1)));
  request.mutable_statements()->add_topics("climate");
  EXPECT_THAT(counts(), ElementsAre(Pair("2024", 2)));
  request.clear_statements();
  request.mutable_documents()->set_query("geneva");
  EXPECT_THAT(counts(), ElementsAre(Pair("2024", 2)));
  request.mutable_statements();
  EXPECT_EQ(CountOverTime(*tx_, request).status().code(), absl::StatusCode::kInvalidArgument);
}

// Of few reports claims are counted in the program, of many in the store.
TEST(ClaimsTest, AreTheSameOfFewReportsAndOfMany) {
  for (const int copies : {1, 10}) {
    testing::TestStore store;
    std::vector<knowledge::v1::AnalysisCommit> commits;
    for (int i = 0; i < 3 * copies; ++i) {
      testing::DocumentBuilder doc(absl::StrCat("d", 10 + i), "en", "2031-03-04");
      const int a = doc.Person("Anna Berg", "SE"), b = doc.Person("Ole Lund", "NO");
      const int bergen = doc.Entity(type::v1::ENTITY_TYPE_GPE, "Bergen", "bergen", "NO"),
                oslo = doc.Entity(type::v1::ENTITY_TYPE_GPE, "Oslo", "oslo", "NO");
      doc.Sentence("They met.");
      doc.Event(type::v1::EVENT_TYPE_MEETING, {a, b}, "2031-03-04", i % 3 == 0 ? bergen : oslo);
      commits.push_back(doc.Commit());
    }
    testing::CommitAll(*store, commits);
    auto tx = store->Begin(Store::Mode::kRead);
    ASSERT_TRUE(tx.ok());
    const auto response = ListEvents(**tx, {});
    ASSERT_TRUE(response.ok()) << response.status();
    ASSERT_EQ(response->events_size(), 1);
    const v1::Event& event = response->events(0);
    ASSERT_EQ(event.time_claims_size(), 1);
    EXPECT_EQ(event.time_claims(0).value(), "2031-03-04");
    EXPECT_EQ(event.time_claims(0).origin_count(), 3 * copies);
    ASSERT_EQ(event.place_claims_size(), 2);
    EXPECT_EQ(event.place_claims(0).value(), "entities/oslo");
    EXPECT_EQ(event.place_claims(0).origin_count(), 2 * copies);
    ASSERT_EQ(event.place_claims(0).documents_size(), 2 * copies);
    EXPECT_EQ(event.place_claims(0).documents(0), "documents/d11");
    EXPECT_EQ(event.place_claims(1).value(), "entities/bergen");
    EXPECT_EQ(event.place_claims(1).origin_count(), copies);
  }
}

}  // namespace
}  // namespace chancery::query
