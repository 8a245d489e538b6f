#include "services/ingestion/sqlite_store.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "chancery/ingestion/v1/ingestion_service.pb.h"
#include "services/ingestion/address.h"
#include "services/ingestion/sqlite_rows.h"
#include "services/ingestion/sqlite_schema.h"
#include "services/platform/status.h"

namespace chancery::ingestion {
namespace {

using platform::Blob;
using platform::Database;

constexpr absl::Duration kRequestIdLife = absl::Hours(24);
// Hexadecimal digits of the content's digest that make an id.
constexpr size_t kChosenIdLength = 32;

// A lock that the kernel takes back when the process dies, however it dies.
absl::StatusOr<int> LockFile(const std::string& path) {
  const std::string lock_path = absl::StrCat(path, ".lock");
  const int file = ::open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (file < 0) return platform::FailedPrecondition(absl::StrCat("can't write ", lock_path), "STORE_NOT_WRITABLE");
  if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
    ::close(file);
    return platform::FailedPrecondition(absl::StrCat(path, " is in use by another process"), "STORE_IN_USE");
  }
  return file;
}

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

absl::StatusOr<std::unique_ptr<Store>> SqliteStore::Open(const std::string& path, const StoreOptions& options,
                                                         const platform::Clock& clock) {
  const absl::StatusOr<int> lock = LockFile(path);
  if (!lock.ok()) return lock.status();
  auto pool = platform::SqlitePool::Open(path, SqliteMigrations());
  if (!pool.ok()) {
    ::close(*lock);
    return pool.status();
  }
  // Room for the pages that a batch touches; fewer, larger checkpoints.
  if (absl::Status status = (*pool)->Write()->Execute("PRAGMA cache_size=-65536; PRAGMA wal_autocheckpoint=8000"); !status.ok()) {
    ::close(*lock);
    return status;
  }
  std::unique_ptr<SqliteStore> store(new SqliteStore(std::move(*pool), *lock, options, clock));
  if (absl::Status status = store->Start(); !status.ok()) return status;
  return store;
}

SqliteStore::SqliteStore(std::unique_ptr<platform::SqlitePool> pool, int lock_file, const StoreOptions& options,
                         const platform::Clock& clock)
    : pool_(std::move(pool)), lock_file_(lock_file), options_(options), clock_(clock) {}

SqliteStore::~SqliteStore() { ::close(lock_file_); }

absl::Status SqliteStore::Start() {
  return Transact([&](Writing& writing) -> absl::Status {
    // Who held these leases is gone.
    if (auto status = writing.db.Run("UPDATE jobs SET leased = 0, due = MIN(due, ?) WHERE leased", writing.now); !status.ok()) {
      return status;
    }
    auto states = writing.db.Query("SELECT state, COUNT(*) FROM documents GROUP BY state");
    if (!states.ok()) return states.status();
    for (;;) {
      const auto row = states->Step();
      if (!row.ok()) return row.status();
      if (!*row) break;
      writing.delta.states.at(static_cast<size_t>(states->Int(0))) += states->Int(1);
    }
    auto jobs = writing.db.Query("SELECT COUNT(*) FROM jobs");
    if (!jobs.ok()) return jobs.status();
    if (const auto row = jobs->Step(); !row.ok()) return row.status();
    writing.delta.jobs = jobs->Int(0);
    return absl::OkStatus();
  });
}

absl::Status SqliteStore::Transact(const std::function<absl::Status(Writing&)>& body) {
  {
    auto db = pool_->Write();
    Writing writing{.db = *db, .now = ToMicros(clock_.Now()), .sequence = 0};
    absl::Status status = db->Transact([&]() -> absl::Status {
      int64_t before = 0;
      {
        auto query = db->Query("SELECT value FROM sequence");
        if (!query.ok()) return query.status();
        if (const auto row = query->Step(); !row.ok()) return row.status();
        before = writing.sequence = query->Int(0);
      }
      if (absl::Status done = body(writing); !done.ok()) return done;
      return writing.sequence == before ? absl::OkStatus() : db->Run("UPDATE sequence SET value = ?", writing.sequence);
    });
    if (!status.ok()) return status;
    // Still under the writer's lease: counts change in the order of the transactions.
    std::lock_guard<std::mutex> lock(mutex_);
    for (size_t i = 0; i < counts_.states.size(); ++i) counts_.states[i] += writing.delta.states[i];
    counts_.jobs += writing.delta.jobs;
  }
  changed().Raise();
  return absl::OkStatus();
}

bool SqliteStore::QueueFull() {
  std::lock_guard<std::mutex> lock(mutex_);
  return counts_.jobs >= options_.max_queue;
}

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
      db.Run("INSERT INTO jobs VALUES(?, ?, ?, 0, 0, 0, ?, ?)", arrival, JobKind::kAnalyze, writing.now, writing.now, incoming.traceparent),
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
    if (document.state() == v1::DOCUMENT_STATE_DELETING) return absl::OkStatus();
    if (auto status = PutJob(writing, arrival, JobKind::kRetract); !status.ok()) return status;
    if (auto status = Unlink(writing, arrival); !status.ok()) return status;
    return SetState(writing, arrival, id, document.state(), v1::DOCUMENT_STATE_DELETING, absl::OkStatus(), 0);
  });
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

