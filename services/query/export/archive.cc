#include "services/query/export/archive.h"

#include "absl/strings/str_cat.h"
#include "services/query/corrections.h"
#include "services/query/export/format.h"
#include "services/query/history.h"

namespace chancery::query {
namespace {

constexpr int kBatch = 50;

}  // namespace

absl::Status ExportArchive(Store& store, const std::function<bool(std::string)>& write) {
  std::string after;
  for (bool more = true; more;) {
    std::string piece;
    {
      const auto tx = store.Begin(Store::Mode::kRead);
      if (!tx.ok()) return tx.status();
      const auto rows = (*tx)->Query(absl::StrCat(kStoredCommits, " WHERE d.document > ? ORDER BY d.document LIMIT ?"), after, kBatch);
      for (const Row& row : rows) {
        const auto commit = ReadCommit(row);
        if (!commit.ok()) return commit.status();
        absl::StrAppend(&piece, JsonLine("commit", *commit));
      }
      if (!(*tx)->status().ok()) return (*tx)->status();
      more = rows.size() == kBatch;
      if (!rows.empty()) after = rows.back().Text(0);
    }
    if (!piece.empty() && !write(std::move(piece))) return absl::CancelledError("the client is gone");
  }
  std::string corrections;
  {
    const auto tx = store.Begin(Store::Mode::kRead);
    if (!tx.ok()) return tx.status();
    const CorrectionRules rules = CorrectionRules::Load(**tx);
    for (const StoredCorrection& stored : rules.corrections()) absl::StrAppend(&corrections, JsonLine("correction", stored.correction));
    if (!(*tx)->status().ok()) return (*tx)->status();
  }
  return corrections.empty() || write(std::move(corrections)) ? absl::OkStatus() : absl::CancelledError("the client is gone");
}

}  // namespace chancery::query
