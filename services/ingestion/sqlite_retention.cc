// SqliteStore: what is too old goes.
#include <algorithm>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "services/ingestion/sqlite_rows.h"
#include "services/ingestion/sqlite_store.h"

namespace chancery::ingestion {
namespace {

// Above so many jobs nothing is expired: new documents wait behind no more removals.
constexpr int64_t kFewJobs = 512;

}  // namespace

absl::StatusOr<Expired> SqliteStore::Expire(absl::Time before, int limit) {
  // An arrival's number is not below the time of storing, so that nothing goes too early. What is being removed is among the
  // oldest for a short time only.
  constexpr char kOld[] = "SELECT arrival, id FROM documents WHERE arrival < ? AND state <> ? ORDER BY arrival LIMIT ?";
  {
    auto db = pool_->Read();
    auto query = db->Query(kOld, ToMicros(before), v1::DOCUMENT_STATE_DELETING, 1);
    if (!query.ok()) return query.status();
    const auto row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return Expired{};
  }
  const auto room_in_queue = [this] {
    std::lock_guard<std::mutex> lock(mutex_);
    return std::min(kFewJobs, std::max<int64_t>(1, options_.max_queue / 2)) - counts_.jobs;
  };
  Expired expired{.documents = 0, .more = true};
  if (room_in_queue() <= 0) return expired;
  const absl::Status status = Transact([&](Writing& writing) -> absl::Status {
    expired = {};
    const auto room = std::max<int64_t>(0, std::min<int64_t>(limit, room_in_queue()));
    std::vector<std::pair<int64_t, std::string>> documents;
    {
      auto query = writing.db.Query(kOld, ToMicros(before), v1::DOCUMENT_STATE_DELETING, room + 1);
      if (!query.ok()) return query.status();
      for (;;) {
        const auto row = query->Step();
        if (!row.ok()) return row.status();
        if (!*row) break;
        documents.emplace_back(query->Int(0), std::string(query->Text(1)));
      }
    }
    for (const auto& [arrival, id] : documents) {
      if (expired.documents >= room) {
        expired.more = true;
        break;
      }
      if (auto removed = Remove(writing, arrival, id); !removed.ok()) return removed;
      ++expired.documents;
    }
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return expired;
}

absl::StatusOr<int64_t> SqliteStore::PruneChanges(absl::Time before, int limit) {
  {
    auto db = pool_->Read();
    auto query = db->Query("SELECT 1 FROM changes WHERE sequence < ? LIMIT 1", ToMicros(before));
    if (!query.ok()) return query.status();
    const auto row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return 0;
  }
  int64_t pruned = 0;
  const absl::Status status = Transact([&](Writing& writing) -> absl::Status {
    int64_t last = 0;
    {
      auto query = writing.db.Query(
          "SELECT COALESCE(MAX(sequence), 0) FROM (SELECT sequence FROM changes WHERE sequence < ? ORDER BY sequence LIMIT ?)",
          ToMicros(before), limit);
      if (!query.ok()) return query.status();
      if (const auto row = query->Step(); !row.ok()) return row.status();
      last = query->Int(0);
    }
    if (auto run = writing.db.Run("DELETE FROM changes WHERE sequence <= ?", last); !run.ok()) return run;
    pruned = writing.db.changes();
    return writing.db.Run("UPDATE change_log SET pruned = MAX(pruned, ?)", last);
  });
  if (!status.ok()) return status;
  return pruned;
}

}  // namespace chancery::ingestion
