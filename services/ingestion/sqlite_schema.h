// The tables of SqliteStore. A migration that was released is never changed: add one.
#pragma once

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "services/ingestion/copies/sketch_index.h"
#include "services/ingestion/feeds/feed_schema.h"

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
  )sql",
                                                               R"sql(
    -- Rows lie in order of arrival, so that a batch of documents goes to the end of the tables instead of all over them.
    CREATE TABLE arrived(
      arrival INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      sha256 TEXT NOT NULL UNIQUE,
      language TEXT NOT NULL,
      fixed BLOB NOT NULL,
      state INTEGER NOT NULL,
      error BLOB,
      attempts INTEGER NOT NULL,
      extractor_version TEXT NOT NULL,
      version INTEGER NOT NULL,
      updated INTEGER NOT NULL
    );
    INSERT INTO arrived
      SELECT arrival, id, sha256, language, fixed, state, error, attempts, extractor_version, version, updated
      FROM documents ORDER BY arrival;
    CREATE TABLE arrived_texts(
      arrival INTEGER PRIMARY KEY REFERENCES arrived(arrival) ON DELETE CASCADE,
      text TEXT NOT NULL,
      blocks BLOB NOT NULL
    );
    INSERT INTO arrived_texts SELECT d.arrival, t.text, t.blocks FROM documents d JOIN texts t ON t.id = d.id ORDER BY d.arrival;
    CREATE TABLE arrived_jobs(
      arrival INTEGER PRIMARY KEY REFERENCES arrived(arrival) ON DELETE CASCADE,
      kind INTEGER NOT NULL,
      due INTEGER NOT NULL,
      leased INTEGER NOT NULL,
      fence INTEGER NOT NULL,
      attempts INTEGER NOT NULL,
      created INTEGER NOT NULL,
      traceparent TEXT NOT NULL
    );
    INSERT INTO arrived_jobs
      SELECT d.arrival, j.kind, j.due, j.leased, j.fence, j.attempts, j.created, j.traceparent
      FROM documents d JOIN jobs j ON j.id = d.id ORDER BY d.arrival;
    DROP TABLE jobs;
    DROP TABLE texts;
    DROP TABLE documents;
    ALTER TABLE arrived RENAME TO documents;
    ALTER TABLE arrived_texts RENAME TO texts;
    ALTER TABLE arrived_jobs RENAME TO jobs;
    CREATE INDEX documents_by_state ON documents(state, arrival);
    CREATE INDEX documents_by_language ON documents(language, arrival);
    CREATE INDEX jobs_by_due ON jobs(due, arrival);
  )sql",
                                                               absl::StrCat(R"sql(
    ALTER TABLE documents ADD COLUMN address TEXT NOT NULL DEFAULT '';      -- AddressKey of its url
    ALTER TABLE documents ADD COLUMN replaced_by TEXT NOT NULL DEFAULT '';  -- id
    ALTER TABLE documents ADD COLUMN duplicate_of TEXT NOT NULL DEFAULT ''; -- id; copies.origin as clients see it
    CREATE INDEX documents_by_address ON documents(address, arrival) WHERE address <> '';
    CREATE INDEX documents_by_original ON documents(duplicate_of, arrival) WHERE duplicate_of <> '';

    -- Near-copies: see sqlite_copies.h.
    CREATE TABLE copies(
      arrival INTEGER PRIMARY KEY REFERENCES documents(arrival) ON DELETE CASCADE,
      day TEXT NOT NULL,        -- first day of its publication; '~', after all days, if that is not told
      sketch BLOB NOT NULL,     -- hashes, eight bytes each, little-endian
      indexed INTEGER NOT NULL, -- whether it is in `sketches`
      parent INTEGER NOT NULL,  -- its earliest earlier near-copy; 0: none
      origin INTEGER NOT NULL   -- the parent's parent's ...; 0: none
    );
    CREATE INDEX copies_by_parent ON copies(parent) WHERE parent <> 0;
    CREATE TABLE copy_pairs(document INTEGER NOT NULL, other INTEGER NOT NULL, PRIMARY KEY(document, other)) WITHOUT ROWID;
  )sql",
                                                                            copies::kSketchSchema),
                                                               R"sql(
    -- Long-running operations: see sqlite_operations.cc. Their numbers are of the sequence.
    CREATE TABLE operations(
      number INTEGER PRIMARY KEY,
      filter BLOB NOT NULL,      -- chancery.ingestion.v1.ReprocessDocumentsRequest
      position INTEGER NOT NULL, -- arrival up to which documents were looked at; `number` or more: all
      total INTEGER NOT NULL,
      waiting INTEGER NOT NULL,  -- its jobs
      done INTEGER NOT NULL,
      failed INTEGER NOT NULL,
      created INTEGER NOT NULL,
      ended INTEGER NOT NULL,    -- 0: it goes on
      cancelled INTEGER NOT NULL
    );
    ALTER TABLE jobs ADD COLUMN operation INTEGER NOT NULL DEFAULT 0; -- its number; 0: of none
    CREATE INDEX jobs_by_operation ON jobs(operation) WHERE operation <> 0;
  )sql",
                                                               R"sql(
    -- One row: the last change that was forgotten.
    CREATE TABLE change_log(pruned INTEGER NOT NULL);
    INSERT INTO change_log VALUES(0);
  )sql",
                                                               feeds::kFeedSchema};
  return *migrations;
}

}  // namespace chancery::ingestion
