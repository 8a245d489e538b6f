// The tables of SqliteStore. A migration that was released is never changed: add one.
#pragma once

#include <string>
#include <vector>

namespace chancery::ingestion {

// Times are microseconds of the Unix epoch. Protocol Buffers are serialised messages.
inline const std::vector<std::string>& SqliteMigrations() {
  static const auto* migrations = new std::vector<std::string>{R"sql(
    -- One row: the last number given. Numbers order arrivals, changes and leases; they start from the clock, so that a
    -- store begun anew still gives higher ones than its forerunner did.
    CREATE TABLE sequence(value INTEGER NOT NULL);
    INSERT INTO sequence VALUES(0);

    CREATE TABLE documents(
      id TEXT PRIMARY KEY,
      arrival INTEGER NOT NULL UNIQUE,
      sha256 TEXT NOT NULL UNIQUE,
      language TEXT NOT NULL,
      fixed BLOB NOT NULL,      -- chancery.ingestion.v1.Document: what never changes, without text and blocks
      state INTEGER NOT NULL,
      error BLOB,               -- google.rpc.Status
      attempts INTEGER NOT NULL,
      extractor_version TEXT NOT NULL,
      version INTEGER NOT NULL, -- number of the last change: the etag
      updated INTEGER NOT NULL
    );
    CREATE INDEX documents_by_state ON documents(state, arrival);
    CREATE INDEX documents_by_language ON documents(language, arrival);

    -- Apart, so that lists need not read over texts.
    CREATE TABLE texts(
      id TEXT PRIMARY KEY REFERENCES documents(id) ON DELETE CASCADE,
      text TEXT NOT NULL,
      blocks BLOB NOT NULL      -- chancery.ingestion.v1.Document with `blocks` alone
    );

    CREATE TABLE jobs(
      id TEXT PRIMARY KEY REFERENCES documents(id) ON DELETE CASCADE,
      kind INTEGER NOT NULL,
      due INTEGER NOT NULL,     -- when it may be claimed; while it is leased, when the lease ends
      leased INTEGER NOT NULL,
      fence INTEGER NOT NULL,
      attempts INTEGER NOT NULL,
      created INTEGER NOT NULL,
      traceparent TEXT NOT NULL
    );
    CREATE INDEX jobs_by_due ON jobs(due, id);

    CREATE TABLE changes(
      sequence INTEGER PRIMARY KEY,
      id TEXT NOT NULL,
      deleted INTEGER NOT NULL,
      state INTEGER NOT NULL,
      error BLOB,
      attempts INTEGER NOT NULL,
      updated INTEGER NOT NULL
    );

    CREATE TABLE requests(
      id TEXT PRIMARY KEY,
      fingerprint BLOB NOT NULL,
      response BLOB NOT NULL,   -- chancery.ingestion.v1.IngestDocumentResponse
      created INTEGER NOT NULL
    );
    CREATE INDEX requests_by_age ON requests(created);
  )sql"};
  return *migrations;
}

}  // namespace chancery::ingestion
