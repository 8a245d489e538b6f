// Finds documents whose sketches meet in several hashes, in a time that does not grow with their number.
//
// An inverted index in SQLite, hash to documents. A hash that many documents have (a set phrase, a page's boilerplate) says
// nothing and is passed over after kMaxDocuments of them, so that a lookup reads a bounded number of rows.
//
// Functions work on the writer's connection, inside its transaction.
#pragma once

#include <cstdint>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/platform/sqlite.h"

namespace chancery::ingestion::copies {

// The index's table; `document` is any number that the caller chooses.
inline constexpr char kSketchSchema[] = R"sql(
  CREATE TABLE sketches(hash INTEGER NOT NULL, document INTEGER NOT NULL, PRIMARY KEY(hash, document)) WITHOUT ROWID;
)sql";

// A hash that more documents have is not evidence.
inline constexpr int kMaxDocuments = 16;

absl::Status AddSketch(platform::Database& db, int64_t document, const std::vector<int64_t>& sketch);
absl::Status RemoveSketch(platform::Database& db, int64_t document, const std::vector<int64_t>& sketch);

// At most `limit` documents that share two hashes or more, those that share most first, the earlier number first among equals.
absl::StatusOr<std::vector<int64_t>> FindBySketch(platform::Database& db, const std::vector<int64_t>& sketch, size_t limit);

}  // namespace chancery::ingestion::copies
