#include "services/ingestion/sqlite_rows.h"

#include "absl/strings/str_cat.h"
#include "services/ingestion/store.h"
#include "services/platform/status.h"
#include "services/platform/strings.h"

namespace chancery::ingestion {

std::string IdOf(const std::string& name) {
  constexpr size_t kLength = sizeof(kDocumentPrefix) - 1;
  return name.compare(0, kLength, kDocumentPrefix) == 0 ? name.substr(kLength) : name;
}

int64_t ToMicros(absl::Time time) { return absl::ToUnixMicros(time); }

google::protobuf::Timestamp ToTimestamp(int64_t micros) {
  google::protobuf::Timestamp timestamp;
  timestamp.set_seconds(micros / 1'000'000);
  timestamp.set_nanos(static_cast<int32_t>(micros % 1'000'000) * 1000);
  return timestamp;
}

absl::Status SetLife(int64_t state, std::string_view error, int64_t attempts, int64_t version, int64_t updated, v1::Document& document) {
  document.set_state(static_cast<v1::DocumentState>(state));
  if (!error.empty() && !document.mutable_error()->ParseFromArray(error.data(), static_cast<int>(error.size()))) {
    return absl::DataLossError(absl::StrCat("the error of ", document.name(), " can't be read"));
  }
  document.set_attempt_count(static_cast<int32_t>(attempts));
  document.set_etag(absl::StrCat(absl::Hex(version)));
  *document.mutable_update_time() = ToTimestamp(updated);
  return absl::OkStatus();
}

absl::StatusOr<v1::Document> ReadDocument(const platform::Statement& row) {
  v1::Document document;
  const std::string_view fixed = row.Bytes(0);
  if (!document.ParseFromArray(fixed.data(), static_cast<int>(fixed.size()))) {
    return absl::DataLossError("a document's record can't be read");
  }
  if (absl::Status status = SetLife(row.Int(1), row.Bytes(2), row.Int(3), row.Int(4), row.Int(5), document); !status.ok()) {
    return status;
  }
  SetRelations(row.Text(7), row.Text(8), document);
  return document;
}

void SetRelations(std::string_view duplicate_of, std::string_view replaced_by, v1::Document& document) {
  if (!duplicate_of.empty()) document.set_duplicate_of(platform::Concat(kDocumentPrefix, duplicate_of));
  if (!replaced_by.empty()) document.set_replaced_by(platform::Concat(kDocumentPrefix, replaced_by));
}

absl::Status ReadText(platform::Database& db, int64_t arrival, v1::Document& document) {
  auto query = db.Query("SELECT text, blocks FROM texts WHERE arrival = ?", arrival);
  if (!query.ok()) return query.status();
  const auto row = query->Step();
  if (!row.ok()) return row.status();
  if (!*row) return platform::NotFound(document.name());
  document.set_text(std::string(query->Text(0)));
  const std::string_view blocks = query->Bytes(1);
  // The message holds `blocks` alone, so parsing on top adds them.
  if (!document.MergeFromString(std::string(blocks))) {
    return absl::DataLossError(absl::StrCat("the blocks of ", document.name(), " can't be read"));
  }
  return absl::OkStatus();
}

}  // namespace chancery::ingestion
