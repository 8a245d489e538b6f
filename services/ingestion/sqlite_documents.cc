// SqliteStore: documents that are there, their states and the log of changes.
#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/ingestion/address.h"
#include "services/ingestion/sqlite_rows.h"
#include "services/ingestion/sqlite_store.h"
#include "services/platform/status.h"

namespace chancery::ingestion {

using platform::Blob;

absl::StatusOr<v1::Document> SqliteStore::Get(const std::string& name, bool with_text) {
  auto db = pool_->Read();
  const std::string id = IdOf(name);
  absl::StatusOr<v1::Document> document;
  const absl::Status status = db->ReadTransact([&]() -> absl::Status {
    auto query = db->Query(absl::StrCat("SELECT", kDocumentColumns,
                                        ", j.attempts FROM documents d "
                                        "LEFT JOIN jobs j ON j.arrival = d.arrival WHERE d.id = ?"),
                           id);
    if (!query.ok()) return query.status();
    const auto row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return platform::NotFound(name);
    document = ReadDocument(*query);
    if (!document.ok()) return document.status();
    // While it waits for another attempt, its job knows how many there were.
    const auto attempts = static_cast<int32_t>(query->Int(kDocumentColumnCount));
    document->set_attempt_count(std::max(document->attempt_count(), attempts));
    return with_text ? ReadText(*db, query->Int(kArrivalColumn), *document) : absl::OkStatus();
  });
  if (!status.ok()) return status;
  return document;
}

absl::StatusOr<DocumentPage> SqliteStore::List(const DocumentFilter& filter, int64_t after, int limit) {
  auto db = pool_->Read();
  // An unused parameter is compared with itself; the planner then knows which index to use for each form.
  const auto when = [](bool used, const char* condition, const char* parameter) {
    return used ? absl::StrCat(" AND d.", condition, " ", parameter) : absl::StrCat(" AND ", parameter, " = ", parameter);
  };
  const std::string address = AddressKey(filter.url);
  const std::string sql = absl::StrCat("SELECT", kDocumentColumns, "FROM documents d WHERE d.arrival > ?1",
                                       when(filter.state != v1::DOCUMENT_STATE_UNSPECIFIED, "state =", "?2"),
                                       when(!filter.language_code.empty(), "language =", "?3"),
                                       when(!filter.duplicate_of.empty(), "duplicate_of <> '' AND d.duplicate_of =", "?4"),
                                       when(!filter.url.empty(), "address <> '' AND d.address =", "?5"), " ORDER BY d.arrival LIMIT ?6");
  auto query = db->Query(sql, after, filter.state, filter.language_code, IdOf(filter.duplicate_of), address, limit + 1);
  if (!query.ok()) return query.status();
  DocumentPage page;
  int64_t last = 0;
  for (;;) {
    const auto row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) break;
    if (static_cast<int>(page.documents.size()) == limit) {
      page.next = last;
      break;
    }
    auto document = ReadDocument(*query);
    if (!document.ok()) return document.status();
    page.documents.push_back(std::move(*document));
    last = query->Int(kArrivalColumn);
  }
  return page;
}

absl::Status SqliteStore::SetState(Writing& writing, int64_t arrival, const std::string& id, v1::DocumentState from, v1::DocumentState to,
                                   const absl::Status& error, int attempts) {
  const int64_t sequence = writing.Next();
  const std::string bytes = error.ok() ? "" : platform::ToProto(error).SerializeAsString();
  if (auto status = writing.db.Run("UPDATE documents SET state = ?, error = ?, attempts = ?, version = ?, updated = ? WHERE arrival = ?",
                                   to, Blob{bytes}, attempts, sequence, writing.now, arrival);
      !status.ok()) {
    return status;
  }
  writing.delta.states[from] -= 1;
  writing.delta.states[to] += 1;
  return writing.db.Run("INSERT INTO changes VALUES(?, ?, 0, ?, ?, ?, ?)", sequence, id, to, Blob{bytes}, attempts, writing.now);
}

absl::Status SqliteStore::Delete(const std::string& name, const std::string& etag) {
  return Transact([&](Writing& writing) -> absl::Status {
    const std::string id = IdOf(name);
    v1::Document document;
    int64_t arrival = 0;
    {
      auto query = writing.db.Query(absl::StrCat("SELECT", kDocumentColumns, "FROM documents d WHERE d.id = ?"), id);
      if (!query.ok()) return query.status();
      const auto row = query->Step();
      if (!row.ok()) return row.status();
      if (!*row) return platform::NotFound(name);
      auto read = ReadDocument(*query);
      if (!read.ok()) return read.status();
      document = std::move(*read);
      arrival = query->Int(kArrivalColumn);
    }
    if (!etag.empty() && etag != document.etag()) {
      return platform::Aborted(absl::StrCat(name, " has changed since"), "ETAG_MISMATCH");
    }
    return Remove(writing, arrival, id);
  });
}

