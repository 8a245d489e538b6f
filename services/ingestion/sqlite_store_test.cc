#include "services/ingestion/sqlite_store.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "services/ingestion/sqlite_schema.h"
#include "services/ingestion/store_conformance.h"
#include "services/platform/ids.h"
#include "services/platform/status.h"

namespace chancery::ingestion {
namespace {

class SqliteHarness : public StoreHarness {
 public:
  SqliteHarness() : directory_(std::filesystem::path(testing::TempDir()) / ("store-" + platform::RandomHex(8))) {
    std::filesystem::create_directories(directory_);
  }
  ~SqliteHarness() override { std::filesystem::remove_all(directory_); }
  std::unique_ptr<Store> Open(const StoreOptions& options, const platform::Clock& clock) override {
    auto store = SqliteStore::Open(path(), options, clock);
    EXPECT_TRUE(store.ok()) << store.status();
    return store.ok() ? *std::move(store) : nullptr;
  }
  std::string path() const { return (directory_ / "store.db").string(); }

 private:
  const std::filesystem::path directory_;
};

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreConformanceTest,
                         testing::Values(StoreConformanceCase{"Sqlite", [] { return std::make_unique<SqliteHarness>(); }}),
                         [](const auto& test) { return test.param.name; });

TEST(SqliteStoreTest, SecondProcessIsRefused) {
  SqliteHarness harness;
  const auto first = SqliteStore::Open(harness.path(), {});
  ASSERT_TRUE(first.ok()) << first.status();
  EXPECT_EQ(platform::ErrorReason(SqliteStore::Open(harness.path(), {}).status()), "STORE_IN_USE");
}

TEST(SqliteStoreTest, StoreOfTheFirstVersionIsTakenOver) {
  SqliteHarness harness;
  {
    const auto db = platform::Database::Open(harness.path());
    ASSERT_TRUE((*db)->Migrate({SqliteMigrations()[0]}).ok());
    v1::Document fixed;
    fixed.set_name("documents/a");
    fixed.set_title("title");
    ASSERT_TRUE((*db)
                    ->Run("INSERT INTO documents VALUES('a', 7, 'sha', 'en', ?, ?, NULL, 0, '', 7, 7)",
                          platform::Blob{fixed.SerializeAsString()}, v1::DOCUMENT_STATE_PENDING)
                    .ok());
    ASSERT_TRUE((*db)->Execute("INSERT INTO texts VALUES('a', 'text', x''); INSERT INTO jobs VALUES('a', 1, 0, 0, 0, 0, 7, 'trace')").ok());
  }
  const platform::FakeClock clock;
  const auto store = harness.Open({}, clock);
  EXPECT_EQ(store->Get("documents/a", true)->text(), "text");
  const auto jobs = store->Claim(10, 1000, absl::Minutes(1)).value();
  ASSERT_EQ(jobs.size(), 1);
  EXPECT_EQ(jobs[0].traceparent, "trace");
  EXPECT_EQ(jobs[0].document.title(), "title");
}

TEST(SqliteStoreTest, MissingFolderIsRefused) {
  EXPECT_EQ(platform::ErrorReason(SqliteStore::Open("/no/such/folder/store.db", {}).status()), "STORE_NOT_WRITABLE");
}

}  // namespace
}  // namespace chancery::ingestion
