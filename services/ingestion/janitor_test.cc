#include "services/ingestion/janitor.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "absl/strings/str_cat.h"
#include "services/ingestion/sqlite_store.h"
#include "services/ingestion/store_testing.h"
#include "services/platform/ids.h"
#include "services/platform/log.h"

namespace chancery::ingestion {
namespace {

class JanitorTest : public testing::Test {
 protected:
  JanitorTest() : directory_(std::filesystem::path(testing::TempDir()) / ("janitor-" + platform::RandomHex(8))) {
    platform::SetLogSink([](std::string_view) {});
    std::filesystem::create_directories(directory_);
    store_ = SqliteStore::Open((directory_ / "store.db").string(), {}, clock_).value();
  }
  ~JanitorTest() override {
    store_ = nullptr;
    std::filesystem::remove_all(directory_);
    platform::SetLogSink(nullptr);
  }

  const std::filesystem::path directory_;
  platform::FakeClock clock_;
  std::unique_ptr<Store> store_;
};

TEST_F(JanitorTest, NothingIsTooOldUnlessTold) {
  Add(*store_, "a");
  clock_.Advance(absl::Hours(1'000'000));
  const auto round = Janitor(*store_, {}, clock_).RunOnce().value();
  EXPECT_EQ(round.documents + round.changes, 0);
}

TEST_F(JanitorTest, RemovesInBatchesWhatIsTooOld) {
  Janitor janitor(*store_, {.document_age = absl::Hours(48), .change_age = absl::Hours(24), .document_batch = 2, .change_batch = 4},
                  clock_);
  for (int i = 0; i < 3; ++i) Add(*store_, absl::StrCat("text ", i));
  AnalyseAll(*store_);
  clock_.Advance(absl::Hours(24));
  EXPECT_EQ(janitor.RunOnce()->changes, 0) << "not older than that";
  Add(*store_, "young");
  clock_.Advance(absl::Seconds(1));
  auto round = janitor.RunOnce().value();
  EXPECT_EQ(round.documents, 0);
  EXPECT_EQ(round.changes, 4);
  EXPECT_TRUE(round.more);
  round = janitor.RunOnce().value();
  EXPECT_EQ(round.changes, 2);
  EXPECT_FALSE(round.more);
  clock_.Advance(absl::Hours(24));
  round = janitor.RunOnce().value();
  EXPECT_EQ(round.documents, 2);
  EXPECT_TRUE(round.more);
  round = janitor.RunOnce().value();
  EXPECT_EQ(round.documents, 1);
  EXPECT_FALSE(round.more);
  AnalyseAll(*store_);
  EXPECT_EQ(store_->List({}, 0, 10)->documents.size(), 1);
}

TEST_F(JanitorTest, ThreadRemovesAllThatIsTooOld) {
  for (int i = 0; i < 10; ++i) Add(*store_, absl::StrCat("text ", i));
  AnalyseAll(*store_);
  clock_.Advance(absl::Hours(2));
  Janitor janitor(*store_, {.document_age = absl::Hours(1), .document_batch = 3}, clock_);
  janitor.Start();
  while (store_->GetStatistics()->states[v1::DOCUMENT_STATE_DELETING] < 10) {
    const uint64_t seen = store_->changed().version();
    if (store_->GetStatistics()->states[v1::DOCUMENT_STATE_DELETING] < 10) store_->changed().WaitPast(seen, absl::Seconds(60));
  }
  janitor.Stop();
  AnalyseAll(*store_);
  EXPECT_TRUE(store_->GetStatistics()->states.empty());
}

}  // namespace
}  // namespace chancery::ingestion
