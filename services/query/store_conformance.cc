#include "services/query/store_conformance.h"

#include <gmock/gmock.h>

#include <atomic>
#include <thread>
#include <vector>

#include "absl/strings/str_cat.h"

namespace chancery::query {
namespace {
using ::testing::ElementsAre;
using ::testing::IsEmpty;
constexpr auto kRead = Store::Mode::kRead;
constexpr auto kWrite = Store::Mode::kWrite;

void PutRevision(Transaction& tx, const std::string& document, int64_t revision) {
  tx.Run("INSERT INTO revisions (document, revision) VALUES (?, ?)", document, revision);
}

std::vector<std::string> Documents(Transaction& tx, const std::string& order) {
  std::vector<std::string> out;
  for (const Row& row : tx.Query(absl::StrCat("SELECT document FROM revisions ORDER BY document ", order))) {
    out.push_back(row.Text(0));
  }
  return out;
}
}  // namespace

std::unique_ptr<Transaction> StoreConformance::Begin(Store::Mode mode) {
  auto tx = store_->Begin(mode);
  EXPECT_TRUE(tx.ok()) << tx.status();
  return tx.ok() ? *std::move(tx) : nullptr;
}

// The suite is a library: its tests are instantiated elsewhere.
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(StoreConformance);

TEST_P(StoreConformance, ValuesComeBackAsTheyWere) {
  const std::string text = "Bùi Thanh Sơn \xF0\x9F\x87\xBB\xF0\x9F\x87\xB3 'quote' \"double\"";
  const Bytes bytes{std::string("\0\xFF\n", 3)};
  {
    auto tx = Begin(kWrite);
    tx->Run("INSERT INTO contents (document, title, text, analysis) VALUES (?, ?, ?, ?)", "a", text, "", BytesView{bytes.value});
    tx->Run("INSERT INTO contents (document, title, text, analysis) VALUES (?, ?, ?, ?)", "b", "", "", nullptr);
    PutRevision(*tx, "a", INT64_MIN);
    PutRevision(*tx, "b", INT64_MAX);
    ASSERT_TRUE(tx->Commit().ok());
  }
  auto tx = Begin(kRead);
  const auto rows = tx->Query("SELECT title, text, analysis FROM contents ORDER BY document");
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].Text(0), text);
  EXPECT_FALSE(rows[0].IsNull(1));
  EXPECT_EQ(rows[0].Blob(2), bytes.value);
  EXPECT_TRUE(rows[1].IsNull(2));
  const auto revisions = tx->Query("SELECT revision FROM revisions ORDER BY document");
  ASSERT_EQ(revisions.size(), 2u);
  EXPECT_EQ(revisions[0].Int(0), INT64_MIN);
  EXPECT_EQ(revisions[1].Int(0), INT64_MAX);
}

TEST_P(StoreConformance, NothingStaysOfATransactionThatWasNotCommitted) {
  { PutRevision(*Begin(kWrite), "a", 1); }
  auto tx = Begin(kRead);
  EXPECT_THAT(Documents(*tx, ""), IsEmpty());
}

TEST_P(StoreConformance, ErrorsStick) {
  {
    auto tx = Begin(kWrite);
    PutRevision(*tx, "a", 1);
    PutRevision(*tx, "a", 2);
    EXPECT_FALSE(tx->status().ok());
    EXPECT_EQ(tx->Run("DELETE FROM revisions"), 0);
    EXPECT_THAT(tx->Query("SELECT 1"), IsEmpty());
    EXPECT_FALSE(tx->Commit().ok());
  }
  {
    auto tx = Begin(kWrite);
    PutRevision(*tx, "b", 1);
    tx->Fail(absl::DataLossError("found by the caller"));
    EXPECT_EQ(tx->Commit().code(), absl::StatusCode::kDataLoss);
  }
  auto tx = Begin(kRead);
  EXPECT_THAT(Documents(*tx, ""), IsEmpty());
}

TEST_P(StoreConformance, ReadersSeeTheLastCommitAsItWasWhenTheyBegan) {
  {
    auto tx = Begin(kWrite);
    PutRevision(*tx, "a", 1);
    ASSERT_TRUE(tx->Commit().ok());
  }
  auto reader = Begin(kRead);
  EXPECT_THAT(Documents(*reader, ""), ElementsAre("a"));
  auto writer = Begin(kWrite);
  PutRevision(*writer, "b", 1);
  EXPECT_THAT(Documents(*reader, ""), ElementsAre("a"));
  ASSERT_TRUE(writer->Commit().ok());
  EXPECT_THAT(Documents(*reader, ""), ElementsAre("a"));
  EXPECT_THAT(Documents(*Begin(kRead), ""), ElementsAre("a", "b"));
}

TEST_P(StoreConformance, ReadersDoNotWrite) {
  auto tx = Begin(kRead);
  PutRevision(*tx, "a", 1);
  EXPECT_FALSE(tx->status().ok());
}

TEST_P(StoreConformance, UpsertsAndReturns) {
  auto tx = Begin(kWrite);
  const char* raise =
      "INSERT INTO revisions (document, revision) VALUES (?, ?) ON CONFLICT (document) DO UPDATE "
      "SET revision = excluded.revision WHERE revisions.revision < excluded.revision RETURNING revision";
  EXPECT_EQ(tx->Query(raise, "a", 2).size(), 1u);
  EXPECT_EQ(tx->Query(raise, "a", 1).size(), 0u);
  const auto raised = tx->Query(raise, "a", 3);
  ASSERT_EQ(raised.size(), 1u);
  EXPECT_EQ(raised[0].Int(0), 3);
  EXPECT_EQ(tx->Run("UPDATE revisions SET revision = revision + 1"), 1);
  EXPECT_EQ(tx->Query("DELETE FROM revisions WHERE document = ? RETURNING document", "a").size(), 1u);
  EXPECT_TRUE(tx->status().ok()) << tx->status();
}

