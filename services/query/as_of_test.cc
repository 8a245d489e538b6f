#include "services/query/as_of.h"

#include <gmock/gmock.h>

#include <map>
#include <random>

#include "absl/strings/str_cat.h"
#include "services/platform/status.h"
#include "services/query/corrections.h"
#include "services/query/graph.h"
#include "services/query/queries.h"
#include "services/query/sqlite_store.h"
#include "services/query/testing.h"

namespace chancery::query {
namespace {

using testing::DocumentBuilder;
using testing::DumpGraph;
using ::testing::HasSubstr;
using testing::RandomDocument;
using testing::TemporaryFolder;

constexpr absl::Duration kYear = absl::Hours(24 * 365);

// A store whose writer has a clock that the test sets.
class AsOfTest : public ::testing::Test {
 protected:
  AsOfTest() { Open(); }

  void Open() {
    as_of_.reset();
    store_.reset();
    auto store = OpenSqliteStore(folder_.File("query.db"));
    ASSERT_TRUE(store.ok()) << store.status();
    store_ = *std::move(store);
    as_of_ = std::make_unique<AsOfStores>(*store_, AsOfOptions());
  }
  Graph Writer(absl::Duration keep = kYear) {
    return Graph(*store_, {.keep_history = keep, .now = [this] { return now_; }});
  }
  // Passes a minute and gives the moment.
  absl::Time Pass() {
    now_ += absl::Seconds(60);
    return now_ - absl::Seconds(30);
  }
  void Commit(const knowledge::v1::AnalysisCommit& commit) {
    knowledge::v1::CommitAnalysesRequest request;
    *request.add_commits() = commit;
    const auto applied = Writer().Commit(request);
    ASSERT_TRUE(applied.ok()) << applied.status();
  }
  absl::StatusOr<std::shared_ptr<Store>> At(absl::Time moment) { return as_of_->At(ToTimestamp(moment), now_); }
  std::string GraphAt(absl::Time moment) {
    const auto store = At(moment);
    return store.ok() ? DumpGraph(**store) : store.status().ToString();
  }

  TemporaryFolder folder_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<AsOfStores> as_of_;
  absl::Time now_ = absl::Now() + absl::Seconds(60);
};

knowledge::v1::AnalysisCommit Meeting(const std::string& id, const std::string& other, int64_t revision) {
  DocumentBuilder document(id, "en", "2024-02-26");
  document.Sentence(absl::StrCat("Bui Thanh Son met ", other, " in Geneva."));
  document.Event(type::v1::EVENT_TYPE_MEETING, {document.Person("Bui Thanh Son", "VN"), document.Person(other)}, "2024-02-26");
  return document.Commit(revision);
}

TEST_F(AsOfTest, CommitsReprocessingAndDeletionsAreTakenBack) {
  const absl::Time before = Pass();
  Commit(Meeting("a", "Murat Nurtelu", 1));
  const absl::Time first = Pass();
  Commit(Meeting("a", "Murat Nurtleu", 2));
  Commit(Meeting("b", "Dennis Francis", 1));
  const absl::Time second = Pass();
  ASSERT_TRUE(Writer().Retract("documents/a", 3).ok());
  const absl::Time last = Pass();

  EXPECT_EQ(GraphAt(before), "");
  EXPECT_THAT(GraphAt(first), HasSubstr("nurtelu"));
  EXPECT_THAT(GraphAt(second), ::testing::AllOf(HasSubstr("nurtleu"), HasSubstr("dennis")));
  EXPECT_EQ(GraphAt(last), DumpGraph(*store_));
  EXPECT_EQ((*At(last)).get(), store_.get()) << "nothing changed since: the store itself";
  EXPECT_EQ((*At(first)).get(), (*At(first + absl::Seconds(1))).get()) << "nothing changed between: one store";
  // What the process knew is what the file says.
  const std::string second_graph = GraphAt(second);
  Open();
  EXPECT_EQ(GraphAt(second), second_graph);
}

TEST_F(AsOfTest, MomentsOutsideTheHistory) {
  Commit(Meeting("a", "Murat Nurtleu", 1));
  const absl::Time first = Pass();
  EXPECT_EQ(platform::ErrorReason(At(now_ + absl::Seconds(1)).status()), "AS_OF_IN_FUTURE");
  EXPECT_EQ(platform::ErrorReason(At(absl::FromCivil(absl::CivilDay(1999, 1, 1), absl::UTCTimeZone())).status()), "AS_OF_BEFORE_HISTORY");
  // Versions that are too old go with the next change.
  Commit(Meeting("a", "Murat Nurtelu", 2));
  const absl::Time second = Pass();
  EXPECT_TRUE(At(first).ok());
  now_ += kYear + absl::Hours(1);
  Commit(Meeting("b", "Dennis Francis", 1));
  const absl::Status status = At(first).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(platform::ErrorReason(status), "AS_OF_BEFORE_HISTORY");
  EXPECT_THAT(GraphAt(second), HasSubstr("nurtelu"));
}

TEST_F(AsOfTest, WithoutHistoryOnlyWhatStandsIsKnown) {
  knowledge::v1::CommitAnalysesRequest request;
  *request.add_commits() = Meeting("a", "Murat Nurtleu", 1);
  ASSERT_TRUE(Writer(absl::ZeroDuration()).Commit(request).ok());
  const absl::Time first = Pass();
  ASSERT_TRUE(Writer(absl::ZeroDuration()).Retract("documents/a", 2).ok());
  const absl::Time last = Pass();
  EXPECT_EQ(platform::ErrorReason(At(first).status()), "AS_OF_BEFORE_HISTORY");
  EXPECT_EQ(GraphAt(last), DumpGraph(*store_));
  EXPECT_TRUE((*store_->Begin(Store::Mode::kRead))->Query("SELECT 1 FROM past_versions").empty());
}

TEST_F(AsOfTest, WhatIsReadAgainUnchangedIsNoVersion) {
  Commit(Meeting("a", "Murat Nurtleu", 1));
  Pass();
  Commit(Meeting("a", "Murat Nurtleu", 2));
  EXPECT_TRUE((*store_->Begin(Store::Mode::kRead))->Query("SELECT 1 FROM past_versions").empty());
}

TEST_F(AsOfTest, MoreChangesThanAllowed) {
  for (int i = 0; i < 4; ++i) Commit(Meeting(absl::StrCat("a", i), "Murat Nurtleu", 1));
  const absl::Time then = Pass();
  for (int i = 0; i < 4; ++i) Commit(Meeting(absl::StrCat("b", i), "Murat Nurtleu", 1));
  AsOfStores few(*store_, {.most_changes = 3});
  const absl::Status status = few.At(ToTimestamp(then), now_).status();
  EXPECT_EQ(status.code(), absl::StatusCode::kFailedPrecondition);
  EXPECT_EQ(platform::ErrorReason(status), "AS_OF_TOO_FAR");
}

TEST_F(AsOfTest, PagesStayAsTheyAreUnderWrites) {
  for (int i = 0; i < 5; ++i) Commit(Meeting(absl::StrCat("a", i), absl::StrCat("Person Number", i), 1));
  const absl::Time then = Pass();
  v1::ListEventsRequest request;
  request.set_page_size(2);
  *request.mutable_as_of() = ToTimestamp(then);
  std::vector<std::string> names;
  for (int page = 0; page == 0 || !request.page_token().empty(); ++page) {
    const auto store = At(then);
    ASSERT_TRUE(store.ok()) << store.status();
    const auto tx = (*store)->Begin(Store::Mode::kRead);
    const auto response = ListEvents(**tx, request);
    ASSERT_TRUE(response.ok()) << response.status();
    for (const auto& event : response->events()) names.push_back(event.name());
    request.set_page_token(response->next_page_token());
    // Meanwhile one comes and one goes.
    Commit(Meeting(absl::StrCat("b", page), absl::StrCat("Newcomer Number", page), 1));
    ASSERT_TRUE(Writer().Retract(absl::StrCat("documents/a", page), 2).ok());
    Pass();
  }
  EXPECT_EQ(names.size(), 5);
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), 5);
}