absl::Status SqliteStore::Remove(Writing& writing, int64_t arrival, const std::string& id) {
  auto state = v1::DOCUMENT_STATE_UNSPECIFIED;
  {
    auto query = writing.db.Query("SELECT state FROM documents WHERE arrival = ?", arrival);
    if (!query.ok()) return query.status();
    if (const auto row = query->Step(); !row.ok()) return row.status();
    state = static_cast<v1::DocumentState>(query->Int(0));
  }
  if (state == v1::DOCUMENT_STATE_DELETING) return absl::OkStatus();
  if (auto status = PutJob(writing, arrival, JobKind::kRetract); !status.ok()) return status;
  if (auto status = Unlink(writing, arrival); !status.ok()) return status;
  return SetState(writing, arrival, id, state, v1::DOCUMENT_STATE_DELETING, absl::OkStatus(), 0);
}

absl::StatusOr<v1::Document> SqliteStore::Retry(const std::string& name) {
  const absl::Status status = Transact([&](Writing& writing) -> absl::Status {
    const std::string id = IdOf(name);
    int64_t arrival = 0;
    {
      auto query = writing.db.Query("SELECT state, arrival FROM documents WHERE id = ?", id);
      if (!query.ok()) return query.status();
      const auto row = query->Step();
      if (!row.ok()) return row.status();
      if (!*row) return platform::NotFound(name);
      if (query->Int(0) != v1::DOCUMENT_STATE_FAILED) {
        return platform::FailedPrecondition(absl::StrCat(name, " did not fail"), "NOT_FAILED");
      }
      arrival = query->Int(1);
    }
    if (auto put = PutJob(writing, arrival, JobKind::kAnalyze); !put.ok()) return put;
    return SetState(writing, arrival, id, v1::DOCUMENT_STATE_FAILED, v1::DOCUMENT_STATE_PENDING, absl::OkStatus(), 0);
  });
  if (!status.ok()) return status;
  return Get(name, /*with_text=*/false);
}

absl::StatusOr<std::vector<Change>> SqliteStore::Changes(int64_t after, int limit) {
  auto db = pool_->Read();
  auto query = db->Query(
      "SELECT c.sequence, c.id, c.deleted, c.state, c.error, c.attempts, c.updated, d.fixed, "
      "COALESCE(d.duplicate_of, ''), COALESCE(d.replaced_by, '') "
      "FROM changes c LEFT JOIN documents d ON d.id = c.id WHERE c.sequence > ? ORDER BY c.sequence LIMIT ?",
      after, limit);
  if (!query.ok()) return query.status();
  std::vector<Change> changes;
  for (;;) {
    const auto row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) break;
    Change change{.sequence = query->Int(0), .document = {}, .deleted = query->Int(2) != 0};
    if (!change.deleted && !query->IsNull(7) && !change.document.ParseFromString(std::string(query->Bytes(7)))) {
      return absl::DataLossError("a document's record can't be read");
    }
    change.document.set_name(absl::StrCat(kDocumentPrefix, std::string(query->Text(1))));
    if (!change.deleted) {
      if (auto status = SetLife(query->Int(3), query->Bytes(4), query->Int(5), change.sequence, query->Int(6), change.document);
          !status.ok()) {
        return status;
      }
      SetRelations(query->Text(8), query->Text(9), change.document);
    }
    changes.push_back(std::move(change));
  }
  if (after == 0) return changes;
  // After the changes were read: what was forgotten in between is not missed without a word.
  auto pruned = db->Query("SELECT pruned FROM change_log");
  if (!pruned.ok()) return pruned.status();
  if (const auto row = pruned->Step(); !row.ok()) return row.status();
  if (after >= pruned->Int(0)) return changes;
  return platform::Error(absl::StatusCode::kOutOfRange, "changes after the resume token are no longer kept", "CHANGES_PRUNED");
}

absl::StatusOr<int64_t> SqliteStore::LastChange() {
  auto db = pool_->Read();
  auto query = db->Query("SELECT MAX((SELECT COALESCE(MAX(sequence), 0) FROM changes), (SELECT pruned FROM change_log))");
  if (!query.ok()) return query.status();
  if (const auto row = query->Step(); !row.ok()) return row.status();
  return query->Int(0);
}

}  // namespace chancery::ingestion
