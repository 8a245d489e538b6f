// Connections to one SQLite file shared among threads: one writer, several readers that see the last commit.
//
// Thread-safe. What Write and Read lend must be given back (destroyed) before the pool ends.
#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/platform/sqlite.h"

namespace chancery::platform {

class SqlitePool {
 public:
  // A connection on loan.
  class Lease {
   public:
    Lease(SqlitePool* pool, Database* database, bool writer) : pool_(pool), database_(database), writer_(writer) {}
    Lease(Lease&& other) noexcept : pool_(other.pool_), database_(std::exchange(other.database_, nullptr)), writer_(other.writer_) {}
    Lease& operator=(Lease&&) = delete;
    ~Lease() {
      if (database_ != nullptr) pool_->Return(database_, writer_);
    }
    Database* operator->() const { return database_; }
    Database& operator*() const { return *database_; }

   private:
    SqlitePool* pool_;
    Database* database_;
    bool writer_;
  };

  // Opens `path` and migrates it.
  static absl::StatusOr<std::unique_ptr<SqlitePool>> Open(const std::string& path, const std::vector<std::string>& migrations,
                                                          int readers = 4);

  // Waits for the connection that writes.
  Lease Write();
  // Waits for a connection that reads. A thread should hold one at a time.
  Lease Read();

 private:
  SqlitePool() = default;
  void Return(Database* database, bool writer);

  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Database>> connections_;
  Database* writer_ = nullptr;  // null while it is lent
  std::vector<Database*> readers_;
};

}  // namespace chancery::platform
