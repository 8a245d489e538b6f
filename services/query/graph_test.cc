#include "services/query/graph.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <random>

#include "absl/strings/str_cat.h"
#include "services/platform/status.h"
#include "services/query/testing.h"

namespace chancery::query {
namespace {

using knowledge::v1::AnalysisCommit;
using testing::CommitAll;
using testing::DocumentBuilder;
using testing::DumpGraph;
using testing::EntityOf;
using testing::RandomDocument;
using testing::TestStore;
using namespace type::v1;  // NOLINT: the vocabulary, by its long names.

std::vector<Row> Rows(TestStore& store, const std::string& sql) {
  auto tx = store->Begin(Store::Mode::kRead);
  EXPECT_TRUE(tx.ok());
  auto rows = (*tx)->Query(sql);
  EXPECT_TRUE((*tx)->status().ok()) << (*tx)->status();
  return rows;
}

DocumentBuilder English(const std::string& id = "en.txt") {
  DocumentBuilder doc(id, "en", "2024-02-26");
  doc.Sentence("Foreign Minister Bui Thanh Son met Murat Abugaliuly Nurtleu of Kazakhstan in Geneva.");
  const int son = doc.Person("Bui Thanh Son", "", true);
  doc.Alias(son, "Son");
  const int nurtleu = doc.Person("Murat Abugaliuly Nurtleu");
  const int vietnam = doc.Country("Vietnam", "vietnam", "VN");
  const int kazakhstan = doc.Country("Kazakhstan", "kazakhstan", "KZ");
  const int geneva = doc.Entity(ENTITY_TYPE_GPE, "Geneva", "geneva", "CH");
  doc.Role(son, ROLE_KIND_FOREIGN_MINISTER, vietnam, "Foreign Minister");
  doc.Role(nurtleu, ROLE_KIND_FOREIGN_MINISTER, kazakhstan, "Foreign Minister");
  const int event = doc.Event(EVENT_TYPE_MEETING, {son, nurtleu}, "2024-02-26", geneva);
  doc.Statement(son, ACT_AFFIRM, nurtleu, event);
  doc.Fact(FACT_TYPE_PARTNER_OF, kazakhstan, vietnam, "", "important partner");
  return doc;
}

DocumentBuilder Vietnamese(const std::string& id = "vi.txt") {
  DocumentBuilder doc(id, "vi", "2024-02-27");
  doc.Sentence("Bộ trưởng Bùi Thanh Sơn gặp Murat Abugaliuly Nurtelu.");
  const int son = doc.Person("Bùi Thanh Sơn", "", true);
  const int nurtleu = doc.Person("Murat Abugaliuly Nurtelu");
  const int vietnam = doc.Country("Việt Nam", "vietnam", "VN");
  const int kazakhstan = doc.Country("Kazakhstan", "kazakhstan", "KZ");
  doc.Role(son, ROLE_KIND_FOREIGN_MINISTER, vietnam, "Bộ trưởng Ngoại giao");
  doc.Role(nurtleu, ROLE_KIND_FOREIGN_MINISTER, kazakhstan, "Bộ trưởng Ngoại giao");
  const int event = doc.Event(EVENT_TYPE_MEETING, {nurtleu, son}, "2024-02-26");
  doc.Statement(nurtleu, ACT_AFFIRM, son, event);
  doc.Fact(FACT_TYPE_PARTNER_OF, kazakhstan, vietnam);
  return doc;
}

TEST(GraphTest, TwoLanguagesTellOneMeeting) {
  TestStore store;
  CommitAll(*store, {English().Commit()});
  CommitAll(*store, {Vietnamese().Commit()});
  EXPECT_EQ(EntityOf(*store, "en.txt", 0), "bui-thanh-son");
  EXPECT_EQ(EntityOf(*store, "vi.txt", 0), "bui-thanh-son");
  EXPECT_EQ(EntityOf(*store, "en.txt", 1), EntityOf(*store, "vi.txt", 1)) << "a misspelling in the same office";
  const auto events = Rows(store, "SELECT place, edtf, origins FROM events");
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].Text(0), "geneva");
  EXPECT_EQ(events[0].Text(1), "2024-02-26");
  EXPECT_EQ(events[0].Int(2), 2);
  EXPECT_EQ(Rows(store, "SELECT DISTINCT event FROM event_reports").size(), 1u);
  EXPECT_EQ(Rows(store, "SELECT DISTINCT event FROM statements").size(), 1u);
  EXPECT_EQ(Rows(store, "SELECT fact FROM facts").size(), 1u);
  EXPECT_EQ(Rows(store, "SELECT document FROM fact_reports").size(), 2u);
  const auto contacts = Rows(store, "SELECT events FROM contacts WHERE entity = 'bui-thanh-son'");
  ASSERT_EQ(contacts.size(), 1u);
  EXPECT_EQ(contacts[0].Int(0), 1);
}

