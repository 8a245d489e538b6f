// The tables of SqliteFeeds, a migration of the ingestion store (sqlite_schema.h). Never changed once released: add one.
#pragma once

namespace chancery::ingestion::feeds {

// Times are microseconds of the Unix epoch, durations microseconds.
inline constexpr char kFeedSchema[] = R"sql(
    CREATE TABLE feeds(
      id TEXT PRIMARY KEY,
      url TEXT NOT NULL,
      address TEXT NOT NULL UNIQUE,
      host TEXT NOT NULL,
      outlet TEXT NOT NULL,
      title TEXT NOT NULL,
      poll_interval INTEGER NOT NULL,
      last_poll INTEGER,
      next_poll INTEGER NOT NULL,
      error BLOB,                -- google.rpc.Status
      documents INTEGER NOT NULL,
      failures INTEGER NOT NULL,
      http_etag TEXT NOT NULL,
      http_modified TEXT NOT NULL,
      version INTEGER NOT NULL
    );
    CREATE INDEX feeds_by_next_poll ON feeds(next_poll, id, host);

    CREATE TABLE feed_entries(
      number INTEGER PRIMARY KEY,
      feed TEXT NOT NULL REFERENCES feeds(id) ON DELETE CASCADE,
      parent INTEGER NOT NULL,   -- the entry whose sitemap lists it; 0: the feed
      depth INTEGER NOT NULL,
      kind INTEGER NOT NULL,
      key TEXT NOT NULL,
      host TEXT NOT NULL,
      url TEXT NOT NULL,
      guid TEXT NOT NULL,
      title TEXT NOT NULL,
      published TEXT NOT NULL,
      language TEXT NOT NULL,
      content TEXT NOT NULL,     -- empty once it is worked off
      version TEXT NOT NULL,
      state INTEGER NOT NULL,    -- 0 waits, 1 done, 2 refused
      error BLOB,                -- google.rpc.Status
      attempts INTEGER NOT NULL,
      due INTEGER NOT NULL,
      listed INTEGER NOT NULL,   -- when the feed last named it, to a day
      UNIQUE(feed, key)
    );
    CREATE INDEX feed_entries_waiting ON feed_entries(host, due, number) WHERE state = 0;
    CREATE INDEX feed_entries_waiting_of_feed ON feed_entries(feed) WHERE state = 0;
    CREATE INDEX feed_entries_by_key ON feed_entries(key);
    CREATE INDEX feed_entries_by_age ON feed_entries(feed, parent, listed);

    CREATE TABLE feed_pages(
      key TEXT PRIMARY KEY,
      version TEXT NOT NULL,
      first INTEGER NOT NULL,    -- when it was first fetched
      fetched INTEGER NOT NULL,
      digest TEXT NOT NULL,
      http_etag TEXT NOT NULL,
      http_modified TEXT NOT NULL
    ) WITHOUT ROWID;
  )sql";

}  // namespace chancery::ingestion::feeds
