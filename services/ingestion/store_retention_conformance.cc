// What every Store must do: what is too old goes.
#include <gmock/gmock.h>

#include "absl/strings/str_cat.h"
#include "services/ingestion/store_conformance.h"
#include "services/ingestion/store_testing.h"
#include "services/platform/status.h"

namespace chancery::ingestion {
namespace {

using platform::ErrorReason;
using testing::IsEmpty;
using testing::SizeIs;

TEST_P(StoreConformanceTest, OldDocumentsAreRemovedOldestFirst) {
  for (const char* id : {"a", "b", "c"}) Add(*store_, absl::StrCat("text of ", id), id);
  AnalyseAll(*store_);
  clock_.Advance(absl::Hours(1));
  const absl::Time hour = clock_.Now();
  Add(*store_, "text of d", "d");
  AnalyseAll(*store_);
  EXPECT_EQ(store_->Expire(hour - absl::Hours(1), 10)->documents, 0) << "as old as that, not older";
  auto expired = store_->Expire(hour, 2).value();
  EXPECT_EQ(expired.documents, 2);
  EXPECT_TRUE(expired.more);
  EXPECT_EQ(StateOf(*store_, "documents/a"), v1::DOCUMENT_STATE_DELETING);
  EXPECT_EQ(StateOf(*store_, "documents/c"), v1::DOCUMENT_STATE_ANALYZED);
  expired = store_->Expire(hour, 2).value();
  EXPECT_EQ(expired.documents, 1);
  EXPECT_FALSE(expired.more);
  EXPECT_EQ(store_->Expire(hour, 2)->documents, 0);
  const auto jobs = ClaimAll(*store_);
  ASSERT_THAT(jobs, SizeIs(3));
  for (const Job& job : jobs) {
    EXPECT_EQ(job.kind, JobKind::kRetract);
    EXPECT_EQ(Complete(*store_, job, Outcome::Kind::kRemoved), 1);
  }
  EXPECT_EQ(store_->Get("documents/a", false).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(StateOf(*store_, "documents/d"), v1::DOCUMENT_STATE_ANALYZED);
}

TEST_P(StoreConformanceTest, OldRevisionsFailuresAndWhatWaitsGoToo) {
  ASSERT_TRUE(store_->Ingest({From("https://example.org/a", "first", "a1")})[0].ok());
  ASSERT_TRUE(store_->Ingest({From("https://example.org/a", "second", "a2")})[0].ok());
  Add(*store_, "fails", "b");
  for (const Job& job : ClaimAll(*store_)) {
    const bool fails = job.document.name() == "documents/b";
    Complete(*store_, job,
             job.kind == JobKind::kRetract ? Outcome::Kind::kRemoved
             : fails                       ? Outcome::Kind::kFailed
                                           : Outcome::Kind::kAnalyzed,
             fails ? absl::InternalError("x") : absl::OkStatus());
  }
  Add(*store_, "waits", "c");
  clock_.Advance(absl::Hours(1));
  EXPECT_EQ(store_->Expire(clock_.Now(), 10)->documents, 4);
  AnalyseAll(*store_);
  EXPECT_THAT(store_->List({}, 0, 10)->documents, IsEmpty());
  EXPECT_THAT(store_->GetStatistics()->states, IsEmpty());
}

TEST_P(StoreConformanceTest, ExpiredOriginalsGiveWayAndCopiesOfTheSameAgeGoWithThem) {
  for (const char* id : {"a", "b", "c"}) Add(*store_, Copy(1, id), id);
  AnalyseAll(*store_);
  clock_.Advance(absl::Hours(1));
  Add(*store_, Copy(1, "d"), "d");
  AnalyseAll(*store_);
  EXPECT_EQ(OriginalOf(*store_, "d"), "documents/a");
  EXPECT_EQ(store_->Expire(clock_.Now(), 10)->documents, 3);
  AnalyseAll(*store_);
  EXPECT_EQ(OriginalOf(*store_, "d"), "");
  EXPECT_EQ(store_->GetStatistics()->states, (std::map<v1::DocumentState, int64_t>{{v1::DOCUMENT_STATE_ANALYZED, 1}}));
}

TEST_P(StoreConformanceTest, NothingExpiresWhileManyJobsWait) {
  Reopen({.max_queue = 6});
  for (int i = 0; i < 5; ++i) {
    Add(*store_, absl::StrCat("old ", i));
    AnalyseAll(*store_);
  }
  clock_.Advance(absl::Hours(1));
  const absl::Time before = clock_.Now();
  for (int i = 0; i < 2; ++i) Add(*store_, absl::StrCat("new ", i));
  auto expired = store_->Expire(before, 10).value();
  EXPECT_EQ(expired.documents, 1);
  EXPECT_TRUE(expired.more);
  expired = store_->Expire(before, 10).value();
  EXPECT_EQ(expired.documents, 0);
  EXPECT_TRUE(expired.more);
  AnalyseAll(*store_);
  EXPECT_EQ(store_->Expire(before, 10)->documents, 3);
}

TEST_P(StoreConformanceTest, PrunedChangesAreNotMissedWithoutAWord) {
  Add(*store_, "a", "a");
  AnalyseAll(*store_);
  const auto old = store_->Changes(0, 100).value();
  ASSERT_THAT(old, SizeIs(2));
  clock_.Advance(absl::Hours(1));
  Add(*store_, "b", "b");
  const int64_t last = store_->LastChange().value();
  EXPECT_EQ(store_->PruneChanges(clock_.Now(), 1).value(), 1);
  EXPECT_EQ(ErrorReason(store_->Changes(old[0].sequence - 1, 100).status()), "CHANGES_PRUNED");
  EXPECT_THAT(store_->Changes(old[0].sequence, 100).value(), SizeIs(2));
  EXPECT_EQ(store_->PruneChanges(clock_.Now(), 100).value(), 1);
  EXPECT_EQ(store_->PruneChanges(clock_.Now(), 100).value(), 0);
  Reopen();
  const auto pruned = store_->Changes(old[0].sequence, 100).status();
  EXPECT_EQ(pruned.code(), absl::StatusCode::kOutOfRange);
  EXPECT_EQ(ErrorReason(pruned), "CHANGES_PRUNED");
  EXPECT_THAT(store_->Changes(old[1].sequence, 100).value(), SizeIs(1));
  EXPECT_THAT(store_->Changes(0, 100).value(), SizeIs(1)) << "from the first that is kept";
  EXPECT_EQ(store_->LastChange().value(), last);
  clock_.Advance(absl::Hours(1));
  EXPECT_EQ(store_->PruneChanges(clock_.Now(), 100).value(), 1);
  EXPECT_EQ(store_->LastChange().value(), last) << "whoever watches from now on has missed nothing";
  EXPECT_THAT(store_->Changes(last, 100).value(), IsEmpty());
}

}  // namespace
}  // namespace chancery::ingestion
