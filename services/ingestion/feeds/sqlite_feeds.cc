#include "services/ingestion/feeds/sqlite_feeds.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "services/platform/status.h"

namespace chancery::ingestion::feeds {
namespace {

using platform::Blob;
using platform::Database;
using platform::Statement;

constexpr char kColumns[] =
    "id, url, address, host, outlet, title, poll_interval, last_poll, next_poll, error, documents, failures, http_etag, http_modified, "
    "version";

int64_t Micros(absl::Time time) { return absl::ToUnixMicros(time); }

absl::StatusOr<absl::Status> ReadError(const Statement& row, int column) {
  google::rpc::Status error;
  if (!error.ParseFromString(std::string(row.Bytes(column)))) return absl::DataLossError("a feed's error can't be read");
  return platform::FromProto(error);
}

absl::StatusOr<FeedRecord> ReadFeed(const Statement& row) {
  auto error = ReadError(row, 9);
  if (!error.ok()) return error.status();
  FeedRecord feed{.id = std::string(row.Text(0)),
                  .url = std::string(row.Text(1)),
                  .address = std::string(row.Text(2)),
                  .host = std::string(row.Text(3)),
                  .outlet = std::string(row.Text(4)),
                  .title = std::string(row.Text(5)),
                  .interval = absl::Microseconds(row.Int(6)),
                  .next_poll = absl::FromUnixMicros(row.Int(8)),
                  .error = *std::move(error),
                  .documents = row.Int(10),
                  .failures = static_cast<int>(row.Int(11)),
                  .http_etag = std::string(row.Text(12)),
                  .http_modified = std::string(row.Text(13)),
                  .version = row.Int(14)};
  if (!row.IsNull(7)) feed.last_poll = absl::FromUnixMicros(row.Int(7));
  return feed;
}

absl::StatusOr<FeedRecord> FindFeed(Database& db, const std::string& id) {
  auto query = db.Query(absl::StrCat("SELECT ", kColumns, " FROM feeds WHERE id = ?"), id);
  if (!query.ok()) return query.status();
  const auto row = query->Step();
  if (!row.ok()) return row.status();
  if (!*row) return platform::NotFound(absl::StrCat(kFeedPrefix, id));
  return ReadFeed(*query);
}

std::string BytesOf(const absl::Status& error) { return error.ok() ? "" : platform::ToProto(error).SerializeAsString(); }

}  // namespace

absl::StatusOr<FeedRecord> SqliteFeeds::Create(const FeedRecord& feed) {
  auto db = pool_.Write();
  const absl::Status status = db->Transact([&]() -> absl::Status {
    {
      auto query =
          db->Query("SELECT id, address = ? FROM feeds WHERE id = ? OR address = ? ORDER BY 2 DESC", feed.address, feed.id, feed.address);
      if (!query.ok()) return query.status();
      const auto row = query->Step();
      if (!row.ok()) return row.status();
      if (*row) {
        const std::string name = absl::StrCat(kFeedPrefix, std::string(query->Text(0)));
        return platform::AlreadyExists(name,
                                       query->Int(1) != 0 ? "has this address already" : "is the name of a feed with another address");
      }
    }
    return db->Run("INSERT INTO feeds VALUES(?, ?, ?, ?, ?, ?, ?, NULL, ?, ?, 0, 0, '', '', ?)", feed.id, feed.url, feed.address, feed.host,
                   feed.outlet, feed.title, absl::ToInt64Microseconds(feed.interval), Micros(feed.next_poll), Blob{""}, feed.version);
  });
  if (!status.ok()) return status;
  return FindFeed(*db, feed.id);
}

absl::StatusOr<FeedRecord> SqliteFeeds::Get(const std::string& id) {
  auto db = pool_.Read();
  return FindFeed(*db, id);
}

absl::StatusOr<std::vector<FeedRecord>> SqliteFeeds::List(const std::string& after, int limit) {
  auto db = pool_.Read();
  auto query = db->Query(absl::StrCat("SELECT ", kColumns, " FROM feeds WHERE id > ? ORDER BY id LIMIT ?"), after, limit);
  if (!query.ok()) return query.status();
  std::vector<FeedRecord> feeds;
  for (;;) {
    const auto row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return feeds;
    auto feed = ReadFeed(*query);
    if (!feed.ok()) return feed.status();
    feeds.push_back(*std::move(feed));
  }
}

absl::Status SqliteFeeds::Delete(const std::string& id, const std::string& etag) {
  auto db = pool_.Write();
  return db->Transact([&]() -> absl::Status {
    const auto feed = FindFeed(*db, id);
    if (!feed.ok()) return feed.status();
    if (!etag.empty() && etag != absl::StrCat(feed->version)) {
      return platform::Aborted(absl::StrCat(kFeedPrefix, id, " has changed since"), "ETAG_MISMATCH");
    }
    if (absl::Status status = db->Run("DELETE FROM feed_pages WHERE key IN (SELECT key FROM feed_entries WHERE feed = ?1) AND NOT EXISTS "
                                      "(SELECT 1 FROM feed_entries e WHERE e.key = feed_pages.key AND e.feed <> ?1)",
                                      id);
        !status.ok()) {
      return status;
    }
    return db->Run("DELETE FROM feeds WHERE id = ?", id);
  });
}

absl::StatusOr<FeedRecord> SqliteFeeds::Schedule(const std::string& id, absl::Time next) {
  auto db = pool_.Write();
  const absl::Status status = db->Transact(
      [&]() -> absl::Status { return db->Run("UPDATE feeds SET next_poll = ?, version = version + 1 WHERE id = ?", Micros(next), id); });
  if (!status.ok()) return status;
  return FindFeed(*db, id);
}

absl::Status SqliteFeeds::FinishPoll(const PollResult& result) {
  auto db = pool_.Write();
  return db->Transact([&]() -> absl::Status {
    if (absl::Status status =
            db->Run("UPDATE feeds SET last_poll = ?, next_poll = ?, error = ?, failures = ?, version = version + 1 WHERE id = ?",
                    Micros(result.time), Micros(result.next), Blob{BytesOf(result.error)}, result.failures, result.feed);
        !status.ok() || result.unchanged) {
      return status;
    }
    return db->Run("UPDATE feeds SET title = ?, http_etag = ?, http_modified = ? WHERE id = ?", result.title, result.http_etag,
                   result.http_modified, result.feed);
  });
}

absl::StatusOr<std::vector<WaitingFeed>> SqliteFeeds::WaitingFeeds(int limit) {
  auto db = pool_.Read();
  auto query = db->Query("SELECT id, host, next_poll FROM feeds ORDER BY next_poll, id LIMIT ?", limit);
  if (!query.ok()) return query.status();
  std::vector<WaitingFeed> waiting;
  for (;;) {
    const auto row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return waiting;
    waiting.push_back({.id = std::string(query->Text(0)), .host = std::string(query->Text(1)), .due = absl::FromUnixMicros(query->Int(2))});
  }
}

}  // namespace chancery::ingestion::feeds
