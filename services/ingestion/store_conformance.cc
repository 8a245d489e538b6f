#include "services/ingestion/store_conformance.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <mutex>
#include <set>
#include <thread>

#include "absl/strings/str_cat.h"
#include "services/ingestion/store_testing.h"
#include "services/platform/status.h"

namespace chancery::ingestion {
namespace {

using platform::ErrorReason;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

}  // namespace

void StoreConformanceTest::SetUp() {
  store_ = nullptr;
  harness_ = GetParam().make_harness();
  Reopen();
}

void StoreConformanceTest::Reopen(const StoreOptions& options) {
  store_ = nullptr;
  store_ = harness_->Open(options, clock_);
  ASSERT_NE(store_, nullptr);
}

TEST_P(StoreConformanceTest, DocumentComesBackWhole) {
  NewDocument incoming = Make("Bộ trưởng\r\n\tHello \xEF\xBB\xBF", "a.b-c_1", "vi");
  incoming.document.set_url("https://example.org/1");
  incoming.document.mutable_published()->set_edtf("2024-02");
  incoming.document.add_blocks()->mutable_span()->set_end(3);
  const auto results = store_->Ingest({incoming});
  ASSERT_TRUE(results[0].ok()) << results[0].status();
  EXPECT_TRUE(results[0]->created);
  EXPECT_EQ(results[0]->document.text(), "");
  EXPECT_EQ(results[0]->document.state(), v1::DOCUMENT_STATE_PENDING);

  const auto document = store_->Get("documents/a.b-c_1", true);
  ASSERT_TRUE(document.ok()) << document.status();
  EXPECT_EQ(document->text(), incoming.document.text());
  EXPECT_EQ(document->blocks_size(), 1);
  EXPECT_EQ(document->url(), "https://example.org/1");
  EXPECT_EQ(document->published().edtf(), "2024-02");
  EXPECT_EQ(document->language_code(), "vi");
  EXPECT_EQ(document->content_sha256(), incoming.document.content_sha256());
  EXPECT_EQ(document->create_time().seconds(), absl::ToUnixSeconds(clock_.Now()));
  EXPECT_NE(document->etag(), "");

  const auto bare = store_->Get("documents/a.b-c_1", false);
  EXPECT_EQ(bare->text(), "");
  EXPECT_THAT(bare->blocks(), IsEmpty());
  EXPECT_EQ(bare->etag(), results[0]->document.etag());
}

TEST_P(StoreConformanceTest, UnknownNameIsNotFound) {
  EXPECT_EQ(store_->Get("documents/none", true).status().code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(store_->Delete("documents/none", "").code(), absl::StatusCode::kNotFound);
  EXPECT_EQ(store_->Retry("documents/none").status().code(), absl::StatusCode::kNotFound);
}

TEST_P(StoreConformanceTest, SameBytesAreOneDocument) {
  const std::string name = Add(*store_, "a");
  const auto again = store_->Ingest({Make("a"), Make("a", "other-id")});
  for (const auto& result : again) {
    ASSERT_TRUE(result.ok());
    EXPECT_FALSE(result->created);
    EXPECT_EQ(result->document.name(), name);
  }
  EXPECT_THAT(ClaimAll(*store_), SizeIs(1));
}

TEST_P(StoreConformanceTest, SameBytesInOneBatchAreOneDocument) {
  const auto results = store_->Ingest({Make("a"), Make("a")});
  EXPECT_TRUE(results[0]->created);
  EXPECT_FALSE(results[1]->created);
}

TEST_P(StoreConformanceTest, TakenIdIsRefusedAndTheOthersGoOn) {
  Add(*store_, "a", "id");
  const auto results = store_->Ingest({Make("b"), Make("c", "id"), Make("d")});
  EXPECT_TRUE(results[0].ok());
  EXPECT_EQ(results[1].status().code(), absl::StatusCode::kAlreadyExists);
  EXPECT_TRUE(results[2].ok());
}

TEST_P(StoreConformanceTest, RequestIdGetsTheFirstAnswerForADay) {
  NewDocument incoming = Make("a");
  incoming.request_id = "r1";
  incoming.request_fingerprint = "f1";
  const auto first = store_->Ingest({incoming});
  const auto again = store_->Ingest({incoming});
  ASSERT_TRUE(again[0].ok());
  EXPECT_TRUE(again[0]->created);
  EXPECT_EQ(again[0]->document.SerializeAsString(), first[0]->document.SerializeAsString());

  NewDocument other = Make("b");
  other.request_id = "r1";
  other.request_fingerprint = "f2";
  EXPECT_EQ(ErrorReason(store_->Ingest({other})[0].status()), "REQUEST_ID_REUSED");

  clock_.Advance(absl::Hours(25));
  EXPECT_TRUE(store_->Ingest({other})[0].ok());
}

TEST_P(StoreConformanceTest, ListIsByArrivalAndFiltered) {
  std::vector<std::string> names;
  for (int i = 0; i < 5; ++i) names.push_back(Add(*store_, absl::StrCat(i), "", i % 2 == 0 ? "en" : "vi"));
  const auto list = [&](const DocumentFilter& filter, int64_t after, int limit, int64_t* next) {
    const auto page = store_->List(filter, after, limit);
    EXPECT_TRUE(page.ok()) << page.status();
    std::vector<std::string> found;
    for (const auto& document : page->documents) found.push_back(document.name());
    if (next != nullptr) *next = page->next;
    return found;
  };
  int64_t next = 0;
  EXPECT_THAT(list({}, 0, 2, &next), ElementsAre(names[0], names[1]));
  EXPECT_THAT(list({}, next, 2, &next), ElementsAre(names[2], names[3]));
  EXPECT_THAT(list({}, next, 2, &next), ElementsAre(names[4]));
  EXPECT_EQ(next, 0);
  EXPECT_THAT(list({}, 0, 5, &next), SizeIs(5));
  EXPECT_EQ(next, 0);
  EXPECT_THAT(list({.language_code = "vi"}, 0, 10, nullptr), ElementsAre(names[1], names[3]));
  EXPECT_THAT(list({.state = v1::DOCUMENT_STATE_PENDING, .language_code = "vi"}, 0, 1, &next), ElementsAre(names[1]));
  EXPECT_THAT(list({.state = v1::DOCUMENT_STATE_PENDING, .language_code = "vi"}, next, 1, &next), ElementsAre(names[3]));
  EXPECT_THAT(list({.state = v1::DOCUMENT_STATE_FAILED}, 0, 10, nullptr), IsEmpty());
}

TEST_P(StoreConformanceTest, JobCarriesTheWholeDocument) {
  Add(*store_, "text", "a");
  const auto jobs = ClaimAll(*store_);
  ASSERT_THAT(jobs, SizeIs(1));
  EXPECT_EQ(jobs[0].kind, JobKind::kAnalyze);
  EXPECT_EQ(jobs[0].document.name(), "documents/a");
  EXPECT_EQ(jobs[0].document.text(), "text");
  EXPECT_EQ(jobs[0].document.title(), "title of text");
  EXPECT_EQ(jobs[0].traceparent, "trace of text");
  EXPECT_EQ(jobs[0].attempts, 1);
  EXPECT_GT(jobs[0].fence, 0);
}

TEST_P(StoreConformanceTest, ClaimIsByArrivalAndBounded) {
  for (int i = 0; i < 4; ++i) Add(*store_, std::string(10, static_cast<char>('a' + i)), absl::StrCat("d", i));
  auto jobs = store_->Claim(10, 25, kLease).value();
  ASSERT_THAT(jobs, SizeIs(2));  // a third would be over the bytes
  EXPECT_EQ(jobs[0].document.name(), "documents/d0");
  EXPECT_EQ(jobs[1].document.name(), "documents/d1");
  jobs = store_->Claim(10, 5, kLease).value();
  ASSERT_THAT(jobs, SizeIs(1));  // one alone may be over them
  EXPECT_EQ(jobs[0].document.name(), "documents/d2");
  EXPECT_THAT(store_->Claim(10, kMuch, kLease).value(), SizeIs(1));
}

TEST_P(StoreConformanceTest, LeasedJobIsNotClaimedUntilTheLeaseEnds) {
  Add(*store_, "a");
  const auto first = ClaimAll(*store_);
  ASSERT_THAT(first, SizeIs(1));
  EXPECT_THAT(ClaimAll(*store_), IsEmpty());
  EXPECT_EQ(store_->NextDue().value(), clock_.Now() + kLease);
  clock_.Advance(kLease);
  const auto second = ClaimAll(*store_);
  ASSERT_THAT(second, SizeIs(1));
  EXPECT_GT(second[0].fence, first[0].fence);
  EXPECT_EQ(second[0].attempts, 2);
  // Whoever held the first lease changes nothing any more.
  EXPECT_EQ(Complete(*store_, first[0], Outcome::Kind::kFailed, absl::InternalError("late")), 0);
  EXPECT_EQ(StateOf(*store_, first[0].document.name()), v1::DOCUMENT_STATE_PENDING);
  EXPECT_EQ(Complete(*store_, second[0], Outcome::Kind::kAnalyzed), 1);
  EXPECT_EQ(StateOf(*store_, first[0].document.name()), v1::DOCUMENT_STATE_ANALYZED);
  EXPECT_EQ(Complete(*store_, second[0], Outcome::Kind::kAnalyzed), 0);
}

TEST_P(StoreConformanceTest, RestartVoidsLeases) {
  Add(*store_, "a");
  const auto first = ClaimAll(*store_);
  Reopen();
  const auto second = ClaimAll(*store_);
  ASSERT_THAT(second, SizeIs(1));
  EXPECT_GT(second[0].fence, first[0].fence);
  EXPECT_EQ(Complete(*store_, first[0], Outcome::Kind::kAnalyzed), 0);
}

TEST_P(StoreConformanceTest, RetriedJobComesBackWhenItIsDue) {
  const std::string name = Add(*store_, "a");
  const absl::Time later = clock_.Now() + absl::Seconds(10);
  EXPECT_EQ(Complete(*store_, ClaimAll(*store_)[0], Outcome::Kind::kRetry, absl::UnavailableError("x"), later), 1);
  EXPECT_EQ(StateOf(*store_, name), v1::DOCUMENT_STATE_PENDING);
  EXPECT_EQ(store_->Get(name, false)->attempt_count(), 1);
  EXPECT_THAT(ClaimAll(*store_), IsEmpty());
  EXPECT_EQ(store_->NextDue().value(), later);
  clock_.Advance(absl::Seconds(10));
  EXPECT_THAT(ClaimAll(*store_), SizeIs(1));
}

TEST_P(StoreConformanceTest, FailedDocumentSaysWhyAndCanBeRetried) {
  const std::string name = Add(*store_, "a");
  EXPECT_EQ(ErrorReason(store_->Retry(name).status()), "NOT_FAILED");
  Complete(*store_, ClaimAll(*store_)[0], Outcome::Kind::kFailed, platform::Error(absl::StatusCode::kInternal, "broken", "BROKEN"));
  auto document = store_->Get(name, false).value();
  EXPECT_EQ(document.state(), v1::DOCUMENT_STATE_FAILED);
  EXPECT_EQ(ErrorReason(platform::FromProto(document.error())), "BROKEN");
  EXPECT_EQ(document.attempt_count(), 1);
  EXPECT_THAT(ClaimAll(*store_), IsEmpty());

  document = store_->Retry(name).value();
  EXPECT_EQ(document.state(), v1::DOCUMENT_STATE_PENDING);
  EXPECT_FALSE(document.has_error());
  EXPECT_EQ(document.attempt_count(), 0);
  EXPECT_EQ(Complete(*store_, ClaimAll(*store_)[0], Outcome::Kind::kStored), 1);
  EXPECT_EQ(StateOf(*store_, name), v1::DOCUMENT_STATE_STORED);
}

TEST_P(StoreConformanceTest, DeletionVoidsTheLeaseAndIsAJob) {
  const std::string name = Add(*store_, "a");
  const auto analysis = ClaimAll(*store_);
  EXPECT_EQ(ErrorReason(store_->Delete(name, "stale")), "ETAG_MISMATCH");
  ASSERT_TRUE(store_->Delete(name, store_->Get(name, false)->etag()).ok());
  EXPECT_TRUE(store_->Delete(name, "").ok());  // again is no error
  EXPECT_EQ(StateOf(*store_, name), v1::DOCUMENT_STATE_DELETING);
  EXPECT_EQ(Complete(*store_, analysis[0], Outcome::Kind::kAnalyzed), 0);

  const auto removal = ClaimAll(*store_);
  ASSERT_THAT(removal, SizeIs(1));
  EXPECT_EQ(removal[0].kind, JobKind::kRetract);
  EXPECT_GT(removal[0].fence, analysis[0].fence);
  EXPECT_EQ(ErrorReason(store_->Ingest({Make("a")})[0].status()), "DOCUMENT_DELETING");
  EXPECT_EQ(Complete(*store_, removal[0], Outcome::Kind::kRemoved), 1);
  EXPECT_EQ(store_->Get(name, true).status().code(), absl::StatusCode::kNotFound);

  // The same bytes come back as a new document, whose revisions are above those of the old one.
  EXPECT_EQ(Add(*store_, "a"), name);
  EXPECT_GT(ClaimAll(*store_)[0].fence, removal[0].fence);
}

TEST_P(StoreConformanceTest, FullQueueRefuses) {
  Reopen({.max_queue = 2});
  const auto results = store_->Ingest({Make("a"), Make("b"), Make("c")});
  EXPECT_TRUE(results[1].ok());
  EXPECT_EQ(ErrorReason(results[2].status()), "QUEUE_FULL");
  EXPECT_GT(platform::RetryDelay(results[2].status()), absl::ZeroDuration());
  EXPECT_TRUE(store_->QueueFull());
  EXPECT_FALSE(store_->Ingest({Make("a")})[0]->created);  // it is there already: no room needed
  Complete(*store_, ClaimAll(*store_)[0], Outcome::Kind::kAnalyzed);
  EXPECT_FALSE(store_->QueueFull());
  EXPECT_TRUE(store_->Ingest({Make("c")})[0].ok());
}

TEST_P(StoreConformanceTest, ChangesTellALifeInOrder) {
  const std::string a = Add(*store_, "a");
  const std::string b = Add(*store_, "b");
  const auto jobs = ClaimAll(*store_);
  Complete(*store_, jobs[0], Outcome::Kind::kAnalyzed);
  Complete(*store_, jobs[1], Outcome::Kind::kFailed, absl::InternalError("x"));
  auto changes = store_->Changes(0, 100).value();
  ASSERT_THAT(changes, SizeIs(4));
  EXPECT_EQ(changes[0].document.name(), a);
  EXPECT_EQ(changes[0].document.state(), v1::DOCUMENT_STATE_PENDING);
  EXPECT_EQ(changes[0].document.title(), "title of a");
  EXPECT_EQ(changes[1].document.name(), b);
  EXPECT_EQ(changes[2].document.state(), v1::DOCUMENT_STATE_ANALYZED);
  EXPECT_EQ(changes[2].document.etag(), store_->Get(a, false)->etag());
  EXPECT_EQ(changes[3].document.state(), v1::DOCUMENT_STATE_FAILED);
  EXPECT_EQ(changes[3].document.error().message(), "x");
  EXPECT_TRUE(std::is_sorted(changes.begin(), changes.end(), [](const Change& x, const Change& y) { return x.sequence < y.sequence; }));
  const int64_t last = changes.back().sequence;
  EXPECT_EQ(store_->LastChange().value(), last);
  EXPECT_THAT(store_->Changes(changes[0].sequence, 2).value(), SizeIs(2));

  ASSERT_TRUE(store_->Delete(a, "").ok());
  Complete(*store_, ClaimAll(*store_)[0], Outcome::Kind::kRemoved);
  Reopen();
  changes = store_->Changes(last, 100).value();
  ASSERT_THAT(changes, SizeIs(2));
  EXPECT_EQ(changes[0].document.state(), v1::DOCUMENT_STATE_DELETING);
  EXPECT_TRUE(changes[1].deleted);
  EXPECT_EQ(changes[1].document.name(), a);
}

TEST_P(StoreConformanceTest, NearCopyIsLinkedToTheEarliest) {
  Add(*store_, Story(1), "a");
  Add(*store_, Copy(1, "Agency"), "b");
  Add(*store_, Story(2), "c");
  Add(*store_, "Short text.", "d");
  Add(*store_, "Short text!", "e");
  const auto told = AnalyseAll(*store_);
  EXPECT_EQ(told.at("documents/b"), "documents/a");
  for (const char* original : {"a", "c", "d", "e"}) {
    EXPECT_EQ(told.at(absl::StrCat("documents/", original)), "");
    EXPECT_EQ(OriginalOf(*store_, original), "");
  }
  EXPECT_EQ(OriginalOf(*store_, "b"), "documents/a");
  const auto page = store_->List({.duplicate_of = "documents/a"}, 0, 10).value();
  ASSERT_THAT(page.documents, SizeIs(1));
  EXPECT_EQ(page.documents[0].name(), "documents/b");
  Reopen();
  EXPECT_EQ(OriginalOf(*store_, "b"), "documents/a");
}

TEST_P(StoreConformanceTest, PublicationGoesBeforeArrival) {
  // Whatever the order in which they come, the earliest published is the original, and undated ones come after dated ones.
  std::vector<NewDocument> documents = {Published(Copy(1, "Second"), "second", "2024-02-27"), Make(Copy(1, "Undated"), "undated"),
                                        Published(Copy(1, "First"), "first", "2024-02-26"),
                                        Published(Copy(1, "Third"), "third", "2024-03-01")};
  std::sort(documents.begin(), documents.end(), [](const auto& a, const auto& b) { return a.document.name() < b.document.name(); });
  do {
    TearDown();
    SetUp();
    std::map<std::string, std::string> told;
    for (const NewDocument& document : documents) {
      ASSERT_TRUE(store_->Ingest({document})[0].ok());
      for (const auto& [name, original] : AnalyseAll(*store_)) told[name] = original;
    }
    EXPECT_EQ(told.at("documents/first"), "");
    for (const char* copy : {"second", "third", "undated"}) {
      EXPECT_EQ(told.at(absl::StrCat("documents/", copy)), "documents/first");
      EXPECT_EQ(OriginalOf(*store_, copy), "documents/first");
    }
  } while (std::next_permutation(documents.begin(), documents.end(),
                                 [](const auto& a, const auto& b) { return a.document.name() < b.document.name(); }));
}

TEST_P(StoreConformanceTest, DeletedOriginalGivesWayToTheNext) {
  for (const char* id : {"a", "b", "c"}) Add(*store_, Copy(1, id), id);
  AnalyseAll(*store_);
  EXPECT_EQ(OriginalOf(*store_, "c"), "documents/a");
  ASSERT_TRUE(store_->Delete("documents/a", "").ok());
  EXPECT_EQ(OriginalOf(*store_, "b"), "");
  EXPECT_EQ(OriginalOf(*store_, "c"), "documents/b");
  const auto told = AnalyseAll(*store_);
  EXPECT_EQ(told.at("documents/b"), "");
  EXPECT_EQ(told.at("documents/c"), "documents/b");
  EXPECT_EQ(StateOf(*store_, "documents/c"), v1::DOCUMENT_STATE_ANALYZED);
}

TEST_P(StoreConformanceTest, LargeFamilyHasOneOriginAlsoWhenItsFirstMembersGo) {
  constexpr int kCopies = 40;
  for (int i = 0; i < kCopies; ++i) Add(*store_, Copy(1, absl::StrCat("Outlet", i)), absl::StrCat(i));
  AnalyseAll(*store_);
  for (int i = 1; i < kCopies; ++i) EXPECT_EQ(OriginalOf(*store_, absl::StrCat(i)), "documents/0") << i;
  constexpr int kGone = 20;
  for (int i = 0; i < kGone; ++i) {
    ASSERT_TRUE(store_->Delete(absl::StrCat("documents/", i), "").ok());
    AnalyseAll(*store_);
  }
  EXPECT_EQ(OriginalOf(*store_, absl::StrCat(kGone)), "");
  for (int i = kGone + 1; i < kCopies; ++i) {
    EXPECT_EQ(OriginalOf(*store_, absl::StrCat(i)), absl::StrCat("documents/", kGone)) << i;
  }
}

TEST_P(StoreConformanceTest, LateOriginalVoidsTheLeaseOfItsCopy) {
  ASSERT_TRUE(store_->Ingest({Published(Copy(1, "Late"), "copy", "2024-02-27")})[0].ok());
  std::vector<Job> held = ClaimAll(*store_);
  ASSERT_TRUE(store_->LinkCopies(held).ok());
  EXPECT_EQ(held[0].document.duplicate_of(), "");
  ASSERT_TRUE(store_->Ingest({Published(Story(1), "original", "2024-02-26")})[0].ok());
  std::vector<Job> other = ClaimAll(*store_);
  ASSERT_TRUE(store_->LinkCopies(other).ok());
  // What the first worker would commit says nothing of the original: its lease is void.
  EXPECT_EQ(Complete(*store_, held[0], Outcome::Kind::kAnalyzed), 0);
  EXPECT_EQ(Complete(*store_, other[0], Outcome::Kind::kAnalyzed), 1);
  EXPECT_EQ(AnalyseAll(*store_).at("documents/copy"), "documents/original");
}

TEST_P(StoreConformanceTest, ChangedAddressIsARevision) {
  ASSERT_TRUE(store_->Ingest({From("https://example.org/a", "first", "a1"), From("https://example.org/b", "other", "b1")})[1].ok());
  AnalyseAll(*store_);
  const auto second = store_->Ingest({From("http://example.org/a/?utm_source=x", "second", "a2")});
  ASSERT_TRUE(second[0].ok());
  EXPECT_TRUE(second[0]->created);
  EXPECT_EQ(second[0]->document.replaces(), "documents/a1");
  auto old = store_->Get("documents/a1", true).value();
  EXPECT_EQ(old.state(), v1::DOCUMENT_STATE_REPLACED);
  EXPECT_EQ(old.replaced_by(), "documents/a2");
  EXPECT_EQ(old.text(), "first");

  // What the old one said is retracted, and the document stays.
  const auto jobs = ClaimAll(*store_);
  ASSERT_THAT(jobs, SizeIs(2));
  EXPECT_EQ(jobs[0].document.name() == "documents/a1" ? jobs[0].kind : jobs[1].kind, JobKind::kRetract);
  for (const Job& job : jobs) {
    EXPECT_EQ(Complete(*store_, job, job.kind == JobKind::kRetract ? Outcome::Kind::kRemoved : Outcome::Kind::kAnalyzed), 1);
  }
  EXPECT_EQ(StateOf(*store_, "documents/a1"), v1::DOCUMENT_STATE_REPLACED);
  EXPECT_EQ(store_->GetStatistics()->queue_length, 0);

  // A third replaces the second, not the first; the bytes of the first again change nothing.
  ASSERT_TRUE(store_->Ingest({From("https://example.org/a", "third", "a3")})[0].ok());
  EXPECT_EQ(store_->Get("documents/a3", false)->replaces(), "documents/a2");
  EXPECT_EQ(StateOf(*store_, "documents/a2"), v1::DOCUMENT_STATE_REPLACED);
  EXPECT_FALSE(store_->Ingest({From("https://example.org/a", "first", "")})[0]->created);
  EXPECT_EQ(StateOf(*store_, "documents/a1"), v1::DOCUMENT_STATE_REPLACED);
  EXPECT_THAT(store_->List({.url = "https://example.org/a"}, 0, 10)->documents, SizeIs(3));
  EXPECT_EQ(StateOf(*store_, "documents/b1"), v1::DOCUMENT_STATE_ANALYZED);
}

TEST_P(StoreConformanceTest, RevisionIsNoCopyOfWhatItReplaces) {
  NewDocument first = From("https://example.org/a", Story(1), "a1");
  NewDocument second = From("https://example.org/a", Copy(1, "Changed"), "a2");
  ASSERT_TRUE(store_->Ingest({first})[0].ok());
  Add(*store_, Copy(1, "Agency"), "copy");
  AnalyseAll(*store_);
  EXPECT_EQ(OriginalOf(*store_, "copy"), "documents/a1");
  ASSERT_TRUE(store_->Ingest({second})[0].ok());
  AnalyseAll(*store_);
  EXPECT_EQ(OriginalOf(*store_, "copy"), "");
  EXPECT_EQ(OriginalOf(*store_, "a2"), "documents/copy");
}

TEST_P(StoreConformanceTest, FrontPagesAreNoRevisions) {
  ASSERT_TRUE(store_->Ingest({From("https://example.org/", "monday", "a"), From("https://example.org/", "tuesday", "b")})[1].ok());
  EXPECT_EQ(StateOf(*store_, "documents/a"), v1::DOCUMENT_STATE_PENDING);
}

TEST_P(StoreConformanceTest, StatisticsCountAlsoAfterARestart) {
  for (const char* text : {"a", "b", "c", "d"}) Add(*store_, text);
  const absl::Time start = clock_.Now();
  clock_.Advance(absl::Seconds(5));
  auto jobs = ClaimAll(*store_);
  Complete(*store_, jobs[0], Outcome::Kind::kAnalyzed);
  Complete(*store_, jobs[1], Outcome::Kind::kStored);
  Complete(*store_, jobs[2], Outcome::Kind::kFailed, absl::InternalError("x"));
  for (int round = 0; round < 2; ++round) {
    const auto statistics = store_->GetStatistics().value();
    EXPECT_EQ(statistics.queue_length, 1);
    EXPECT_EQ(statistics.oldest_job, start);
    EXPECT_THAT(statistics.states, ElementsAre(std::pair(v1::DOCUMENT_STATE_PENDING, 1), std::pair(v1::DOCUMENT_STATE_ANALYZED, 1),
                                               std::pair(v1::DOCUMENT_STATE_STORED, 1), std::pair(v1::DOCUMENT_STATE_FAILED, 1)));
    Reopen();
  }
}

TEST_P(StoreConformanceTest, ChangedIsRaised) {
  const uint64_t seen = store_->changed().version();
  Add(*store_, "a");
  EXPECT_GT(store_->changed().version(), seen);
}

TEST_P(StoreConformanceTest, ThreadsShareIt) {
  constexpr int kThreads = 4;
  constexpr int kEach = 25;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([this, i] {
      for (int j = 0; j < kEach; ++j) Add(*store_, absl::StrCat(i, "/", j));
    });
  }
  std::mutex mutex;
  std::set<std::string> done;
  for (int i = 0; i < 2; ++i) {
    threads.emplace_back([&] {
      for (;;) {
        const std::vector<Job> jobs = store_->Claim(7, kMuch, kLease).value();
        for (const Job& job : jobs) {
          EXPECT_EQ(Complete(*store_, job, Outcome::Kind::kAnalyzed), 1);
          std::lock_guard<std::mutex> lock(mutex);
          EXPECT_TRUE(done.insert(job.document.name()).second) << "claimed twice";
        }
        std::lock_guard<std::mutex> lock(mutex);
        if (done.size() == size_t{kThreads} * kEach) return;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(store_->GetStatistics()->states[v1::DOCUMENT_STATE_ANALYZED], kThreads * kEach);
}

}  // namespace chancery::ingestion