TEST(GraphTest, CopyIsNoIndependentOrigin) {
  TestStore store;
  CommitAll(*store, {English().Commit(), English("copy.txt").DuplicateOf("en.txt").Commit()});
  const auto events = Rows(store, "SELECT origins FROM events");
  ASSERT_EQ(events.size(), 1u);
  EXPECT_EQ(events[0].Int(0), 1);
}

TEST(GraphTest, OfficeSpansTheDaysItWasSeen) {
  TestStore store;
  CommitAll(*store, {English().Commit(), Vietnamese().Commit()});
  const auto rows = Rows(store, "SELECT first_day, last_day, reports FROM offices WHERE person = 'bui-thanh-son'");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].Text(0), "2024-02-26");
  EXPECT_EQ(rows[0].Text(1), "2024-02-27");
  EXPECT_EQ(rows[0].Int(2), 2);
}

TEST(GraphTest, LowerOrEqualRevisionChangesNothing) {
  TestStore store;
  EXPECT_EQ(CommitAll(*store, {English().Commit(3)}), std::vector<bool>{true});
  const std::string before = DumpGraph(*store);
  EXPECT_EQ(CommitAll(*store, {English().Unanalysed(3)}), std::vector<bool>{false});
  EXPECT_EQ(CommitAll(*store, {English().Unanalysed(2)}), std::vector<bool>{false});
  EXPECT_EQ(*Graph(*store).Retract("documents/en.txt", 2), false);
  EXPECT_EQ(DumpGraph(*store), before);
  EXPECT_EQ(*Graph(*store).Retract("documents/en.txt", 3), true);
  EXPECT_EQ(*Graph(*store).Retract("documents/en.txt", 3), false);
  // The fence outlives the document.
  EXPECT_EQ(CommitAll(*store, {English().Commit(3)}), std::vector<bool>{false});
  EXPECT_EQ(CommitAll(*store, {English().Commit(4)}), std::vector<bool>{true});
}

TEST(GraphTest, RetractionLeavesNothing) {
  TestStore store;
  const std::string empty = DumpGraph(*store);
  CommitAll(*store, {English().Commit(), Vietnamese().Commit()});
  ASSERT_TRUE(*Graph(*store).Retract("documents/vi.txt", 2));
  TestStore alone;
  CommitAll(*alone, {English().Commit()});
  EXPECT_EQ(DumpGraph(*store), DumpGraph(*alone));
  ASSERT_TRUE(*Graph(*store).Retract("documents/en.txt", 2));
  EXPECT_EQ(DumpGraph(*store), empty);
}

TEST(GraphTest, NamesakesOfOtherCountriesStayApart) {
  TestStore store;
  DocumentBuilder a("a", "en", "2024-01-01"), b("b", "en", "2024-01-02"), c("c", "en", "2024-01-03");
  a.Person("John Smith", "US");
  b.Person("John Smith", "AU");
  c.Person("John Smith");
  CommitAll(*store, {a.Commit(), b.Commit(), c.Commit()});
  EXPECT_NE(EntityOf(*store, "a", 0), EntityOf(*store, "b", 0));
  EXPECT_NE(EntityOf(*store, "c", 0), EntityOf(*store, "a", 0)) << "ambiguous";
  EXPECT_NE(EntityOf(*store, "c", 0), EntityOf(*store, "b", 0)) << "ambiguous";
  ASSERT_TRUE(*Graph(*store).Retract("documents/b", 2));
  EXPECT_EQ(EntityOf(*store, "a", 0), "john-smith");
  EXPECT_EQ(EntityOf(*store, "c", 0), "john-smith") << "not ambiguous any more";
}

