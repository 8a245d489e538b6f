// SqliteStore: documents that come in.
#include <utility>

#include "absl/strings/str_cat.h"
#include "chancery/ingestion/v1/ingestion_service.pb.h"
#include "services/ingestion/address.h"
#include "services/ingestion/sqlite_rows.h"
#include "services/ingestion/sqlite_store.h"
#include "services/platform/status.h"

namespace chancery::ingestion {
namespace {

using platform::Blob;
using platform::Database;

constexpr absl::Duration kRequestIdLife = absl::Hours(24);
// Hexadecimal digits of the content's digest that make an id.
constexpr size_t kChosenIdLength = 32;

v1::Document WithoutLife(const v1::Document& document) {
  v1::Document fixed = document;
  fixed.clear_text();
  fixed.clear_blocks();
  fixed.clear_state();
  fixed.clear_error();
  fixed.clear_attempt_count();
  fixed.clear_update_time();
  fixed.clear_etag();
  fixed.clear_duplicate_of();
  fixed.clear_replaced_by();
  return fixed;
}

std::string BlocksOf(const v1::Document& document) {
  v1::Document blocks;
  *blocks.mutable_blocks() = document.blocks();
  return blocks.SerializeAsString();
}

}  // namespace

std::vector<absl::StatusOr<Ingested>> SqliteStore::IngestAll(const std::vector<const NewDocument*>& documents) {
  std::vector<absl::StatusOr<Ingested>> results;
  const absl::Status status = Transact([&](Writing& writing) -> absl::Status {
    results.clear();
    for (const NewDocument* incoming : documents) {
      results.push_back(IngestOne(writing, *incoming));
      // A failure of the store itself may have left half a document behind: take all back.
      const absl::StatusCode code = results.back().status().code();
      if (code == absl::StatusCode::kInternal || code == absl::StatusCode::kDataLoss) return results.back().status();
    }
    return absl::OkStatus();
  });
  if (!status.ok()) results.assign(documents.size(), status);
  return results;
}

absl::StatusOr<Ingested> SqliteStore::IngestOne(Writing& writing, const NewDocument& incoming) {
  if (!incoming.request_id.empty()) {
    auto request = writing.db.Query("SELECT fingerprint, response FROM requests WHERE id = ? AND created > ?", incoming.request_id,
                                    writing.now - absl::ToInt64Microseconds(kRequestIdLife));
    if (!request.ok()) return request.status();
    const auto row = request->Step();
    if (!row.ok()) return row.status();
    if (*row) {
      if (request->Bytes(0) != incoming.request_fingerprint) {
        return platform::InvalidArgument("request_id", "was used for another request", "REQUEST_ID_REUSED");
      }
      v1::IngestDocumentResponse response;
      if (!response.ParseFromString(std::string(request->Bytes(1)))) {
        return absl::DataLossError("the answer to a request can't be read");
      }
      return Ingested{.document = response.document(), .created = response.created()};
    }
  }

  absl::StatusOr<Ingested> result = Insert(writing, incoming);
  if (!result.ok() || incoming.request_id.empty()) return result;
  if (auto status = writing.db.Run("DELETE FROM requests WHERE created <= ?", writing.now - absl::ToInt64Microseconds(kRequestIdLife));
      !status.ok()) {
    return status;
  }
  v1::IngestDocumentResponse response;
  *response.mutable_document() = result->document;
  response.set_created(result->created);
  if (auto status = writing.db.Run("INSERT INTO requests VALUES(?, ?, ?, ?)", incoming.request_id, Blob{incoming.request_fingerprint},
                                   Blob{response.SerializeAsString()}, writing.now);
      !status.ok()) {
    return status;
  }
  return result;
}

absl::StatusOr<Ingested> SqliteStore::Insert(Writing& writing, const NewDocument& incoming) {
  Database& db = writing.db;
  {
    auto same =
        db.Query(absl::StrCat("SELECT", kDocumentColumns, "FROM documents d WHERE d.sha256 = ?"), incoming.document.content_sha256());
    if (!same.ok()) return same.status();
    const auto row = same->Step();
    if (!row.ok()) return row.status();
    if (*row) {
      auto document = ReadDocument(*same);
      if (!document.ok()) return document.status();
      if (document->state() == v1::DOCUMENT_STATE_DELETING) {
        return platform::Unavailable(absl::StrCat(document->name(), " has the same content and is being removed"), absl::Seconds(1),
                                     "DOCUMENT_DELETING");
      }
      return Ingested{.document = std::move(*document), .created = false};
    }
  }
  v1::Document document = incoming.document;
  if (document.name().empty()) {
    document.set_name(absl::StrCat(kDocumentPrefix, document.content_sha256().substr(0, kChosenIdLength)));
  }
  const std::string id = IdOf(document.name());
  {
    auto taken = db.Query("SELECT 1 FROM documents WHERE id = ?", id);
    if (!taken.ok()) return taken.status();
    const auto row = taken->Step();
    if (!row.ok()) return row.status();
    if (*row) return platform::AlreadyExists(document.name(), "has other content");
  }
  {
    std::lock_guard<std::mutex> lock(mutex_);
    if (counts_.jobs + writing.delta.jobs >= options_.max_queue) {
      return platform::ResourceExhausted("the queue is full", "QUEUE_FULL", absl::Seconds(1));
    }
  }

  const std::string address = AddressKey(document.url());
  if (!address.empty()) {
    if (absl::Status status = Replace(writing, address, id, document); !status.ok()) return absl::InternalError(status.message());
  }
  const int64_t arrival = writing.Next();
  *document.mutable_create_time() = ToTimestamp(writing.now);
  const absl::Status written[] = {
      db.Run("INSERT INTO documents VALUES(?, ?, ?, ?, ?, ?, NULL, 0, '', ?, ?, ?, '', '')", arrival, id, document.content_sha256(),
             document.language_code(), Blob{WithoutLife(document).SerializeAsString()}, v1::DOCUMENT_STATE_PENDING, arrival, writing.now,
             address),
      db.Run("INSERT INTO texts VALUES(?, ?, ?)", arrival, document.text(), Blob{BlocksOf(document)}),
      db.Run("INSERT INTO jobs VALUES(?, ?, ?, 0, 0, 0, ?, ?, 0)", arrival, JobKind::kAnalyze, writing.now, writing.now,
             incoming.traceparent),
      db.Run("INSERT INTO changes VALUES(?, ?, 0, ?, NULL, 0, ?)", arrival, id, v1::DOCUMENT_STATE_PENDING, writing.now),
  };
  for (const absl::Status& status : written) {
    if (!status.ok()) return absl::InternalError(status.message());
  }
  writing.delta.jobs += 1;
  writing.delta.states[v1::DOCUMENT_STATE_PENDING] += 1;
  document.clear_text();
  document.clear_blocks();
  if (auto status = SetLife(v1::DOCUMENT_STATE_PENDING, "", 0, arrival, writing.now, document); !status.ok()) {
    return status;
  }
  return Ingested{.document = std::move(document), .created = true};
}

absl::Status SqliteStore::Replace(Writing& writing, const std::string& address, const std::string& id, v1::Document& document) {
  int64_t arrival = 0;
  std::string before;
  auto state = v1::DOCUMENT_STATE_UNSPECIFIED;
  {
    auto query = writing.db.Query(
        "SELECT arrival, id, state FROM documents WHERE address = ? AND address <> '' AND state NOT IN (?, ?) "
        "ORDER BY arrival DESC LIMIT 1",
        address, v1::DOCUMENT_STATE_DELETING, v1::DOCUMENT_STATE_REPLACED);
    if (!query.ok()) return query.status();
    const auto row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return absl::OkStatus();
    arrival = query->Int(0);
    before = std::string(query->Text(1));
    state = static_cast<v1::DocumentState>(query->Int(2));
  }
  document.set_replaces(absl::StrCat(kDocumentPrefix, before));
  if (auto status = writing.db.Run("UPDATE documents SET replaced_by = ? WHERE arrival = ?", id, arrival); !status.ok()) return status;
  if (auto status = PutJob(writing, arrival, JobKind::kRetract); !status.ok()) return status;
  if (auto status = Unlink(writing, arrival); !status.ok()) return status;
  return SetState(writing, arrival, before, state, v1::DOCUMENT_STATE_REPLACED, absl::OkStatus(), 0);
}

}  // namespace chancery::ingestion
