#include "services/query/sqlite_store.h"

#include <gtest/gtest.h>

#include <fstream>

#include "services/platform/sqlite.h"
#include "services/platform/status.h"
#include "services/query/store_conformance.h"
#include "services/query/testing.h"

namespace chancery::query {
namespace {

std::shared_ptr<Store> MakeStore() {
  auto folder = std::make_shared<testing::TemporaryFolder>();
  auto store = OpenSqliteStore(folder->File("store.db"));
  EXPECT_TRUE(store.ok()) << store.status();
  // The folder goes after the store.
  return std::shared_ptr<Store>(store->release(), [folder](Store* owned) { delete owned; });
}

INSTANTIATE_TEST_SUITE_P(Sqlite, StoreConformance, ::testing::Values(StoreFactory{"sqlite", MakeStore}));

TEST(SqliteStoreTest, KeepsWhatWasCommitted) {
  const testing::TemporaryFolder folder;
  for (int i = 0; i < 2; ++i) {
    auto store = OpenSqliteStore(folder.File("store.db"));
    ASSERT_TRUE(store.ok()) << store.status();
    auto tx = (*store)->Begin(Store::Mode::kWrite);
    ASSERT_TRUE(tx.ok());
    EXPECT_EQ((*tx)->Query("SELECT document FROM revisions").size(), static_cast<size_t>(i));
    (*tx)->Run("INSERT INTO revisions (document, revision) VALUES ('a', 1) ON CONFLICT (document) DO NOTHING");
    (*tx)->IndexText(5 + i, "word");
    EXPECT_EQ((*tx)->MatchText({"word"}, INT64_MIN, 10).size(), static_cast<size_t>(i + 1));
    ASSERT_TRUE((*tx)->Commit().ok());
  }
}

TEST(SqliteStoreTest, RefusesWhatItCannotOpen) {
  const testing::TemporaryFolder folder;
  EXPECT_FALSE(OpenSqliteStore(folder.File("no/such/folder/store.db")).ok());
  std::ofstream(folder.File("text.db")) << "this is no database, though it is long enough to be looked at as one\n";
  EXPECT_EQ(OpenSqliteStore(folder.File("text.db")).status().code(), absl::StatusCode::kDataLoss);
  {
    auto db = platform::Database::Open(folder.File("new.db"));
    ASSERT_TRUE(db.ok() && (*db)->Execute("PRAGMA user_version=9999").ok());
  }
  const auto newer = OpenSqliteStore(folder.File("new.db"));
  EXPECT_EQ(platform::ErrorReason(newer.status()), "SCHEMA_TOO_NEW");
}

}  // namespace
}  // namespace chancery::query
