#include "services/platform/sqlite_pool.h"

#include <utility>

namespace chancery::platform {

absl::StatusOr<std::unique_ptr<SqlitePool>> SqlitePool::Open(const std::string& path, const std::vector<std::string>& migrations,
                                                             int readers) {
  std::unique_ptr<SqlitePool> pool(new SqlitePool);
  auto writer = Database::Open(path);
  if (!writer.ok()) return writer.status();
  if (absl::Status status = (*writer)->Migrate(migrations); !status.ok()) return status;
  pool->writer_ = writer->get();
  pool->connections_.push_back(std::move(*writer));
  for (int i = 0; i < readers; ++i) {
    auto reader = Database::Open(path, {.read_only = true});
    if (!reader.ok()) return reader.status();
    pool->readers_.push_back(reader->get());
    pool->connections_.push_back(std::move(*reader));
  }
  return pool;
}

SqlitePool::Lease SqlitePool::Write() {
  std::unique_lock<std::mutex> lock(mutex_);
  returned_.wait(lock, [this] { return writer_ != nullptr; });
  return Lease(this, std::exchange(writer_, nullptr), /*writer=*/true);
}

SqlitePool::Lease SqlitePool::Read() {
  std::unique_lock<std::mutex> lock(mutex_);
  returned_.wait(lock, [this] { return !readers_.empty(); });
  Database* reader = readers_.back();
  readers_.pop_back();
  return Lease(this, reader, /*writer=*/false);
}

void SqlitePool::Return(Database* database, bool writer) {
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (writer) {
      writer_ = database;
    } else {
      readers_.push_back(database);
    }
  }
  // Readers and writers wait on one condition: all must look.
  returned_.notify_all();
}

}  // namespace chancery::platform