TEST_P(StoreConformance, TextComparesByBytesAndRowsCompareInOrder) {
  auto tx = Begin(kWrite);
  for (const char* document : {"a", "B", "á", "b", "Z", "", "a-b", "ab"}) PutRevision(*tx, document, 1);
  EXPECT_THAT(Documents(*tx, ""), ElementsAre("", "B", "Z", "a", "a-b", "ab", "b", "á"));
  const auto rows = tx->Query(
      "SELECT document FROM revisions WHERE (revision, document) < (?, ?) ORDER BY revision DESC, document DESC LIMIT 2", 1, "a-b");
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].Text(0), "a");
  EXPECT_EQ(rows[1].Text(0), "Z");
}

TEST_P(StoreConformance, PassagesAreCutByCodePoints) {
  auto tx = Begin(kWrite);
  tx->Run("INSERT INTO contents (document, title, text, analysis) VALUES ('a', '', ?, NULL)", "\xF0\x9F\x87\xBB Bùi Sơn");
  const auto rows = tx->Query("SELECT SUBSTR(text, ?, ?) FROM contents", 3, 3);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].Text(0), "Bùi");
}

TEST_P(StoreConformance, TextIndexFindsAllWords) {
  auto tx = Begin(kWrite);
  tx->IndexText(3, "bui thanh son gap guterres");
  tx->IndexText(-7, "bui thanh son bui");
  tx->IndexText(INT64_MAX, "thanh 2024 外交部");
  EXPECT_THAT(tx->MatchText({"thanh", "bui"}, INT64_MIN, 10), ElementsAre(-7, 3));
  EXPECT_THAT(tx->MatchText({"thanh"}, INT64_MIN, 2), ElementsAre(-7, 3));
  EXPECT_THAT(tx->MatchText({"thanh"}, -7, 10), ElementsAre(3, INT64_MAX));
  EXPECT_THAT(tx->MatchText({"2024", "外交部"}, INT64_MIN, 10), ElementsAre(INT64_MAX));
  EXPECT_THAT(tx->MatchText({"than"}, INT64_MIN, 10), IsEmpty()) << "whole words only";
  EXPECT_THAT(tx->MatchText({"and", "or", "not", "near"}, INT64_MIN, 10), IsEmpty()) << "no words are operators";
  const auto match = [&](const char* text) { return tx->MatchText(*ParseTextQuery(text), INT64_MIN, 10); };
  EXPECT_THAT(match("\"thanh son\""), ElementsAre(-7, 3));
  EXPECT_THAT(match("\"son thanh\""), IsEmpty());
  EXPECT_THAT(match("guter*"), ElementsAre(3));
  EXPECT_THAT(match("guterres OR 2024"), ElementsAre(3, INT64_MAX));
  EXPECT_THAT(match("thanh NOT guterres NOT 2024"), ElementsAre(-7));
  EXPECT_THAT(match("(guterres OR 2024) -son"), ElementsAre(INT64_MAX));
  tx->UnindexText(3, "bui thanh son gap guterres");
  EXPECT_THAT(tx->MatchText({"bui"}, INT64_MIN, 10), ElementsAre(-7));
  EXPECT_TRUE(tx->status().ok()) << tx->status();
}

TEST_P(StoreConformance, TextIndexRanksTheMoreTellingFirst) {
  auto tx = Begin(kWrite);
  for (int i = 0; i < 20; ++i) tx->IndexText(100 + i, "some other text of the same length");
  tx->IndexText(1, "halal market and many other words that dilute what is told in it");
  tx->IndexText(2, "halal halal market");
  const auto hits = tx->RankText({"halal", "market"}, 10);
  ASSERT_EQ(hits.size(), 2u);
  EXPECT_EQ(hits[0].number, 2);
  EXPECT_GT(hits[0].score, hits[1].score);
  EXPECT_EQ(tx->RankText({"halal"}, 1).size(), 1u);
}

TEST_P(StoreConformance, WritersTakeTurns) {
  {
    auto tx = Begin(kWrite);
    PutRevision(*tx, "counter", 0);
    ASSERT_TRUE(tx->Commit().ok());
  }
  constexpr int kThreads = 4, kSteps = 10;
  std::atomic<int> failures = 0;
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (int step = 0; step < kSteps; ++step) {
        absl::Status status = absl::AbortedError("");
        while (absl::IsAborted(status)) {
          auto tx = store_->Begin(kWrite);
          if (!tx.ok()) {
            status = tx.status();
            continue;
          }
          const auto rows = (*tx)->Query("SELECT revision FROM revisions");
          if (!rows.empty()) (*tx)->Run("UPDATE revisions SET revision = ?", rows[0].Int(0) + 1);
          status = (*tx)->Commit();
        }
        if (!status.ok()) ++failures;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(failures, 0);
  auto tx = Begin(kRead);
  const auto rows = tx->Query("SELECT revision FROM revisions");
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].Int(0), kThreads * kSteps);
}

}  // namespace chancery::query
