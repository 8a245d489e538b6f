#include "services/query/export/archive.h"

#include "absl/strings/str_cat.h"
#include "services/query/corrections.h"
#include "services/query/export/format.h"
#include "services/query/history.h"
#include "services/query/saved_queries.h"

namespace chancery::query {
namespace {

constexpr int kBatch = 50;
constexpr int kSavedQueries = 1000;

}  // namespace

absl::Status ExportArchive(Store& store, bool past, const std::function<bool(std::string)>& write) {
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
  std::string rest;
  {
    const auto tx = store.Begin(Store::Mode::kRead);
    if (!tx.ok()) return tx.status();
    for (const StoredCorrection& stored : LoadCorrections(**tx)) {
      if (!past || !stored.correction.has_revert_time()) absl::StrAppend(&rest, JsonLine("correctionRecord", stored.Record()));
    }
    v1::ListSavedQueriesRequest request;
    request.set_page_size(kSavedQueries);
    while (!past) {
      auto saved = ListSavedQueries(**tx, request);
      if (!saved.ok()) return saved.status();
      for (v1::SavedQuery& query : *saved->mutable_saved_queries()) {
        // It says where this archive's watch is.
        query.clear_resume_token();
        absl::StrAppend(&rest, JsonLine("savedQuery", query));
      }
      if (saved->next_page_token().empty()) break;
      request.set_page_token(saved->next_page_token());
    }
    if (!(*tx)->status().ok()) return (*tx)->status();
  }
  return rest.empty() || write(std::move(rest)) ? absl::OkStatus() : absl::CancelledError("the client is gone");
}

}  // namespace chancery::query