// The graph at any moment is the one that was there then, whatever came later: commits, reprocessing, deletions, corrections and
// corrections that were taken back.
TEST_F(AsOfTest, AnyMomentOfARandomHistory) {
  std::mt19937 random(20240226);
  std::map<int, int64_t> revisions;
  std::vector<std::pair<absl::Time, std::string>> moments;
  std::vector<std::string> corrections;
  for (int step = 0; step < 60; ++step) {
    const int number = static_cast<int>(random() % 15);
    const int64_t revision = ++revisions[number];
    switch (random() % 6) {
      case 0:
        ASSERT_TRUE(Writer().Retract(absl::StrCat("documents/d", number), revision).ok());
        break;
      case 1: {
        knowledge::v1::CreateCorrectionRequest request;
        request.mutable_correction()->set_reason("test");
        auto* merge = request.mutable_correction()->mutable_merge_entities();
        {
          const auto tx = store_->Begin(Store::Mode::kRead);
          for (const Row& row :
               (*tx)->Query("SELECT entity FROM entities WHERE type = ? ORDER BY entity LIMIT 2", type::v1::ENTITY_TYPE_PER)) {
            merge->add_entities(absl::StrCat("entities/", row.Text(0)));
          }
        }
        if (merge->entities_size() < 2) break;
        const auto made = Writer().Correct(request, "test", now_);
        ASSERT_TRUE(made.ok()) << made.status();
        corrections.push_back(made->name());
        break;
      }
      case 2: {
        if (corrections.empty()) break;
        knowledge::v1::RevertCorrectionRequest request;
        request.set_name(corrections.back());
        request.set_reason("test");
        corrections.pop_back();
        ASSERT_TRUE(Writer().Revert(request, "test", now_).ok());
        break;
      }
      default:
        Commit(RandomDocument(random, number, revision));
    }
    moments.emplace_back(Pass(), DumpGraph(*store_));
  }
  for (size_t i = 0; i < moments.size(); i += 3) {
    const auto& [moment, graph] = moments[moments.size() - 1 - i];
    ASSERT_EQ(GraphAt(moment), graph) << "step " << moments.size() - 1 - i;
  }
}

}  // namespace
}  // namespace chancery::query
