// FeedStore in the SQLite file of the ingestion store.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/ingestion/feeds/feed_store.h"
#include "services/platform/sqlite_pool.h"

namespace chancery::ingestion::feeds {

class SqliteFeeds : public FeedStore {
 public:
  // `pool` is of a file with the tables of feed_schema.h and must outlive the object.
  explicit SqliteFeeds(platform::SqlitePool& pool) : pool_(pool) {}

  absl::StatusOr<FeedRecord> Create(const FeedRecord& feed) override;
  absl::StatusOr<FeedRecord> Get(const std::string& id) override;
  absl::StatusOr<std::vector<FeedRecord>> List(const std::string& after, int limit) override;
  absl::Status Delete(const std::string& id, const std::string& etag) override;
  absl::StatusOr<FeedRecord> Schedule(const std::string& id, absl::Time next) override;
  absl::StatusOr<std::vector<WaitingFeed>> WaitingFeeds(int limit) override;
  absl::StatusOr<std::vector<WaitingEntry>> WaitingEntries() override;
  absl::StatusOr<Entry> GetEntry(int64_t number) override;
  absl::StatusOr<std::optional<PageState>> GetPage(const std::string& key) override;
  absl::StatusOr<bool> RecordListing(const Listing& listing, int64_t max_waiting, absl::Duration least_age) override;
  absl::Status RepeatSitemaps(const std::string& feed, absl::Time now) override;
  absl::Status FinishPoll(const PollResult& result) override;
  absl::Status FinishEntry(const EntryResult& result) override;

 private:
  absl::Status Record(platform::Database& db, const Listing& listing, const ListedEntry& entry, absl::Duration least_age, int64_t& waiting);

  platform::SqlitePool& pool_;
};

}  // namespace chancery::ingestion::feeds
