#include "services/ingestion/copies/sketch_index.h"

#include <algorithm>
#include <utility>

namespace chancery::ingestion::copies {
namespace {

constexpr int kLeastShared = 2;

}  // namespace

absl::Status AddSketch(platform::Database& db, int64_t document, const std::vector<int64_t>& sketch) {
  for (const int64_t hash : sketch) {
    if (auto status = db.Run("INSERT OR IGNORE INTO sketches VALUES(?, ?)", hash, document); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::Status RemoveSketch(platform::Database& db, int64_t document, const std::vector<int64_t>& sketch) {
  for (const int64_t hash : sketch) {
    if (auto status = db.Run("DELETE FROM sketches WHERE hash = ? AND document = ?", hash, document); !status.ok()) return status;
  }
  return absl::OkStatus();
}

absl::StatusOr<std::vector<int64_t>> FindBySketch(platform::Database& db, const std::vector<int64_t>& sketch, size_t limit) {
  std::vector<int64_t> met;  // a document once for each hash that it shares
  for (const int64_t hash : sketch) {
    auto query = db.Query("SELECT document FROM sketches WHERE hash = ? ORDER BY document LIMIT ?", hash, kMaxDocuments + 1);
    if (!query.ok()) return query.status();
    const size_t before = met.size();
    for (;;) {
      const auto row = query->Step();
      if (!row.ok()) return row.status();
      if (!*row) break;
      met.push_back(query->Int(0));
    }
    if (met.size() - before > static_cast<size_t>(kMaxDocuments)) met.resize(before);
  }
  std::sort(met.begin(), met.end());
  std::vector<std::pair<int, int64_t>> candidates;  // shared hashes, negated; document
  for (size_t i = 0; i < met.size();) {
    size_t end = i;
    while (end < met.size() && met[end] == met[i]) ++end;
    const int shared = static_cast<int>(end - i);
    if (shared >= kLeastShared) candidates.emplace_back(-shared, met[i]);
    i = end;
  }
  std::sort(candidates.begin(), candidates.end());
  std::vector<int64_t> documents;
  for (const auto& [shared, document] : candidates) {
    if (documents.size() == limit) break;
    documents.push_back(document);
  }
  return documents;
}

}  // namespace chancery::ingestion::copies