absl::Status SqliteStore::PutJob(Writing& writing, int64_t arrival, JobKind kind) {
  // The new fence voids a lease that is out.
  if (auto status = writing.db.Run("DELETE FROM jobs WHERE arrival = ?", arrival); !status.ok()) return status;
  writing.delta.jobs -= writing.db.changes();
  if (auto status =
          writing.db.Run("INSERT INTO jobs VALUES(?, ?, ?, 0, ?, 0, ?, '')", arrival, kind, writing.now, writing.Next(), writing.now);
      !status.ok()) {
    return status;
  }
  writing.delta.jobs += 1;
  return absl::OkStatus();
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

absl::Status SqliteStore::Unlink(Writing& writing, int64_t arrival) {
  SqliteCopies copies(writing.db);
  if (auto status = copies.Unlink(arrival); !status.ok()) return status;
  if (auto status = writing.db.Run("UPDATE documents SET duplicate_of = '' WHERE arrival = ?", arrival); !status.ok()) return status;
  return WriteOrigins(writing, copies, {});
}

absl::Status SqliteStore::WriteOrigins(Writing& writing, SqliteCopies& copies, const std::set<int64_t>& held) {
  std::set<int64_t> documents = copies.changed();
  documents.insert(copies.lost().begin(), copies.lost().end());
  for (const int64_t arrival : documents) {
    const auto origin = copies.Origin(arrival);
    if (!origin.ok()) return origin.status();
    if (auto status = writing.db.Run(
            "UPDATE documents SET duplicate_of = COALESCE((SELECT o.id FROM documents o WHERE o.arrival = ?), '') WHERE arrival = ?",
            *origin, arrival);
        !status.ok()) {
      return status;
    }
    if (held.count(arrival) != 0) continue;
    std::string id;
    auto state = v1::DOCUMENT_STATE_UNSPECIFIED;
    {
      auto query = writing.db.Query("SELECT id, state FROM documents WHERE arrival = ?", arrival);
      if (!query.ok()) return query.status();
      const auto row = query->Step();
      if (!row.ok()) return row.status();
      if (!*row) continue;
      id = std::string(query->Text(0));
      state = static_cast<v1::DocumentState>(query->Int(1));
    }
    // What failed says nothing yet of its original; what is being removed never will.
    if (state != v1::DOCUMENT_STATE_PENDING && state != v1::DOCUMENT_STATE_ANALYZED && state != v1::DOCUMENT_STATE_STORED) continue;
    if (auto status = PutJob(writing, arrival, JobKind::kAnalyze); !status.ok()) return status;
    if (state == v1::DOCUMENT_STATE_PENDING) continue;
    if (auto status = SetState(writing, arrival, id, state, v1::DOCUMENT_STATE_PENDING, absl::OkStatus(), 0); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status SqliteStore::LinkCopies(std::vector<Job>& jobs) {
  std::vector<std::pair<Job*, copies::ShingleSet>> analyses;  // made before the transaction, which others wait for
  for (Job& job : jobs) {
    if (job.kind == JobKind::kAnalyze) analyses.emplace_back(&job, copies::ShinglesOf(copies::WordsOf(job.document.text())));
  }
  if (analyses.empty()) return absl::OkStatus();
  return Transact([&](Writing& writing) -> absl::Status {
    SqliteCopies copies(writing.db);
    std::vector<std::pair<Job*, int64_t>> linked;
    std::set<int64_t> held;
    for (const auto& [job, shingles] : analyses) {
      int64_t arrival = 0;
      {
        auto query = writing.db.Query(
            "SELECT d.arrival FROM documents d JOIN jobs j ON j.arrival = d.arrival WHERE d.id = ? AND j.fence = ? AND j.leased",
            IdOf(job->document.name()), job->fence);
        if (!query.ok()) return query.status();
        const auto row = query->Step();
        if (!row.ok()) return row.status();
        if (!*row) continue;
        arrival = query->Int(0);
      }
      held.insert(arrival);
      linked.emplace_back(job, arrival);
      if (auto status = copies.Link(arrival, job->document.published().earliest(), shingles); !status.ok()) return status;
    }
    if (auto status = WriteOrigins(writing, copies, held); !status.ok()) return status;
    for (const auto& [job, arrival] : linked) {
      auto query = writing.db.Query("SELECT duplicate_of FROM documents WHERE arrival = ?", arrival);
      if (!query.ok()) return query.status();
      if (const auto row = query->Step(); !row.ok()) return row.status();
      job->document.clear_duplicate_of();
      SetRelations(query->Text(0), "", job->document);
    }
    return absl::OkStatus();
  });
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
    if (!*row) return changes;
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
}

absl::StatusOr<int64_t> SqliteStore::LastChange() {
  auto db = pool_->Read();
  auto query = db->Query("SELECT COALESCE(MAX(sequence), 0) FROM changes");
  if (!query.ok()) return query.status();
  if (const auto row = query->Step(); !row.ok()) return row.status();
  return query->Int(0);
}

absl::StatusOr<Statistics> SqliteStore::GetStatistics() {
  Statistics statistics;
  {
    std::lock_guard<std::mutex> lock(mutex_);
    for (size_t i = 0; i < counts_.states.size(); ++i) {
      if (counts_.states[i] != 0) statistics.states[static_cast<v1::DocumentState>(i)] = counts_.states[i];
    }
    statistics.queue_length = counts_.jobs;
  }
  auto db = pool_->Read();
  auto query = db->Query("SELECT MIN(created) FROM jobs");
  if (!query.ok()) return query.status();
  if (const auto row = query->Step(); !row.ok()) return row.status();
  if (!query->IsNull(0)) statistics.oldest_job = absl::FromUnixMicros(query->Int(0));
  return statistics;
}

absl::StatusOr<std::vector<Job>> SqliteStore::Claim(int limit, int64_t max_bytes, absl::Duration lease) {
  if (const auto due = NextDue(); !due.ok()) {
    return due.status();
  } else if (!due->has_value() || **due > clock_.Now()) {
    return std::vector<Job>();  // no transaction for an idle queue
  }
  std::vector<Job> jobs;
  std::vector<int64_t> arrivals;
  const absl::Status status = Transact([&](Writing& writing) -> absl::Status {
    jobs.clear();
    arrivals.clear();
    Database& db = writing.db;
    int64_t bytes = 0;
    {
      auto query = db.Query(absl::StrCat("SELECT", kDocumentColumns,
                                         ", j.kind, j.attempts, j.traceparent, LENGTH(CAST(t.text AS BLOB)) FROM jobs j "
                                         "JOIN documents d ON d.arrival = j.arrival JOIN texts t ON t.arrival = j.arrival "
                                         "WHERE j.due <= ? ORDER BY j.due, j.arrival LIMIT ?"),
                            writing.now, limit);
      if (!query.ok()) return query.status();
      for (;;) {
        const auto row = query->Step();
        if (!row.ok()) return row.status();
        if (!*row) break;
        const auto kind = static_cast<JobKind>(query->Int(kDocumentColumnCount));
        if (kind == JobKind::kAnalyze) bytes += query->Int(kDocumentColumnCount + 3);
        if (!jobs.empty() && bytes > max_bytes) break;
        auto document = ReadDocument(*query);
        if (!document.ok()) return document.status();
        arrivals.push_back(query->Int(kArrivalColumn));
        jobs.push_back({.kind = kind,
                        .document = std::move(*document),
                        .fence = 0,
                        .attempts = static_cast<int>(query->Int(kDocumentColumnCount + 1)) + 1,
                        .traceparent = std::string(query->Text(kDocumentColumnCount + 2))});
      }
    }
    for (size_t i = 0; i < jobs.size(); ++i) {
      Job& job = jobs[i];
      if (job.kind == JobKind::kAnalyze) {
        if (auto read = ReadText(db, arrivals[i], job.document); !read.ok()) return read;
      }
      job.fence = writing.Next();
      if (auto run = db.Run("UPDATE jobs SET leased = 1, due = ?, fence = ?, attempts = ? WHERE arrival = ?",
                            writing.now + absl::ToInt64Microseconds(lease), job.fence, job.attempts, arrivals[i]);
          !run.ok()) {
        return run;
      }
    }
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return jobs;
}

absl::StatusOr<int> SqliteStore::Complete(const std::vector<Outcome>& outcomes) {
  int held = 0;
  const absl::Status status = Transact([&](Writing& writing) -> absl::Status {
    held = 0;
    for (const Outcome& outcome : outcomes) {
      if (absl::Status finished = Finish(writing, outcome, held); !finished.ok()) return finished;
    }
    return absl::OkStatus();
  });
  if (!status.ok()) return status;
  return held;
}

absl::Status SqliteStore::Finish(Writing& writing, const Outcome& outcome, int& held) {
  Database& db = writing.db;
  const std::string id = IdOf(outcome.name);
  int64_t arrival = 0;
  int attempts = 0;
  auto from = v1::DOCUMENT_STATE_UNSPECIFIED;
  {
    auto query = db.Query(
        "SELECT d.arrival, j.attempts, d.state FROM documents d JOIN jobs j ON j.arrival = d.arrival "
        "WHERE d.id = ? AND j.fence = ? AND j.leased",
        id, outcome.fence);
    if (!query.ok()) return query.status();
    const auto row = query->Step();
    if (!row.ok()) return row.status();
    if (!*row) return absl::OkStatus();  // the lease was lost
    arrival = query->Int(0);
    attempts = static_cast<int>(query->Int(1));
    from = static_cast<v1::DocumentState>(query->Int(2));
  }
  ++held;
  if (outcome.kind == Outcome::Kind::kRetry) {
    return db.Run("UPDATE jobs SET leased = 0, due = ? WHERE arrival = ?", ToMicros(outcome.retry_at), arrival);
  }
  writing.delta.jobs -= 1;
  if (outcome.kind == Outcome::Kind::kRemoved && from == v1::DOCUMENT_STATE_REPLACED) {
    return db.Run("DELETE FROM jobs WHERE arrival = ?", arrival);
  }
  if (outcome.kind == Outcome::Kind::kRemoved) {
    writing.delta.states[from] -= 1;
    if (auto status = db.Run("DELETE FROM documents WHERE arrival = ?", arrival); !status.ok()) return status;
    return db.Run("INSERT INTO changes VALUES(?, ?, 1, 0, NULL, 0, ?)", writing.Next(), id, writing.now);
  }
  if (auto status = db.Run("DELETE FROM jobs WHERE arrival = ?", arrival); !status.ok()) return status;
  if (auto status = db.Run("UPDATE documents SET extractor_version = ? WHERE arrival = ?", outcome.extractor_version, arrival);
      !status.ok()) {
    return status;
  }
  switch (outcome.kind) {
    case Outcome::Kind::kStored:
      return SetState(writing, arrival, id, from, v1::DOCUMENT_STATE_STORED, absl::OkStatus(), attempts);
    case Outcome::Kind::kFailed:
      return SetState(writing, arrival, id, from, v1::DOCUMENT_STATE_FAILED, outcome.error, attempts);
    default:
      return SetState(writing, arrival, id, from, v1::DOCUMENT_STATE_ANALYZED, absl::OkStatus(), attempts);
  }
}

absl::StatusOr<std::optional<absl::Time>> SqliteStore::NextDue() {
  auto db = pool_->Read();
  auto query = db->Query("SELECT MIN(due) FROM jobs");
  if (!query.ok()) return query.status();
  if (const auto row = query->Step(); !row.ok()) return row.status();
  if (query->IsNull(0)) return std::optional<absl::Time>();
  return std::optional<absl::Time>(absl::FromUnixMicros(query->Int(0)));
}

}  // namespace chancery::ingestion
