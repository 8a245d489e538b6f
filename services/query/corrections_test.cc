#include "services/query/corrections.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "absl/strings/str_cat.h"
#include "services/platform/status.h"
#include "services/query/curation.h"
#include "services/query/queries.h"
#include "services/query/testing.h"

namespace chancery::query {
namespace {

using knowledge::v1::Correction;
using testing::CommitAll;
using testing::DerivedAnew;
using testing::DocumentBuilder;
using testing::DumpGraph;
using testing::EntityOf;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using testing::TestStore;
using namespace type::v1;  // NOLINT: the vocabulary, by its long names.

const absl::Time kNow = absl::FromUnixSeconds(1700000000);

DocumentBuilder Report(const std::string& id, const std::string& person, const std::string& day = "2024-02-26") {
  DocumentBuilder doc(id, "en", day);
  doc.Sentence(person + " met Daulet Serikbay.");
  const int a = doc.Person(person, "VN"), b = doc.Person("Daulet Serikbay", "KZ");
  doc.Statement(a, ACT_AFFIRM, b, doc.Event(EVENT_TYPE_MEETING, {a, b}, day));
  doc.Fact(FACT_TYPE_PARTNER_OF, a, b);
  return doc;
}

Correction Make(TestStore& store, Correction correction) {
  correction.set_reason("read it again");
  knowledge::v1::CreateCorrectionRequest request;
  *request.mutable_correction() = std::move(correction);
  const auto made = Graph(*store).Correct(request, "curator", kNow);
  EXPECT_TRUE(made.ok()) << made.status();
  return made.ok() ? *made : Correction();
}

void Undo(TestStore& store, const Correction& correction) {
  knowledge::v1::RevertCorrectionRequest request;
  request.set_name(correction.name());
  request.set_reason("it was right");
  const auto reverted = Graph(*store).Revert(request, "curator", kNow);
  EXPECT_TRUE(reverted.ok()) << reverted.status();
}

Correction Merge(const std::vector<std::string>& entities) {
  Correction correction;
  for (const auto& entity : entities) correction.mutable_merge_entities()->add_entities("entities/" + entity);
  return correction;
}

std::vector<std::string> Column(TestStore& store, const std::string& sql) {
  auto tx = store->Begin(Store::Mode::kRead);
  std::vector<std::string> values;
  for (const Row& row : (*tx)->Query(sql)) values.push_back(row.Text(0));
  EXPECT_TRUE((*tx)->status().ok()) << (*tx)->status();
  return values;
}

TEST(CorrectionsTest, MergedEntitiesAreOneUntilItIsTakenBack) {
  TestStore store;
  std::vector<knowledge::v1::AnalysisCommit> commits{Report("a", "Le Minh Khoa").Commit(), Report("b", "Minh Khoa Le").Commit()};
  CommitAll(*store, commits);
  const std::string before = DumpGraph(*store);
  ASSERT_NE(EntityOf(*store, "a", 0), EntityOf(*store, "b", 0));
  const Correction merge = Make(store, Merge({"le-minh-khoa", "minh-khoa-le"}));
  EXPECT_EQ(merge.author(), "curator");
  EXPECT_EQ(EntityOf(*store, "b", 0), "le-minh-khoa");
  EXPECT_THAT(Column(store, "SELECT event FROM events"), SizeIs(1)) << "their meetings are one, too";
  EXPECT_THAT(Column(store, "SELECT entity FROM entities WHERE entity = 'minh-khoa-le'"), IsEmpty());
  EXPECT_EQ(DumpGraph(*store), DerivedAnew(*store, commits));
  // It holds for later documents and for those that come again.
  commits.push_back(Report("c", "Minh Khoa Le", "2024-03-01").Commit());
  commits[1].set_revision(2);
  CommitAll(*store, {commits[1], commits[2]});
  EXPECT_EQ(EntityOf(*store, "c", 0), "le-minh-khoa");
  EXPECT_EQ(DumpGraph(*store), DerivedAnew(*store, commits));
  ASSERT_TRUE(*Graph(*store).Retract("documents/c", 2));
  Undo(store, merge);
  EXPECT_EQ(DumpGraph(*store), before);
}

TEST(CorrectionsTest, SplitTakesDocumentsOrNamesOut) {
  TestStore store;
  std::vector<knowledge::v1::AnalysisCommit> commits{Report("a", "John Smith").Commit(), Report("b", "John Smith").Commit()};
  CommitAll(*store, commits);
  const std::string before = DumpGraph(*store);
  Correction correction;
  correction.mutable_split_entity()->set_entity("entities/john-smith");
  correction.mutable_split_entity()->add_documents("documents/b");
  const Correction split = Make(store, correction);
  EXPECT_EQ(EntityOf(*store, "a", 0), "john-smith");
  EXPECT_EQ(EntityOf(*store, "b", 0), SplitEntityId("john-smith", split.name()));
  EXPECT_THAT(Column(store, "SELECT event FROM events"), SizeIs(2));
  EXPECT_EQ(DumpGraph(*store), DerivedAnew(*store, commits));
  Undo(store, split);
  EXPECT_EQ(DumpGraph(*store), before);
}

TEST(CorrectionsTest, RejectedEventsAreGoneRecodedOnesOfTheirType) {
  TestStore store;
  std::vector<knowledge::v1::AnalysisCommit> commits{Report("a", "Le Minh Khoa").Commit()};
  CommitAll(*store, commits);
  const std::string before = DumpGraph(*store);
  const std::string event = Column(store, "SELECT event FROM events").at(0);
  Correction recode;
  recode.mutable_recode_event()->set_event("events/" + event);
  recode.mutable_recode_event()->set_type(EVENT_TYPE_CALL);
  const Correction recoded = Make(store, recode);
  auto tx = store->Begin(Store::Mode::kRead);
  v1::GetEventRequest get;
  get.set_name("events/" + event);
  EXPECT_EQ(GetEvent(**tx, get)->type(), EVENT_TYPE_CALL);
  tx->reset();
  EXPECT_EQ(DumpGraph(*store), DerivedAnew(*store, commits));
  Undo(store, recoded);
  Correction reject;
  reject.mutable_reject_item()->set_item("events/" + event);
  const Correction rejected = Make(store, reject);
  EXPECT_THAT(Column(store, "SELECT event FROM events"), IsEmpty());
  EXPECT_EQ(Column(store, "SELECT event FROM statements").at(0), "");
  EXPECT_EQ(DumpGraph(*store), DerivedAnew(*store, commits));
  // Another report does not bring it back; it is shown for review.
  commits.push_back(Report("b", "Le Minh Khoa").Commit());
  CommitAll(*store, {commits.back()});
  EXPECT_THAT(Column(store, "SELECT event FROM events"), IsEmpty());
  EXPECT_EQ(DumpGraph(*store), DerivedAnew(*store, commits));
  tx = store->Begin(Store::Mode::kRead);
  const auto review = ListReviewItems(**tx, {});
  ASSERT_THAT(review->items(), SizeIs(1));
  EXPECT_EQ(review->items(0).reason(), "new-evidence");
  EXPECT_EQ(review->items(0).name(), rejected.name());
  tx->reset();
  ASSERT_TRUE(*Graph(*store).Retract("documents/b", 2));
  Undo(store, rejected);
  EXPECT_EQ(DumpGraph(*store), before);
}

TEST(CorrectionsTest, RejectedStatementsAndFactsStayAwayWhenTheDocumentComesAgain) {
  TestStore store;
  std::vector<knowledge::v1::AnalysisCommit> commits{Report("a", "Le Minh Khoa").Commit()};
  CommitAll(*store, commits);
  const std::string before = DumpGraph(*store);
  Correction statement, fact;
  statement.mutable_reject_item()->set_item("statements/" + Column(store, "SELECT statement FROM statements").at(0));
  fact.mutable_reject_item()->set_item("facts/" + Column(store, "SELECT fact FROM facts").at(0));
  const Correction first = Make(store, statement), second = Make(store, fact);
  EXPECT_THAT(Column(store, "SELECT statement FROM statements"), IsEmpty());
  EXPECT_THAT(Column(store, "SELECT fact FROM facts"), IsEmpty());
  commits[0].set_revision(2);
  CommitAll(*store, commits);
  EXPECT_THAT(Column(store, "SELECT statement FROM statements"), IsEmpty());
  EXPECT_EQ(DumpGraph(*store), DerivedAnew(*store, commits));
  Undo(store, first);
  Undo(store, second);
  EXPECT_EQ(DumpGraph(*store), before);
}

TEST(CorrectionsTest, AGivenNameIsShownAndFound) {
  TestStore store;
  CommitAll(*store, {Report("a", "Le Minh Khoa").Commit()});
  Correction correction;
  correction.mutable_rename_entity()->set_entity("entities/le-minh-khoa");
  correction.mutable_rename_entity()->set_language_code("en");
  correction.mutable_rename_entity()->set_display_name("Khoa the Elder");
  const Correction rename = Make(store, correction);
  const auto shown = [&](const std::string& query) {
    auto tx = store->Begin(Store::Mode::kRead);
    v1::SearchEntitiesRequest request;
    request.set_query(query);
    const auto response = SearchEntities(**tx, request);
    return response->entities().empty() ? "" : response->entities(0).display_name();
  };
  EXPECT_EQ(shown("elder"), "Khoa the Elder");
  EXPECT_EQ(shown("le minh"), "Khoa the Elder");
  Undo(store, rename);
  EXPECT_EQ(shown("elder"), "");
  EXPECT_EQ(shown("le minh"), "Le Minh Khoa");
}

TEST(CorrectionsTest, WhatContradictsItselfIsRefused) {
  TestStore store;
  CommitAll(*store, {Report("a", "Le Minh Khoa").Commit()});
  const auto fault = [&](const Correction& correction) {
    knowledge::v1::CreateCorrectionRequest request;
    *request.mutable_correction() = correction;
    const auto made = Graph(*store).Correct(request, "curator", kNow);
    return made.ok() ? "none" : platform::ErrorField(made.status());
  };
  Correction correction = Merge({"le-minh-khoa", "daulet-serikbay"});
  EXPECT_EQ(fault(correction), "correction.reason");
  correction.set_reason("why");
  EXPECT_EQ(fault(correction), "none");
  correction = Merge({"le-minh-khoa", "le-minh-khoa"});
  correction.set_reason("why");
  EXPECT_EQ(fault(correction), "correction.merge_entities.entities");
  correction.Clear();
  correction.set_reason("why");
  EXPECT_EQ(fault(correction), "correction.change");
  correction.mutable_reject_item()->set_item("documents/a");
  EXPECT_EQ(fault(correction), "correction.reject_item.item");
  correction.mutable_recode_event()->set_event("events/x");
  EXPECT_EQ(fault(correction), "correction.recode_event.type");
  correction = Merge({"nobody", "le-minh-khoa"});
  correction.set_reason("why");
  knowledge::v1::CreateCorrectionRequest request;
  *request.mutable_correction() = correction;
  EXPECT_EQ(Graph(*store).Correct(request, "c", kNow).status().code(), absl::StatusCode::kNotFound);
}

TEST(CorrectionsTest, TheTrailKeepsAllAndAnIdempotencyKeyGivesTheSame) {
  TestStore store;
  CommitAll(*store, {Report("a", "Le Minh Khoa").Commit()});
  knowledge::v1::CreateCorrectionRequest request;
  request.mutable_correction()->mutable_confirm_item()->set_item("events/" + Column(store, "SELECT event FROM events").at(0));
  request.mutable_correction()->set_reason("checked");
  request.set_request_id("key");
  const auto first = Graph(*store).Correct(request, "curator", kNow);
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(Graph(*store).Correct(request, "curator", kNow)->name(), first->name());
  Undo(store, *first);
  knowledge::v1::RevertCorrectionRequest revert;
  revert.set_name(first->name());
  revert.set_reason("again");
  EXPECT_EQ(Graph(*store).Revert(revert, "curator", kNow).status().code(), absl::StatusCode::kFailedPrecondition);
  auto tx = store->Begin(Store::Mode::kRead);
  const auto trail = ListCorrections(**tx, {});
  ASSERT_THAT(trail->corrections(), SizeIs(1));
  EXPECT_TRUE(trail->corrections(0).has_revert_time());
  EXPECT_EQ(trail->corrections(0).revert_reason(), "it was right");
}

TEST(CorrectionsTest, TheReviewQueueIsPagedThroughEquallyUnsureItems) {
  TestStore store;
  std::vector<knowledge::v1::AnalysisCommit> commits;
  for (int i = 0; i < 7; ++i) {
    auto commit = Report(absl::StrCat("d", i), "Le Minh Khoa", absl::StrCat("2024-0", i + 1, "-20")).Commit();
    auto* analysis = commit.mutable_analysis();
    analysis->mutable_events(0)->mutable_evidence()->set_confidence(0.5);
    analysis->mutable_statements(0)->mutable_evidence()->set_confidence(i < 3 ? 0.5 : 0.9);
    analysis->mutable_facts(0)->mutable_evidence()->set_confidence(0.7);
    commits.push_back(std::move(commit));
  }
  CommitAll(*store, commits);
  Correction confirm;
  confirm.mutable_confirm_item()->set_item("events/" + Column(store, "SELECT event FROM events ORDER BY event").at(2));
  Make(store, confirm);
  const auto read = [&](double most) {
    std::vector<std::string> names;
    knowledge::v1::ListReviewItemsRequest request;
    request.set_page_size(2);
    request.set_max_confidence(most);
    do {
      auto tx = store->Begin(Store::Mode::kRead);
      const auto response = ListReviewItems(**tx, request);
      EXPECT_TRUE(response.ok()) << response.status();
      for (const auto& item : response->items()) {
        names.push_back(item.name());
        if (item.name().rfind("events/", 0) == 0) {
          EXPECT_EQ(item.summary(), "MEETING: Le Minh Khoa met Daulet Serikbay.");
        }
      }
      request.set_page_token(response->next_page_token());
    } while (!request.page_token().empty());
    return names;
  };
  const auto names = read(0);
  EXPECT_THAT(names, SizeIs(6 + 3)) << "six events and three statements, the confirmed event not among them";
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), names.size());
  EXPECT_THAT(read(0.75), SizeIs(6 + 3 + 1)) << "and the fact";
  EXPECT_THAT(read(0.4), IsEmpty());
}

}  // namespace
}  // namespace chancery::query
