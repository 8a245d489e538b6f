// What every Store must do: documents that are analysed again.
#include <gmock/gmock.h>

#include <set>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/ingestion/store_conformance.h"
#include "services/ingestion/store_testing.h"
#include "services/platform/status.h"

namespace chancery::ingestion {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

constexpr char kVersion[] = "2";

v1::ReprocessDocumentsRequest InState(v1::DocumentState state) {
  v1::ReprocessDocumentsRequest filter;
  filter.set_state(state);
  return filter;
}

// What the operation has queued; each is analysed by kVersion.
std::vector<std::string> WorkOff(Store& store) {
  std::vector<std::string> names;
  for (;;) {
    EXPECT_TRUE(store.FeedOperations().ok());
    const std::vector<Job> jobs = ClaimAll(store);
    if (jobs.empty()) return names;
    std::vector<Outcome> outcomes;
    for (const Job& job : jobs) {
      outcomes.push_back(
          {.name = job.document.name(), .fence = job.fence, .kind = Outcome::Kind::kAnalyzed, .extractor_version = kVersion});
      names.push_back(job.document.name());
    }
    EXPECT_EQ(store.Complete(outcomes).value(), static_cast<int>(jobs.size()));
  }
}

// Documents a: ANALYZED, b: FAILED (BROKEN), c: FAILED (OTHER), d: STORED in Vietnamese, e: PENDING.
void AddOneOfEach(Store& store) {
  for (const char* id : {"a", "b", "c"}) Add(store, absl::StrCat("text of ", id), id);
  Add(store, "text of d", "d", "vi");
  const auto jobs = ClaimAll(store);
  Complete(store, jobs[0], Outcome::Kind::kAnalyzed, absl::OkStatus(), absl::InfinitePast(), "1");
  Complete(store, jobs[1], Outcome::Kind::kFailed, platform::Error(absl::StatusCode::kInternal, "x", "BROKEN"));
  Complete(store, jobs[2], Outcome::Kind::kFailed, platform::Error(absl::StatusCode::kInternal, "x", "OTHER"));
  Complete(store, jobs[3], Outcome::Kind::kStored);
  Add(store, "text of e", "e");
}

TEST_P(StoreConformanceTest, ReprocessingQueuesWhatMatches) {
  const auto matching = [this](const v1::ReprocessDocumentsRequest& filter) {
    TearDown();
    SetUp();
    AddOneOfEach(*store_);
    EXPECT_THAT(ClaimAll(*store_), SizeIs(1));  // e
    const auto operation = store_->StartReprocessing(filter).value();
    EXPECT_EQ(operation.reprocess().SerializeAsString(), filter.SerializeAsString());
    auto names = WorkOff(*store_);
    const auto after = store_->GetOperation(operation.name()).value();
    EXPECT_TRUE(after.done());
    EXPECT_TRUE(after.has_end_time());
    EXPECT_FALSE(after.has_error());
    EXPECT_EQ(operation.total_count(), names.size());
    EXPECT_EQ(after.total_count(), names.size());
    EXPECT_EQ(after.done_count(), names.size());
    for (const std::string& name : names) EXPECT_EQ(StateOf(*store_, name), v1::DOCUMENT_STATE_ANALYZED);
    return names;
  };
  EXPECT_THAT(matching({}), ElementsAre("documents/a", "documents/b", "documents/c", "documents/d"));
  EXPECT_THAT(matching(InState(v1::DOCUMENT_STATE_ANALYZED)), ElementsAre("documents/a"));
  EXPECT_THAT(matching(InState(v1::DOCUMENT_STATE_FAILED)), ElementsAre("documents/b", "documents/c"));
  v1::ReprocessDocumentsRequest filter;
  filter.set_error_reason("BROKEN");
  EXPECT_THAT(matching(filter), ElementsAre("documents/b"));
  filter.set_state(v1::DOCUMENT_STATE_ANALYZED);
  EXPECT_THAT(matching(filter), IsEmpty());
  filter.Clear();
  filter.set_language_code("vi");
  EXPECT_THAT(matching(filter), ElementsAre("documents/d"));
  filter.Clear();
  filter.set_unless_extractor_version("1");
  EXPECT_THAT(matching(filter), ElementsAre("documents/b", "documents/c", "documents/d"));
}

TEST_P(StoreConformanceTest, ReprocessedDocumentIsPendingWithAHigherFence) {
  Add(*store_, "text", "a");
  const auto first = ClaimAll(*store_);
  Complete(*store_, first[0], Outcome::Kind::kFailed, absl::InternalError("x"));
  ASSERT_TRUE(store_->StartReprocessing({}).ok());
  ASSERT_TRUE(store_->FeedOperations().ok());
  const auto document = store_->Get("documents/a", false).value();
  EXPECT_EQ(document.state(), v1::DOCUMENT_STATE_PENDING);
  EXPECT_FALSE(document.has_error());
  const auto second = ClaimAll(*store_);
  ASSERT_THAT(second, SizeIs(1));
  EXPECT_GT(second[0].fence, first[0].fence);
  EXPECT_EQ(second[0].attempts, 1);
}

TEST_P(StoreConformanceTest, ReprocessingGoesOnAfterARestart) {
  Reopen({.max_queue = 10});
  for (int i = 0; i < 12; ++i) {
    Add(*store_, absl::StrCat("text ", i));
    AnalyseAll(*store_);
  }
  const std::string name = store_->StartReprocessing({})->name();
  ASSERT_TRUE(store_->FeedOperations().ok());
  const auto jobs = ClaimAll(*store_);
  ASSERT_THAT(jobs, SizeIs(5));
  Complete(*store_, jobs[0], Outcome::Kind::kAnalyzed);
  Reopen({.max_queue = 10});
  EXPECT_EQ(store_->GetOperation(name)->done_count(), 1);
  EXPECT_THAT(WorkOff(*store_), SizeIs(11));
  const auto operation = store_->GetOperation(name).value();
  EXPECT_TRUE(operation.done());
  EXPECT_EQ(operation.done_count(), 12);
}

TEST_P(StoreConformanceTest, ReprocessingLeavesRoomInTheQueue) {
  Reopen({.max_queue = 20});
  for (int i = 0; i < 18; ++i) Add(*store_, absl::StrCat("text ", i));
  AnalyseAll(*store_);
  ASSERT_TRUE(store_->StartReprocessing({}).ok());
  ASSERT_TRUE(store_->FeedOperations().ok());
  ASSERT_TRUE(store_->FeedOperations().ok());
  EXPECT_EQ(store_->GetStatistics()->queue_length, 10);
  // What comes in fills the queue; then nothing is fed until it is half empty again.
  for (int i = 0; i < 8; ++i) Add(*store_, absl::StrCat("new ", i));
  auto jobs = ClaimAll(*store_);
  for (int i = 0; i < 6; ++i) Complete(*store_, jobs[static_cast<size_t>(i)], Outcome::Kind::kAnalyzed);
  ASSERT_TRUE(store_->FeedOperations().ok());
  EXPECT_EQ(store_->GetStatistics()->queue_length, 12);
  for (size_t i = 6; i < jobs.size(); ++i) Complete(*store_, jobs[i], Outcome::Kind::kAnalyzed);
  ASSERT_TRUE(store_->FeedOperations().ok());
  EXPECT_EQ(store_->GetStatistics()->queue_length, 8);
}

TEST_P(StoreConformanceTest, SmallestQueueHasRoomForOperations) {
  Reopen({.max_queue = 1});
  for (int i = 0; i < 3; ++i) {
    Add(*store_, absl::StrCat("text ", i));
    AnalyseAll(*store_);
  }
  ASSERT_TRUE(store_->StartReprocessing({}).ok());
  EXPECT_THAT(WorkOff(*store_), SizeIs(3));
}

TEST_P(StoreConformanceTest, ReprocessingOverMoreThanOneWindow) {
  constexpr int kDocuments = 1500;
  std::vector<NewDocument> documents;
  for (int i = 0; i < kDocuments; ++i) documents.push_back(Make(absl::StrCat("text ", i)));
  for (const auto& result : store_->Ingest(documents)) ASSERT_TRUE(result.ok());
  const auto jobs = store_->Claim(kDocuments, kMuch, kLease).value();
  std::vector<Outcome> outcomes;
  for (const Job& job : jobs) outcomes.push_back({.name = job.document.name(), .fence = job.fence, .kind = Outcome::Kind::kAnalyzed});
  EXPECT_EQ(store_->Complete(outcomes).value(), kDocuments);
  const std::string name = store_->StartReprocessing({})->name();
  const auto names = WorkOff(*store_);
  EXPECT_EQ(std::set<std::string>(names.begin(), names.end()).size(), kDocuments);
  EXPECT_EQ(names.size(), kDocuments);
  EXPECT_EQ(store_->GetOperation(name)->done_count(), kDocuments);
}

TEST_P(StoreConformanceTest, CancelledOperationEnds) {
  Reopen({.max_queue = 20});
  for (int i = 0; i < 15; ++i) Add(*store_, absl::StrCat("text ", i));
  AnalyseAll(*store_);
  const std::string name = store_->StartReprocessing({})->name();
  ASSERT_TRUE(store_->FeedOperations().ok());
  Complete(*store_, ClaimAll(*store_)[0], Outcome::Kind::kAnalyzed);
  auto operation = store_->CancelOperation(name).value();
  EXPECT_TRUE(operation.done());
  EXPECT_EQ(operation.error().code(), static_cast<int>(absl::StatusCode::kCancelled));
  EXPECT_EQ(operation.done_count(), 1);
  EXPECT_EQ(operation.total_count(), 15);

  // What is in the queue is analysed still, and the operation does not change any more.
  ASSERT_TRUE(store_->FeedOperations().ok());
  EXPECT_EQ(store_->GetStatistics()->queue_length, 9);
  Reopen();
  EXPECT_THAT(WorkOff(*store_), SizeIs(9));
  EXPECT_EQ(store_->GetOperation(name)->SerializeAsString(), operation.SerializeAsString());
  clock_.Advance(absl::Hours(1));
  EXPECT_EQ(store_->CancelOperation(name)->SerializeAsString(), operation.SerializeAsString());
  // Another one has the whole window.
  ASSERT_TRUE(store_->StartReprocessing({}).ok());
  EXPECT_THAT(WorkOff(*store_), SizeIs(15));
}

TEST_P(StoreConformanceTest, ReprocessingIsDoneWithWhatChangedInAnotherWay) {
  Reopen({.max_queue = 8});
  for (int i = 0; i < 8; ++i) {
    ASSERT_TRUE(store_->Ingest({From(absl::StrCat("https://example.org/", i), absl::StrCat("text ", i), absl::StrCat(i))})[0].ok());
    AnalyseAll(*store_);
  }
  const std::string name = store_->StartReprocessing({})->name();
  ASSERT_TRUE(store_->FeedOperations().ok());  // 0 to 3
  auto jobs = ClaimAll(*store_);
  ASSERT_THAT(jobs, SizeIs(4));
  // In the queue: removed, replaced, failed for good. Not in the queue yet: removed, replaced.
  ASSERT_TRUE(store_->Delete("documents/0", "").ok());
  ASSERT_TRUE(store_->Ingest({From("https://example.org/1", "text 1, changed", "1b")})[0].ok());
  Complete(*store_, jobs[2], Outcome::Kind::kFailed, absl::InternalError("x"));
  EXPECT_EQ(store_->GetOperation(name)->done_count(), 3);
  EXPECT_EQ(store_->GetOperation(name)->failed_count(), 1);
  ASSERT_TRUE(store_->Delete("documents/6", "").ok());
  ASSERT_TRUE(store_->Ingest({From("https://example.org/7", "text 7, changed", "7b")})[0].ok());
  EXPECT_EQ(Complete(*store_, jobs[0], Outcome::Kind::kAnalyzed), 0);
  EXPECT_EQ(Complete(*store_, jobs[3], Outcome::Kind::kAnalyzed), 1);
  AnalyseAll(*store_);
  EXPECT_FALSE(store_->GetOperation(name)->done());
  EXPECT_THAT(WorkOff(*store_), ElementsAre("documents/4", "documents/5"));
  const auto operation = store_->GetOperation(name).value();
  EXPECT_TRUE(operation.done());
  EXPECT_EQ(operation.total_count(), 8);
  EXPECT_EQ(operation.done_count(), 8);
  EXPECT_EQ(operation.failed_count(), 1);
  EXPECT_EQ(StateOf(*store_, "documents/1"), v1::DOCUMENT_STATE_REPLACED);
}

TEST_P(StoreConformanceTest, NewOriginLeavesTheJobToItsOperation) {
  ASSERT_TRUE(store_->Ingest({Published(Copy(1, "Late"), "copy", "2024-02-27")})[0].ok());
  AnalyseAll(*store_);
  const std::string name = store_->StartReprocessing({})->name();
  ASSERT_TRUE(store_->FeedOperations().ok());
  const auto held = ClaimAll(*store_);
  ASSERT_TRUE(store_->Ingest({Published(Story(1), "original", "2024-02-26")})[0].ok());
  std::vector<Job> other = ClaimAll(*store_);
  ASSERT_TRUE(store_->LinkCopies(other).ok());
  EXPECT_EQ(Complete(*store_, held[0], Outcome::Kind::kAnalyzed), 0);
  EXPECT_FALSE(store_->GetOperation(name)->done());
  EXPECT_EQ(AnalyseAll(*store_).at("documents/copy"), "documents/original");
  const auto operation = store_->GetOperation(name).value();
  EXPECT_TRUE(operation.done());
  EXPECT_EQ(operation.done_count(), 1);
}

TEST_P(StoreConformanceTest, RetriedJobHoldsItsOperationOpen) {
  Add(*store_, "a");
  AnalyseAll(*store_);
  const std::string name = store_->StartReprocessing({})->name();
  ASSERT_TRUE(store_->FeedOperations().ok());
  Complete(*store_, ClaimAll(*store_)[0], Outcome::Kind::kRetry, absl::UnavailableError("x"), clock_.Now() + absl::Seconds(9));
  EXPECT_EQ(store_->GetOperation(name)->done_count(), 0);
  clock_.Advance(absl::Seconds(9));
  EXPECT_THAT(WorkOff(*store_), SizeIs(1));
  EXPECT_TRUE(store_->GetOperation(name)->done());
}

TEST_P(StoreConformanceTest, DocumentsThatComeLaterAreNotReprocessed) {
  Add(*store_, "a");
  AnalyseAll(*store_);
  Add(*store_, "b");  // waits when it begins
  ASSERT_TRUE(store_->StartReprocessing({}).ok());
  Add(*store_, "c");
  AnalyseAll(*store_);
  EXPECT_THAT(WorkOff(*store_), SizeIs(1));
}

TEST_P(StoreConformanceTest, OperationsAreListedNewestFirst) {
  AddOneOfEach(*store_);
  std::vector<std::string> names;
  for (int i = 0; i < 5; ++i) names.insert(names.begin(), store_->StartReprocessing({})->name());
  auto page = store_->ListOperations(0, 3).value();
  ASSERT_THAT(page.operations, SizeIs(3));
  EXPECT_NE(page.next, 0);
  EXPECT_EQ(page.operations[0].name(), names[0]);
  page = store_->ListOperations(page.next, 3).value();
  ASSERT_THAT(page.operations, SizeIs(2));
  EXPECT_EQ(page.operations[1].name(), names[4]);
  EXPECT_EQ(page.next, 0);
  // All are about the same documents: each is analysed once, and all operations end.
  AnalyseAll(*store_);
  EXPECT_THAT(WorkOff(*store_), SizeIs(4));
  for (const std::string& name : names) {
    const auto operation = store_->GetOperation(name).value();
    EXPECT_TRUE(operation.done());
    EXPECT_EQ(operation.done_count(), operation.total_count());
  }
}

TEST_P(StoreConformanceTest, UnknownOperationIsNotFound) {
  for (const char* name : {"operations/none", "operations/1", "operations/", "1", "", "operations/0x1", "operations/-1"}) {
    EXPECT_EQ(store_->GetOperation(name).status().code(), absl::StatusCode::kNotFound) << name;
    EXPECT_EQ(store_->CancelOperation(name).status().code(), absl::StatusCode::kNotFound) << name;
  }
}

TEST_P(StoreConformanceTest, OperationAboutNothingEndsAtOnce) {
  const auto operation = store_->StartReprocessing({}).value();
  EXPECT_TRUE(operation.done());
  EXPECT_EQ(operation.total_count(), 0);
}

}  // namespace
}  // namespace chancery::ingestion
