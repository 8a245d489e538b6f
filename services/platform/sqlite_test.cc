#include "services/platform/sqlite.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <thread>

#include "services/platform/ids.h"
#include "services/platform/sqlite_pool.h"
#include "services/platform/status.h"

namespace chancery::platform {
namespace {

class SqliteTest : public testing::Test {
 protected:
  SqliteTest() : directory_(std::filesystem::path(testing::TempDir()) / ("sqlite-" + RandomHex(8))) {
    std::filesystem::create_directories(directory_);
    path_ = (directory_ / "test.db").string();
  }
  ~SqliteTest() override { std::filesystem::remove_all(directory_); }

  static int64_t Count(Database& db) {
    auto query = db.Query("SELECT COUNT(*) FROM t");
    EXPECT_TRUE(query.ok() && query->Step().value());
    return query->Int(0);
  }

  std::filesystem::path directory_;
  std::string path_;
};

TEST_F(SqliteTest, ValuesRoundTrip) {
  auto db = Database::Open(path_).value();
  ASSERT_TRUE(db->Execute("CREATE TABLE t(a, b, c, d, e)").ok());
  const std::string bytes("\0\1", 2);
  ASSERT_TRUE(db->Run("INSERT INTO t VALUES(?, ?, ?, ?, ?)", 7, "Hà Nội", Blob{bytes}, 1.5, nullptr).ok());
  EXPECT_EQ(db->changes(), 1);
  auto row = db->Query("SELECT * FROM t");
  ASSERT_TRUE(row->Step().value());
  EXPECT_EQ(row->Int(0), 7);
  EXPECT_EQ(row->Text(1), "Hà Nội");
  EXPECT_EQ(row->Bytes(2), bytes);
  EXPECT_EQ(row->Double(3), 1.5);
  EXPECT_TRUE(row->IsNull(4));
  EXPECT_FALSE(row->Step().value());
}

TEST_F(SqliteTest, EmptyTextAndBlobAreNotNull) {
  auto db = Database::Open(path_).value();
  auto row = db->Query("SELECT typeof(?), typeof(?), typeof(?)", std::string_view(), Blob{}, std::optional<int>());
  ASSERT_TRUE(row->Step().value());
  EXPECT_EQ(row->Text(0), "text");
  EXPECT_EQ(row->Text(1), "blob");
  EXPECT_EQ(row->Text(2), "null");
}

TEST_F(SqliteTest, FailedTransactionLeavesNothing) {
  auto db = Database::Open(path_).value();
  ASSERT_TRUE(db->Execute("CREATE TABLE t(a PRIMARY KEY)").ok());
  const absl::Status status = db->Transact([&]() -> absl::Status {
    if (absl::Status first = db->Run("INSERT INTO t VALUES(1)"); !first.ok()) return first;
    return db->Run("INSERT INTO t VALUES(1)");
  });
  EXPECT_EQ(status.code(), absl::StatusCode::kAlreadyExists) << status;
  EXPECT_EQ(Count(*db), 0);
  EXPECT_TRUE(db->Transact([&] { return db->Run("INSERT INTO t VALUES(1)"); }).ok());
  EXPECT_EQ(Count(*db), 1);
}

TEST_F(SqliteTest, MigrationsRunOnceInOrder) {
  const std::vector<std::string> first = {"CREATE TABLE t(a)"};
  const std::vector<std::string> both = {first[0], "ALTER TABLE t ADD b; INSERT INTO t VALUES(1, 2)"};
  EXPECT_TRUE(Database::Open(path_).value()->Migrate(first).ok());
  auto db = Database::Open(path_).value();
  EXPECT_TRUE(db->Migrate(both).ok());
  EXPECT_TRUE(db->Migrate(both).ok());
  EXPECT_EQ(Count(*db), 1);
  EXPECT_EQ(ErrorReason(db->Migrate(first)), "SCHEMA_TOO_NEW");
}

TEST_F(SqliteTest, FailedMigrationLeavesTheVersionBefore) {
  auto db = Database::Open(path_).value();
  EXPECT_FALSE(db->Migrate({"CREATE TABLE t(a)", "CREATE TABLE u(a); SELECT broken"}).ok());
  EXPECT_TRUE(db->Migrate({"CREATE TABLE t(a)", "CREATE TABLE u(a)"}).ok());
}

TEST_F(SqliteTest, DamagedFileIsDataLoss) {
  {
    FILE* file = fopen(path_.c_str(), "w");
    fputs(
        "this is not a database, but it is long enough to be looked at as one "
        "...............................",
        file);
    fclose(file);
  }
  const auto db = Database::Open(path_);
  EXPECT_EQ(db.status().code(), absl::StatusCode::kDataLoss) << db.status();
}

TEST_F(SqliteTest, WrongSqlIsInternal) {
  auto db = Database::Open(path_).value();
  EXPECT_EQ(db->Run("SELEKT").code(), absl::StatusCode::kInternal);
  EXPECT_EQ(db->Query("SELECT 1", 2).status().code(), absl::StatusCode::kInternal);
}

TEST_F(SqliteTest, PoolReadsWhileItWrites) {
  auto pool = SqlitePool::Open(path_, {"CREATE TABLE t(a)"}, 2).value();
  auto writer = pool->Write();
  ASSERT_TRUE(writer
                  ->Transact([&]() -> absl::Status {
                    if (absl::Status status = writer->Run("INSERT INTO t VALUES(1)"); !status.ok()) return status;
                    EXPECT_EQ(Count(*pool->Read()), 0);
                    return absl::OkStatus();
                  })
                  .ok());
  EXPECT_EQ(Count(*pool->Read()), 1);
  EXPECT_FALSE(pool->Read()->Run("INSERT INTO t VALUES(2)").ok());
}

TEST_F(SqliteTest, PoolLendsTheWriterToOneThreadAtATime) {
  auto pool = SqlitePool::Open(path_, {"CREATE TABLE t(a)"}, 1).value();
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 10; ++j) EXPECT_TRUE(pool->Write()->Run("INSERT INTO t VALUES(1)").ok());
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(Count(*pool->Read()), 40);
}

TEST_F(SqliteTest, ParametersCountedAtRunTime) {
  auto db = Database::Open(":memory:");
  ASSERT_TRUE(db.ok());
  using Value = std::variant<std::nullptr_t, int64_t, std::string>;
  auto rows = (*db)->QueryWith("SELECT ?, ?, ?", std::vector<Value>{nullptr, int64_t{7}, "x"});
  ASSERT_TRUE(rows.ok()) << rows.status();
  ASSERT_TRUE(*rows->Step());
  EXPECT_TRUE(rows->IsNull(0));
  EXPECT_EQ(rows->Int(1), 7);
  EXPECT_EQ(rows->Text(2), "x");
  EXPECT_EQ(rows->columns(), 3);
  EXPECT_EQ(rows->Type(1), SQLITE_INTEGER);
  EXPECT_FALSE((*db)->QueryWith("SELECT 1", std::vector<Value>{nullptr}).ok());
}

}  // namespace
}  // namespace chancery::platform
