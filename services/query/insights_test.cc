// What the graph works out: offices over time, the ledger, comparisons, connections, counts, explanations.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "services/platform/status.h"
#include "services/query/queries.h"
#include "services/query/testing.h"

namespace chancery::query {
namespace {

using testing::CommitAll;
using testing::DocumentBuilder;
using ::testing::ElementsAre;
using testing::EntityOf;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using testing::TestStore;
using namespace type::v1;  // NOLINT: the vocabulary, by its long names.

template <typename Request, typename Response>
Response Ask(TestStore& store, absl::StatusOr<Response> (*question)(Transaction&, const Request&), const Request& request) {
  auto tx = store->Begin(Store::Mode::kRead);
  EXPECT_TRUE(tx.ok());
  auto response = question(**tx, request);
  EXPECT_TRUE(response.ok()) << response.status();
  return response.ok() ? *std::move(response) : Response();
}

template <typename Request, typename Response>
std::string FieldAtFault(TestStore& store, absl::StatusOr<Response> (*question)(Transaction&, const Request&), const Request& request) {
  auto tx = store->Begin(Store::Mode::kRead);
  EXPECT_TRUE(tx.ok());
  const auto response = question(**tx, request);
  return response.ok() ? "none" : platform::ErrorField(response.status());
}

std::vector<std::string> Names(const google::protobuf::RepeatedPtrField<v1::EntityRef>& entities) {
  std::vector<std::string> names;
  for (const auto& entity : entities) names.push_back(entity.name());
  return names;
}

// "A is the foreign minister of Kazakhstan" on a day.
knowledge::v1::AnalysisCommit InOffice(const std::string& id, const std::string& person, const std::string& day, bool former = false,
                                       RoleKind kind = ROLE_KIND_FOREIGN_MINISTER) {
  DocumentBuilder doc(id, "en", day);
  doc.Sentence(person + " is in office.");
  const int index = doc.Person(person);
  doc.Role(index, kind, doc.Country("Kazakhstan", "kazakhstan", "KZ"), "Foreign Minister", former);
  return doc.Commit();
}

v1::ListOfficeHoldersResponse Holders(TestStore& store, const std::string& day, RoleKind kind = ROLE_KIND_FOREIGN_MINISTER) {
  v1::ListOfficeHoldersRequest request;
  request.set_of("entities/kazakhstan");
  request.set_kind(kind);
  request.set_day(day);
  return Ask(store, ListOfficeHolders, request);
}

TEST(OfficeHoldersTest, WhoHeldAnOfficeOnADay) {
  TestStore store;
  CommitAll(*store, {InOffice("1", "Mukhtar Tileuberdi", "2020-01-10"), InOffice("2", "Mukhtar Tileuberdi", "2023-03-01"),
                     InOffice("3", "Murat Nurtleu", "2023-04-10"), InOffice("4", "Murat Nurtleu", "2024-02-26"),
                     InOffice("5", "Mukhtar Tileuberdi", "2024-05-01", true),
                     InOffice("6", "Yerlan Ambassador", "2024-01-01", false, ROLE_KIND_AMBASSADOR)});
  auto all = Holders(store, "");
  ASSERT_THAT(all.offices(), SizeIs(2));
  EXPECT_EQ(all.offices(0).person().display_name(), "Murat Nurtleu");
  EXPECT_EQ(all.offices(1).seen().from(), "2020-01-10");
  EXPECT_EQ(all.offices(1).held().to(), "2023-04-09");
  EXPECT_THAT(all.offices(1).evidence(), SizeIs(2));
  ASSERT_THAT(all.gaps(), SizeIs(1));
  EXPECT_EQ(all.gaps(0).days().from(), "2023-03-02");
  EXPECT_THAT(all.conflicts(), IsEmpty());
  auto on = Holders(store, "2021-07-01");
  ASSERT_THAT(on.offices(), SizeIs(1));
  EXPECT_EQ(on.offices(0).person().display_name(), "Mukhtar Tileuberdi");
  EXPECT_THAT(Holders(store, "2019-01-01").offices(), IsEmpty());
  EXPECT_THAT(Holders(store, "2025-01-01").offices(), SizeIs(1));
  EXPECT_THAT(Holders(store, "", ROLE_KIND_UNSPECIFIED).offices(), SizeIs(3));
}

TEST(OfficeHoldersTest, ASecondTermIsATenureOfItsOwn) {
  TestStore store;
  CommitAll(*store, {InOffice("1", "Anna First", "2017-01-10"), InOffice("2", "Anna First", "2020-12-01"),
                     InOffice("3", "Boris Second", "2021-02-01"), InOffice("4", "Boris Second", "2024-12-01"),
                     InOffice("5", "Anna First", "2025-01-21")});
  const auto all = Holders(store, "");
  ASSERT_THAT(all.offices(), SizeIs(3));
  EXPECT_THAT(all.conflicts(), IsEmpty());
  for (const auto& office : all.offices()) EXPECT_TRUE(office.held().to().empty() || office.held().from() <= office.held().to());
  EXPECT_EQ(Holders(store, "2022-01-01").offices(0).person().display_name(), "Boris Second");
}

TEST(OfficeHoldersTest, TwoAtOnceAreShown) {
  TestStore store;
  CommitAll(*store, {InOffice("1", "Anna First", "2020-01-10"), InOffice("2", "Boris Second", "2020-02-01"),
                     InOffice("3", "Anna First", "2020-03-01"), InOffice("4", "Boris Second", "2020-04-01")});
  const auto all = Holders(store, "");
  ASSERT_THAT(all.conflicts(), SizeIs(1));
  EXPECT_THAT(all.conflicts(0).people(), SizeIs(2));
  v1::ListOfficeHoldersRequest request;
  EXPECT_EQ(FieldAtFault(store, ListOfficeHolders, request), "of");
  request.set_of("entities/kazakhstan");
  request.set_day("2020-13-01");
  EXPECT_EQ(FieldAtFault(store, ListOfficeHolders, request), "day");
}

// Vietnam's minister invites the Secretary-General, who comes later.
DocumentBuilder Invitation(const std::string& id, const std::string& day) {
  DocumentBuilder doc(id, "en", day);
  doc.Sentence("The minister invited the Secretary-General to visit Vietnam.");
  const int minister = doc.Person("Bui Thanh Son", "VN", true), guest = doc.Person("António Guterres");
  doc.Event(EVENT_TYPE_INVITATION, {minister, guest}, "", doc.Country("Vietnam", "vietnam", "VN"), REALIS_HAPPENED);
  return doc;
}

DocumentBuilder Visit(const std::string& id, const std::string& day) {
  DocumentBuilder doc(id, "en", day);
  doc.Sentence("The Secretary-General arrived in Hanoi.");
  doc.Event(EVENT_TYPE_VISIT, {doc.Person("António Guterres")}, day, doc.Entity(ENTITY_TYPE_GPE, "Hanoi", "hanoi", "VN"));
  return doc;
}

v1::ListLedgerResponse LedgerOf(TestStore& store, const std::string& entity = "", const std::vector<v1::LedgerKind>& kinds = {}) {
  v1::ListLedgerRequest request;
  request.set_entity(entity);
  for (const auto kind : kinds) request.add_kinds(kind);
  return Ask(store, ListLedger, request);
}

TEST(LedgerTest, ALaterVisitFulfilsAnInvitation) {
  TestStore store;
  // The visit comes first: what the ledger says does not depend on the order of arrival.
  CommitAll(*store, {Visit("visit", "2022-10-21").Commit()});
  CommitAll(*store, {Invitation("again", "2024-02-26").Commit()});
  CommitAll(*store, {Invitation("first", "2022-03-01").Commit()});
  CommitAll(*store, {Invitation("second", "2022-06-01").Commit()});
  const auto ledger = LedgerOf(store);
  ASSERT_THAT(ledger.entries(), SizeIs(2));
  EXPECT_EQ(ledger.entries(0).state(), v1::LEDGER_STATE_OPEN);
  const auto& fulfilled = ledger.entries(1);
  EXPECT_EQ(fulfilled.state(), v1::LEDGER_STATE_FULFILLED);
  EXPECT_EQ(fulfilled.from().display_name(), "Bui Thanh Son");
  EXPECT_EQ(fulfilled.to().display_name(), "António Guterres");
  EXPECT_EQ(fulfilled.subject().name(), "entities/vietnam");
  ASSERT_THAT(fulfilled.steps(), SizeIs(3));
  EXPECT_EQ(fulfilled.steps(0).kind(), v1::LEDGER_STEP_KIND_MADE);
  EXPECT_EQ(fulfilled.steps(0).time().edtf(), "2022-03-01");
  EXPECT_EQ(fulfilled.steps(1).kind(), v1::LEDGER_STEP_KIND_REPEATED);
  EXPECT_EQ(fulfilled.steps(2).kind(), v1::LEDGER_STEP_KIND_FULFILLED);
  EXPECT_EQ(fulfilled.steps(2).evidence().document().name(), "documents/visit");
  EXPECT_THAT(LedgerOf(store, fulfilled.to().name()).entries(), SizeIs(2));
  EXPECT_THAT(LedgerOf(store, "entities/hanoi").entries(), IsEmpty());
}

TEST(LedgerTest, AnElectionFulfilsACandidacyAndTimeLetsItLapse) {
  TestStore store;
  DocumentBuilder doc("doc", "en", "2023-01-01");
  const int vietnam = doc.Country("Vietnam", "vietnam", "VN"), iran = doc.Country("Iran", "iran", "IR");
  const int council = doc.Entity(ENTITY_TYPE_ORG, "UNHRC", "un-human-rights-council");
  doc.Event(EVENT_TYPE_CANDIDACY, {vietnam, council}, "2023-10", -1, REALIS_PLANNED);
  doc.Event(EVENT_TYPE_CANDIDACY, {iran, council}, "2023-10", -1, REALIS_PLANNED);
  DocumentBuilder later("later", "en", "2024-01-01");
  later.Event(EVENT_TYPE_ELECTION,
              {later.Country("Vietnam", "vietnam", "VN"), later.Entity(ENTITY_TYPE_ORG, "UNHRC", "un-human-rights-council")}, "2023-10-10");
  CommitAll(*store, {doc.Commit(), later.Commit()});
  const auto ledger = LedgerOf(store, "", {v1::LEDGER_KIND_CANDIDACY});
  ASSERT_THAT(ledger.entries(), SizeIs(2));
  for (const auto& entry : ledger.entries()) {
    EXPECT_EQ(entry.subject().name(), "entities/un-human-rights-council");
    EXPECT_EQ(entry.state(), entry.from().name() == "entities/vietnam" ? v1::LEDGER_STATE_FULFILLED : v1::LEDGER_STATE_LAPSED);
  }
}

TEST(LedgerTest, ReportsOfOnePledgeAreOneEntry) {
  TestStore store;
  std::vector<knowledge::v1::AnalysisCommit> commits;
  for (const char* id : {"a", "b"}) {
    DocumentBuilder doc(id, "en", "2024-02-26");
    doc.Sentence("The minister pledged to ratify the convention soon.");
    const int minister = doc.Person("Bui Thanh Son", "VN", true), other = doc.Person("Volker Turk");
    const int event = doc.Event(EVENT_TYPE_MEETING, {minister, other}, "2024-02-26");
    doc.Statement(minister, ACT_PLEDGE, other, event);
    commits.push_back(doc.Commit());
  }
  CommitAll(*store, commits);
  const auto ledger = LedgerOf(store);
  ASSERT_THAT(ledger.entries(), SizeIs(1));
  EXPECT_EQ(ledger.entries(0).kind(), v1::LEDGER_KIND_PLEDGE);
  EXPECT_THAT(ledger.entries(0).steps(), SizeIs(2));
  EXPECT_EQ(ledger.entries(0).state(), v1::LEDGER_STATE_OPEN);
}

TEST(LedgerTest, PagesHoldEveryEntryOnce) {
  TestStore store;
  std::vector<knowledge::v1::AnalysisCommit> commits;
  for (int i = 0; i < 30; ++i) {
    DocumentBuilder doc(absl::StrCat("d", i), "en", absl::StrCat("2024-02-", 10 + i % 15));
    doc.Statement(doc.Person("Bui Thanh Son", "VN", true), i % 2 == 0 ? ACT_PLEDGE : ACT_REQUEST);
    commits.push_back(doc.Commit());
  }
  CommitAll(*store, commits);
  v1::ListLedgerRequest request;
  request.set_page_size(7);
  std::set<std::string> items;
  for (int pages = 0; pages < 10; ++pages) {
    const auto response = Ask(store, ListLedger, request);
    for (const auto& entry : response.entries()) EXPECT_TRUE(items.insert(entry.steps(0).item()).second);
    if (response.next_page_token().empty()) break;
    request.set_page_token(response.next_page_token());
  }
  EXPECT_THAT(items, SizeIs(30));
}

TEST(CompareReportsTest, TellsWhatOneReportAloneSays) {
  TestStore store;
  std::vector<knowledge::v1::AnalysisCommit> commits;
  for (const char* id : {"vi", "en", "copy"}) {
    const bool english = std::string(id) != "vi";
    DocumentBuilder doc(id, english ? "en" : "vi", "2024-02-26");
    const int a = doc.Person("Bui Thanh Son", "VN", true), b = doc.Person("Volker Turk");
    const int event = doc.Event(EVENT_TYPE_MEETING, {a, b}, "2024-02-26");
    doc.Statement(a, ACT_AFFIRM, b, event);
    if (english) {
      doc.Statement(b, ACT_APPRECIATE, a, event);
      doc.Entity(ENTITY_TYPE_ORG, "Chatham House");
    }
    if (std::string(id) == "copy") doc.DuplicateOf("en");
    commits.push_back(doc.Commit());
  }
  CommitAll(*store, commits);
  v1::ListEventsRequest events;
  const auto meeting = Ask(store, ListEvents, events);
  ASSERT_THAT(meeting.events(), SizeIs(1));
  EXPECT_EQ(meeting.events(0).origin_count(), 2);
  v1::CompareReportsRequest request;
  request.set_event(meeting.events(0).name());
  const auto compared = Ask(store, CompareReports, request);
  ASSERT_THAT(compared.differences(), SizeIs(2));
  for (const auto& difference : compared.differences()) {
    const bool english = difference.document().name() == "documents/en";
    EXPECT_THAT(difference.statements(), SizeIs(english ? 1 : 0));
    EXPECT_THAT(difference.entities(), SizeIs(english ? 1 : 0));
    EXPECT_THAT(difference.copies(), SizeIs(english ? 1 : 0));
  }
  EXPECT_THAT(compared.shared_statements(), SizeIs(1));
  EXPECT_THAT(compared.shared_entities(), SizeIs(2));
  request.set_event("events/none");
  auto tx = store->Begin(Store::Mode::kRead);
  EXPECT_EQ(CompareReports(**tx, request).status().code(), absl::StatusCode::kNotFound);
}

// a met b, b met c on two days, c met d.
void CommitChain(TestStore& store) {
  DocumentBuilder doc("chain", "en", "2024-01-31");
  const int a = doc.Person("Anna Alpha"), b = doc.Person("Boris Beta"), c = doc.Person("Carla Gamma"), d = doc.Person("David Delta");
  doc.Event(EVENT_TYPE_MEETING, {a, b}, "2024-01-01");
  doc.Event(EVENT_TYPE_MEETING, {b, c}, "2024-01-02");
  doc.Event(EVENT_TYPE_CALL, {b, c}, "2024-01-20");
  doc.Event(EVENT_TYPE_MEETING, {c, d}, "2024-01-03");
  doc.Event(EVENT_TYPE_MEETING, {a, d}, "2024-01-04", -1, REALIS_DENIED);
  doc.Person("Eva Alone");
  CommitAll(*store, {doc.Commit()});
}

TEST(FindConnectionsTest, ShortestChainWithItsEvidence) {
  TestStore store;
  CommitChain(store);
  v1::FindConnectionsRequest request;
  request.set_from("entities/anna-alpha");
  request.set_to("entities/david-delta");
  auto response = Ask(store, FindConnections, request);
  ASSERT_THAT(response.paths(), SizeIs(1));
  EXPECT_THAT(Names(response.paths(0).entities()),
              ElementsAre("entities/anna-alpha", "entities/boris-beta", "entities/carla-gamma", "entities/david-delta"));
  ASSERT_THAT(response.paths(0).events(), SizeIs(3));
  EXPECT_EQ(response.paths(0).events(1).time().edtf(), "2024-01-20") << "the latest event of a pair";
  for (const auto& event : response.paths(0).events()) EXPECT_THAT(event.reports(), SizeIs(1));
  EXPECT_FALSE(response.truncated());
  request.set_max_length(2);
  EXPECT_THAT(Ask(store, FindConnections, request).paths(), IsEmpty());
  request.set_max_length(0);
  request.mutable_time()->set_from("2024-01-02");
  EXPECT_THAT(Ask(store, FindConnections, request).paths(), IsEmpty());
  request.clear_time();
  request.set_to("entities/eva-alone");
  EXPECT_THAT(Ask(store, FindConnections, request).paths(), IsEmpty());
  request.set_to(request.from());
  EXPECT_EQ(FieldAtFault(store, FindConnections, request), "to");
  request.set_max_length(7);
  request.set_to("entities/eva-alone");
  EXPECT_EQ(FieldAtFault(store, FindConnections, request), "max_length");
}

TEST(CountOverTimeTest, CountsWhatTheFilterLeaves) {
  TestStore store;
  CommitChain(store);
  DocumentBuilder wide("wide", "vi", "2024-03-01");
  wide.Event(EVENT_TYPE_MEETING, {wide.Person("Anna Alpha"), wide.Person("Carla Gamma")}, "2023");
  CommitAll(*store, {wide.Commit()});
  v1::CountOverTimeRequest request;
  auto counts = Ask(store, CountOverTime, request);
  ASSERT_THAT(counts.counts(), SizeIs(1));
  EXPECT_EQ(counts.counts(0).time(), "2024-01");
  EXPECT_EQ(counts.counts(0).event_count(), 5);
  EXPECT_EQ(counts.unplaced_count(), 1);
  request.set_bucket(v1::CountOverTimeRequest::BUCKET_YEAR);
  EXPECT_THAT(Ask(store, CountOverTime, request).counts(), SizeIs(2));
  request.mutable_filter()->add_types(EVENT_TYPE_CALL);
  request.mutable_filter()->add_participants("entities/boris-beta");
  counts = Ask(store, CountOverTime, request);
  ASSERT_THAT(counts.counts(), SizeIs(1));
  EXPECT_EQ(counts.counts(0).event_count(), 1);
  request.mutable_filter()->set_text("begin");
  EXPECT_EQ(Ask(store, CountOverTime, request).counts(0).event_count(), 1);
  request.set_bucket(v1::CountOverTimeRequest::BUCKET_DAY);
  EXPECT_EQ(Ask(store, CountOverTime, request).counts(0).time(), "2024-01-20");
}

TEST(EventFilterTest, AYearFindsTimesOfAnyWidth) {
  TestStore store;
  DocumentBuilder doc("doc", "en", "2024-02-01");
  const int anna = doc.Person("Anna Alpha");
  const std::vector<std::string> within = {"2024",      "2024-12-20/2025-01-10", "2023-11/2024-10", "2020/2026", "2021/..", "../2024-05",
                                           "2024-05-01"};
  const std::vector<std::string> outside = {"2023", "2025", "2020/2023", "2025/..", "../2022", "2023-12-31", ""};
  for (const auto& times : {within, outside}) {
    // Each beside somebody else, so that none is told twice.
    for (const std::string& time : times) doc.Event(EVENT_TYPE_MEETING, {anna, doc.Person("Somebody " + time)}, time);
  }
  CommitAll(*store, {doc.Commit()});
  v1::ListEventsRequest request;
  request.mutable_filter()->add_participants("entities/anna-alpha");
  request.mutable_filter()->mutable_time()->set_from("2024-01-01");
  request.mutable_filter()->mutable_time()->set_to("2024-12-31");
  std::vector<std::string> found;
  const auto response = Ask(store, ListEvents, request);
  for (const auto& event : response.events()) found.push_back(event.time().edtf());
  EXPECT_THAT(found, ::testing::UnorderedElementsAreArray(within));
}

TEST(EventFilterTest, PlacesOfACountryOutletsAndSeveralParticipants) {
  TestStore store;
  DocumentBuilder doc("doc", "en", "2024-02-01");
  const int vietnam = doc.Country("Vietnam", "vietnam", "VN");
  const int hanoi = doc.Entity(ENTITY_TYPE_GPE, "Hanoi", "hanoi", "VN"), geneva = doc.Entity(ENTITY_TYPE_GPE, "Geneva", "geneva", "CH");
  const int a = doc.Person("Anna Alpha"), b = doc.Person("Boris Beta"), c = doc.Person("Carla Gamma");
  doc.Event(EVENT_TYPE_MEETING, {a, b}, "2024-01-01", hanoi);
  doc.Event(EVENT_TYPE_MEETING, {a, c}, "2024-01-02", vietnam);
  doc.Event(EVENT_TYPE_MEETING, {b, c}, "2024-01-03", geneva);
  auto commit = doc.Commit();
  commit.mutable_document()->set_outlet("VNA");
  CommitAll(*store, {commit});
  const auto count = [&](auto&& set) {
    v1::ListEventsRequest request;
    set(*request.mutable_filter());
    return Ask(store, ListEvents, request).events_size();
  };
  EXPECT_EQ(count([](auto& f) { f.set_place("entities/vietnam"); }), 2);
  EXPECT_EQ(count([](auto& f) { f.set_place("entities/hanoi"); }), 1);
  EXPECT_EQ(count([](auto& f) { f.set_outlet("VNA"); }), 3);
  EXPECT_EQ(count([](auto& f) { f.set_outlet("TASS"); }), 0);
  EXPECT_EQ(count([](auto& f) {
              f.add_participants("entities/anna-alpha");
              f.add_participants("entities/boris-beta");
              f.set_place("entities/vietnam");
              f.set_outlet("VNA");
            }),
            1);
}

TEST(ExplainEntityTest, EachFormIsJoinedByARule) {
  TestStore store;
  const auto minister = [](const std::string& id, const std::string& name) {
    DocumentBuilder doc(id, "en", "2024-02-26");
    const int person = doc.Person(name);
    doc.Role(person, ROLE_KIND_FOREIGN_MINISTER, doc.Country("Kazakhstan", "kazakhstan", "KZ"), "Foreign Minister");
    return doc.Commit();
  };
  CommitAll(*store, {minister("a", "Murat Abugaliuly Nurtleu"), minister("b", "Murat Abugaliuly Nurtelu"), minister("c", "Nurtleu")});
  v1::ExplainEntityRequest request;
  request.set_name("entities/" + EntityOf(*store, "c", 0));
  EXPECT_EQ(EntityOf(*store, "a", 0), EntityOf(*store, "c", 0));
  const auto explained = Ask(store, ExplainEntity, request);
  ASSERT_THAT(explained.forms(), SizeIs(3));
  ASSERT_THAT(explained.links(), SizeIs(2));
  std::set<std::string> rules;
  for (const auto& link : explained.links()) {
    rules.insert(link.rule());
    EXPECT_GT(link.score(), 0);
    EXPECT_NE(link.form(), link.to());
    EXPECT_NE(link.evidence().find("kazakhstan"), std::string::npos) << link.evidence();
  }
  EXPECT_THAT(rules, ElementsAre("misspelling+office", "part+office"));
}

}  // namespace
}  // namespace chancery::query
