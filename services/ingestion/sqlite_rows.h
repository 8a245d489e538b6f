// Reading documents out of SqliteStore's tables.
#pragma once

#include <cstdint>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "chancery/ingestion/v1/document.pb.h"
#include "services/platform/sqlite.h"

namespace chancery::ingestion {

// Columns that ReadDocument expects first, of documents `d`, in a query that may have more.
inline constexpr char kDocumentColumns[] =
    " d.fixed, d.state, d.error, d.attempts, d.version, d.updated, d.arrival, d.duplicate_of, d.replaced_by ";
inline constexpr int kDocumentColumnCount = 9;
inline constexpr int kArrivalColumn = 6;  // the document's key in all tables

// The document of the current row, without text and blocks. DATA_LOSS if it can't be read.
absl::StatusOr<v1::Document> ReadDocument(const platform::Statement& row);

// Adds text and blocks. NOT_FOUND if there are none.
absl::Status ReadText(platform::Database& db, int64_t arrival, v1::Document& document);

// The id in a name; the name itself if it has no prefix.
std::string IdOf(const std::string& name);

// What changes with a document's life, from its columns.
absl::Status SetLife(int64_t state, std::string_view error, int64_t attempts, int64_t version, int64_t updated, v1::Document& document);

// The names in a document's relations to others, from its columns of ids.
void SetRelations(std::string_view duplicate_of, std::string_view replaced_by, v1::Document& document);

int64_t ToMicros(absl::Time time);
google::protobuf::Timestamp ToTimestamp(int64_t micros);

}  // namespace chancery::ingestion
