// SqliteStore: which documents are near-copies of which.
#include <utility>

#include "services/ingestion/sqlite_rows.h"
#include "services/ingestion/sqlite_store.h"

namespace chancery::ingestion {

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

}  // namespace chancery::ingestion