TEST(GraphTest, BareSurnameJoinsTheOnlyOneInItsOffice) {
  TestStore store;
  DocumentBuilder full("full", "en", "2024-01-01"), bare("bare", "en", "2024-01-02"), other("other", "en", "2024-01-03");
  const auto add = [](DocumentBuilder& doc, const std::string& name) {
    const int person = doc.Person(name);
    doc.Role(person, ROLE_KIND_SECRETARY_GENERAL, doc.Entity(ENTITY_TYPE_ORG, "UN", "united-nations"), "Secretary-General");
  };
  add(full, "António Guterres");
  add(bare, "Guterres");
  CommitAll(*store, {bare.Commit()});
  EXPECT_EQ(EntityOf(*store, "bare", 0), "guterres");
  CommitAll(*store, {full.Commit()});
  EXPECT_EQ(EntityOf(*store, "bare", 0), "antonio-guterres");
  add(other, "Maria Guterres");
  CommitAll(*store, {other.Commit()});
  EXPECT_EQ(EntityOf(*store, "bare", 0), "guterres") << "two of that name in the office";
}

TEST(GraphTest, AcronymJoinsWhatADocumentPairsItWith) {
  TestStore store;
  DocumentBuilder pair("pair", "en", "2024-01-01"), bare("bare", "en", "2024-01-02");
  pair.Entity(ENTITY_TYPE_ORG, "Mekong Delta Forum", "", "", {"MDF"});
  bare.Entity(ENTITY_TYPE_ORG, "MDF");
  CommitAll(*store, {bare.Commit(), pair.Commit()});
  EXPECT_EQ(EntityOf(*store, "bare", 0), "mekong-delta-forum");
}

TEST(GraphTest, OccasionsOfOneOrdinalAndBodyAreOne) {
  TestStore store;
  DocumentBuilder en("en", "en", "2024-01-01"), vi("vi", "vi", "2024-01-02");
  for (auto* doc : {&en, &vi}) {
    const int body = doc->Entity(ENTITY_TYPE_ORG, "UNHRC", "un-human-rights-council");
    doc->Name(body, "en", "United Nations Human Rights Council");
    doc->Name(body, "vi", "Hội đồng Nhân quyền Liên hợp quốc");
  }
  const int a = en.Entity(ENTITY_TYPE_EVT, "55th session of the United Nations Human Rights Council");
  const int b = vi.Entity(ENTITY_TYPE_EVT, "Phiên họp Cấp cao Khóa 55 Hội đồng Nhân quyền Liên hợp quốc");
  CommitAll(*store, {en.Commit(), vi.Commit()});
  EXPECT_EQ(EntityOf(*store, "en", a), EntityOf(*store, "vi", b));
}

TEST(GraphTest, MalformedCommitsAreRefusedWhole) {
  TestStore store;
  const std::string empty = DumpGraph(*store);
  const auto refuse = [&](AnalysisCommit bad, const std::string& field) {
    knowledge::v1::CommitAnalysesRequest request;
    *request.add_commits() = English().Commit();
    *request.add_commits() = std::move(bad);
    const auto result = Graph(*store).Commit(request);
    EXPECT_EQ(result.status().code(), absl::StatusCode::kInvalidArgument) << field;
    EXPECT_EQ(platform::ErrorField(result.status()), field);
    EXPECT_FALSE(platform::ErrorReason(result.status()).empty());
  };
  refuse(English().Commit(), "commits[1].document.name");
  refuse(Vietnamese().Commit(0), "commits[1].revision");
  AnalysisCommit bad = Vietnamese().Commit();
  bad.mutable_analysis()->mutable_events(0)->set_participants(0, 99);
  refuse(bad, "commits[1].analysis.events[0].participants");
  bad = Vietnamese().Commit();
  bad.mutable_analysis()->mutable_statements(0)->mutable_evidence()->mutable_spans(0)->set_end(1 << 20);
  refuse(bad, "commits[1].analysis.statements[0].evidence.spans");
  bad = Vietnamese().Commit();
  bad.mutable_analysis()->mutable_events(0)->mutable_time()->set_edtf("2024-13");
  refuse(bad, "commits[1].analysis.events[0].time.edtf");
  bad = Vietnamese().Commit();
  bad.mutable_document()->set_name("vi.txt");
  refuse(bad, "commits[1].document.name");
  EXPECT_EQ(DumpGraph(*store), empty);
  const auto none = Graph(*store).Commit({});
  EXPECT_EQ(platform::ErrorField(none.status()), "commits");
}

