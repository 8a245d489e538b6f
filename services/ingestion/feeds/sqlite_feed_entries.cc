// SqliteFeeds: what feeds named, and what was fetched of it.
#include <algorithm>
#include <utility>

#include "services/ingestion/feeds/sqlite_feeds.h"
#include "services/platform/status.h"
#include "services/platform/strings.h"

namespace chancery::ingestion::feeds {
namespace {

using platform::Blob;
using platform::Database;

// States of an entry.
constexpr int kWaits = 0;
constexpr int kDone = 1;
constexpr int kRefused = 2;

// Other writers wait no longer than for so many entries.
constexpr size_t kBatch = 1000;
constexpr absl::Duration kListedPrecision = absl::Hours(24);
// What a feed has not named for so long it will not name again.
constexpr absl::Duration kForgottenAfter = absl::Hours(60 * 24);

int64_t Micros(absl::Time time) { return absl::ToUnixMicros(time); }

std::string BytesOf(const absl::Status& error) { return error.ok() ? "" : platform::ToProto(error).SerializeAsString(); }

absl::StatusOr<bool> Exists(Database& db, const std::string& feed) {
  auto query = db.Query("SELECT 1 FROM feeds WHERE id = ?", feed);
  if (!query.ok()) return query.status();
  return query->Step();
}

// When an entry that changed may be fetched again: a page that says of itself every hour that it changed is not fetched every hour.
absl::StatusOr<int64_t> DueAgain(Database& db, const std::string& key, int64_t now, absl::Duration least_age) {
  auto query = db.Query("SELECT first, fetched FROM feed_pages WHERE key = ?", key);
  if (!query.ok()) return query.status();
  const auto row = query->Step();
  if (!row.ok()) return row.status();
  if (!*row) return now;
  return std::max(now, query->Int(1) + std::max(absl::ToInt64Microseconds(least_age), query->Int(1) - query->Int(0)));
}

absl::Status Forget(Database& db, const Listing& listing) {
  const int64_t horizon = Micros(listing.time - kForgottenAfter);
  if (absl::Status status = db.Run("DELETE FROM feed_pages WHERE key IN (SELECT key FROM feed_entries WHERE feed = ?1 AND parent = ?2 AND "
                                   "listed < ?3 AND state <> 0) "
                                   "AND (SELECT COUNT(*) FROM feed_entries e WHERE e.key = feed_pages.key) = 1",
                                   listing.feed, listing.parent, horizon);
      !status.ok()) {
    return status;
  }
  return db.Run("DELETE FROM feed_entries WHERE feed = ? AND parent = ? AND listed < ? AND state <> 0", listing.feed, listing.parent,
                horizon);
}

}  // namespace

absl::StatusOr<bool> SqliteFeeds::RecordListing(const Listing& listing, int64_t max_waiting, absl::Duration least_age) {
  size_t next = 0;
  bool complete = true;
  do {
    auto db = pool_.Write();
    const absl::Status status = db->Transact([&]() -> absl::Status {
      const auto exists = Exists(*db, listing.feed);
      if (!exists.ok()) return exists.status();
      if (!*exists) {
        next = listing.entries.size();
        return absl::OkStatus();
      }
      int64_t waiting = 0;
      {
        auto query = db->Query("SELECT COUNT(*) FROM feed_entries WHERE feed = ? AND state = 0", listing.feed);
        if (!query.ok()) return query.status();
        if (const auto row = query->Step(); !row.ok()) return row.status();
        waiting = query->Int(0);
      }
      const size_t end = std::min(next + kBatch, listing.entries.size());
      for (; next < end; ++next) {
        if (waiting >= max_waiting) {
          complete = false;
          next = listing.entries.size();
          break;
        }
        if (absl::Status done = Record(*db, listing, listing.entries[next], least_age, waiting); !done.ok()) return done;
      }
      return next == listing.entries.size() ? Forget(*db, listing) : absl::OkStatus();
    });
    if (!status.ok()) return status;
  } while (next < listing.entries.size());
  return complete;
}

absl::Status SqliteFeeds::Record(Database& db, const Listing& listing, const ListedEntry& entry, absl::Duration least_age,
                                 int64_t& waiting) {
  const FeedItem& item = entry.item;
  const int64_t now = Micros(listing.time);
  int64_t number = 0;
  int64_t due = now;
  bool again = true;
  bool waits = false;
  {
    auto query =
        db.Query("SELECT number, version, listed, state, parent FROM feed_entries WHERE feed = ? AND key = ?", listing.feed, entry.key);
    if (!query.ok()) return query.status();
    const auto row = query->Step();
    if (!row.ok()) return row.status();
    if (*row) {
      number = query->Int(0);
      waits = query->Int(3) == kWaits;
      const bool sitemap = entry.kind == EntryKind::kSitemap;
      // Sitemaps that name one another would never end: each belongs to the first that named it.
      if (sitemap && query->Int(4) != listing.parent) return absl::OkStatus();
      // A sitemap of which nobody says whether it changed has to be asked.
      again = query->Text(1) != item.version || (sitemap && item.version.empty() && !waits);
      const bool stale = query->Int(2) < now - absl::ToInt64Microseconds(kListedPrecision) || query->Int(4) != listing.parent;
      if (!again && !stale) return absl::OkStatus();
    }
  }
  if (number == 0) {
    ++waiting;
    return db.Run(
        "INSERT INTO feed_entries(feed, parent, depth, kind, key, host, url, guid, title, published, language, content, version, state, "
        "attempts, due, listed) VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, 0, ?, ?)",
        listing.feed, listing.parent, listing.depth, entry.kind, entry.key, entry.host, item.url, item.guid, item.title, item.published,
        item.language, item.content, item.version, now, now);
  }
  if (absl::Status status = db.Run("UPDATE feed_entries SET listed = ?, parent = ? WHERE number = ?", now, listing.parent, number);
      !status.ok() || !again) {
    return status;
  }
  if (waits) {
    // It may be being fetched at this moment, of the version before: FinishEntry then leaves it waiting.
    return db.Run("UPDATE feed_entries SET url = ?, host = ?, title = ?, published = ?, content = ?, version = ? WHERE number = ?",
                  item.url, entry.host, item.title, item.published, item.content, item.version, number);
  }
  if (entry.kind == EntryKind::kArticle) {
    const auto later = DueAgain(db, entry.key, now, least_age);
    if (!later.ok()) return later.status();
    due = *later;
  }
  ++waiting;
  return db.Run(
      "UPDATE feed_entries SET kind = ?, url = ?, host = ?, guid = ?, title = ?, published = ?, language = ?, content = ?, version = ?, "
      "state = 0, attempts = 0, error = NULL, due = ? WHERE number = ?",
      entry.kind, item.url, entry.host, item.guid, item.title, item.published, item.language, item.content, item.version, due, number);
}

absl::Status SqliteFeeds::RepeatSitemaps(const std::string& feed, absl::Time now) {
  auto db = pool_.Write();
  return db->Transact([&]() -> absl::Status {
    return db->Run("UPDATE feed_entries SET state = 0, attempts = 0, due = ? WHERE feed = ? AND kind = ? AND version = '' AND state <> 0",
                   Micros(now), feed, EntryKind::kSitemap);
  });
}

absl::StatusOr<std::vector<WaitingEntry>> SqliteFeeds::WaitingEntries() {
  auto db = pool_.Read();
  // From host to host through the index, however many entries each has.
  auto query = db->Query(
      "WITH RECURSIVE hosts(host) AS ("
      "SELECT MIN(host) FROM feed_entries WHERE state = 0 UNION ALL "
      "SELECT (SELECT MIN(e.host) FROM feed_entries e WHERE e.state = 0 AND e.host > hosts.host) FROM hosts WHERE hosts.host IS NOT NULL) "
      "SELECT e.number, e.host, e.due FROM hosts h JOIN feed_entries e ON e.number = "
      "(SELECT f.number FROM feed_entries f WHERE f.state = 0 AND f.host = h.host ORDER BY f.due, f.number LIMIT 1) ORDER BY e.due, "
      "e.number");
  if (!query.ok()) return query.status();
  std::vector<WaitingEntry> waiting;
  for (;;) {
    const auto row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return waiting;
    waiting.push_back({.number = query->Int(0), .host = std::string(query->Text(1)), .due = absl::FromUnixMicros(query->Int(2))});
  }
}

absl::StatusOr<Entry> SqliteFeeds::GetEntry(int64_t number) {
  auto db = pool_.Read();
  auto query = db->Query(
      "SELECT feed, depth, attempts, kind, key, host, url, guid, title, published, language, content, version FROM feed_entries "
      "WHERE number = ?",
      number);
  if (!query.ok()) return query.status();
  const auto row = query->Step();
  if (!row.ok()) return row.status();
  if (!*row) return absl::NotFoundError("the entry is gone");
  const auto text = [&](int column) { return std::string(query->Text(column)); };
  return Entry{.number = number,
               .feed = text(0),
               .depth = static_cast<int>(query->Int(1)),
               .attempts = static_cast<int>(query->Int(2)),
               .listed = {.kind = static_cast<EntryKind>(query->Int(3)),
                          .key = text(4),
                          .host = text(5),
                          .item = {.url = text(6),
                                   .guid = text(7),
                                   .title = text(8),
                                   .published = text(9),
                                   .language = text(10),
                                   .content = text(11),
                                   .version = text(12)}}};
}

absl::StatusOr<std::optional<PageState>> SqliteFeeds::GetPage(const std::string& key) {
  auto db = pool_.Read();
  auto query = db->Query("SELECT version, fetched, digest, http_etag, http_modified FROM feed_pages WHERE key = ?", key);
  if (!query.ok()) return query.status();
  const auto row = query->Step();
  if (!row.ok()) return row.status();
  if (!*row) return std::nullopt;
  return PageState{.version = std::string(query->Text(0)),
                   .fetched = absl::FromUnixMicros(query->Int(1)),
                   .digest = std::string(query->Text(2)),
                   .http_etag = std::string(query->Text(3)),
                   .http_modified = std::string(query->Text(4))};
}

absl::Status SqliteFeeds::FinishEntry(const EntryResult& result) {
  auto db = pool_.Write();
  return db->Transact([&]() -> absl::Status {
    const Entry& entry = result.entry;
    absl::Status status;
    if (result.kind == EntryResult::Kind::kRetry) {
      status = db->Run("UPDATE feed_entries SET attempts = ?, due = ?, error = ? WHERE number = ?", result.attempts, Micros(result.due),
                       Blob{BytesOf(result.error)}, entry.number);
    } else {
      status = db->Run("UPDATE feed_entries SET state = ?, attempts = ?, error = ?, content = '' WHERE number = ? AND version = ?",
                       result.kind == EntryResult::Kind::kDone ? kDone : kRefused, result.attempts, Blob{BytesOf(result.error)},
                       entry.number, entry.listed.item.version);
    }
    if (!status.ok()) return status;
    const auto there = Exists(*db, entry.feed);
    if (!there.ok() || !*there) return there.status();
    if (result.page) {
      const int64_t fetched = Micros(result.page->fetched);
      status = db->Run(
          "INSERT INTO feed_pages VALUES(?, ?, ?, ?, ?, ?, ?) ON CONFLICT(key) DO UPDATE SET version = excluded.version, "
          "fetched = excluded.fetched, digest = excluded.digest, http_etag = excluded.http_etag, http_modified = excluded.http_modified",
          entry.listed.key, result.page->version, fetched, fetched, result.page->digest, result.page->http_etag,
          result.page->http_modified);
    }
    if (!status.ok() || !result.document) return status;
    return db->Run("UPDATE feeds SET documents = documents + 1, version = version + 1 WHERE id = ?", entry.feed);
  });
}

}  // namespace chancery::ingestion::feeds