class GraphOrderTest : public ::testing::TestWithParam<int> {};

TEST_P(GraphOrderTest, GraphDependsOnTheSetAlone) {
  std::mt19937 random(static_cast<uint32_t>(GetParam()));
  TestStore store;
  std::map<int, AnalysisCommit> in_effect;
  for (int step = 0; step < 30; ++step) {
    const int64_t revision = step + 1;
    if (!in_effect.empty() && std::bernoulli_distribution(0.3)(random)) {
      auto at = std::next(in_effect.begin(), std::uniform_int_distribution<int>(0, static_cast<int>(in_effect.size()) - 1)(random));
      ASSERT_TRUE(*Graph(*store).Retract(at->second.document().name(), revision));
      in_effect.erase(at);
      continue;
    }
    std::vector<AnalysisCommit> batch;
    std::set<int> numbers;
    const int size = std::uniform_int_distribution<int>(1, 4)(random);
    while (static_cast<int>(numbers.size()) < size) numbers.insert(std::uniform_int_distribution<int>(0, 30)(random));
    for (const int number : numbers) {
      batch.push_back(RandomDocument(random, number, revision));
      in_effect.insert_or_assign(number, batch.back());
    }
    std::shuffle(batch.begin(), batch.end(), random);
    CommitAll(*store, batch);
    if (step % 10 != 9) continue;
    TestStore fresh;
    std::vector<AnalysisCommit> all;
    for (const auto& [number, commit] : in_effect) all.push_back(commit);
    if (!all.empty()) CommitAll(*fresh, all);
    ASSERT_EQ(DumpGraph(*store), DumpGraph(*fresh)) << "seed " << GetParam() << ", step " << step;
  }
}

// As many documents as a small archive has, in batches of any size, some of them replaced and some taken out again.
TEST(GraphOrderOfManyTest, ThreeHundredDocumentsInAnyOrder) {
  std::mt19937 random(300);
  std::vector<int> order(360);
  for (int i = 0; i < 360; ++i) order[i] = i % 300;
  std::shuffle(order.begin(), order.end(), random);
  TestStore store;
  std::map<int, AnalysisCommit> in_effect;
  int64_t revision = 0;
  for (size_t done = 0; done < order.size();) {
    std::map<int, AnalysisCommit> batch;
    const size_t size = std::uniform_int_distribution<size_t>(1, 40)(random);
    for (++revision; done < order.size() && batch.size() < size; ++done) {
      batch.insert_or_assign(order[done], RandomDocument(random, order[done], revision));
    }
    std::vector<AnalysisCommit> commits;
    for (const auto& [number, commit] : batch) {
      commits.push_back(commit);
      in_effect.insert_or_assign(number, commit);
    }
    CommitAll(*store, commits);
    for (int i = 0; i < 4 && !in_effect.empty(); ++i) {
      const auto at = std::next(in_effect.begin(), std::uniform_int_distribution<int>(0, static_cast<int>(in_effect.size()) - 1)(random));
      ASSERT_TRUE(*Graph(*store).Retract(at->second.document().name(), ++revision));
      in_effect.erase(at);
    }
  }
  TestStore fresh;
  std::vector<AnalysisCommit> all;
  for (const auto& [number, commit] : in_effect) all.push_back(commit);
  ASSERT_GT(all.size(), 200u);
  CommitAll(*fresh, all);
  EXPECT_EQ(DumpGraph(*store), DumpGraph(*fresh));
}

INSTANTIATE_TEST_SUITE_P(Seeds, GraphOrderTest, ::testing::Range(0, 20));

}  // namespace
}  // namespace chancery::query
