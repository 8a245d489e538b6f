#include <set>

#include "absl/strings/str_cat.h"
#include "services/platform/status.h"
#include "services/query/annotations.h"
#include "services/query/names.h"
#include "services/query/queries.h"

namespace chancery::query {
namespace {

constexpr int kBatch = 100;

absl::StatusOr<v1::ExportAnnotationsResponse> ReadAnnotations(Transaction& tx, const Row& row) {
  AnnotatedDocument document{row.Text(0), row.Text(1), row.Text(2), {}};
  extraction::v1::Analysis analysis;
  if (!row.IsNull(3)) {
    if (!analysis.ParseFromString(row.Blob(3))) {
      return absl::DataLossError(absl::StrCat("the analysis of document ", document.id, " is damaged"));
    }
    document.language = analysis.language_code();
  }
  for (const Row& entity : tx.Query("SELECT entity FROM document_entities WHERE document = ? ORDER BY position", document.id)) {
    document.entities.push_back(entity.Text(0));
  }
  if (!tx.status().ok()) return tx.status();
  v1::ExportAnnotationsResponse response;
  response.set_document(ResourceName("documents", document.id));
  response.set_json(AnnotationsJson(document, analysis));
  return response;
}

constexpr char kColumns[] =
    "SELECT d.document, d.language, d.published, c.analysis FROM documents d "
    "JOIN contents c ON c.document = d.document WHERE d.document ";

}  // namespace

absl::Status ExportAnnotations(Store& store, const v1::ExportAnnotationsRequest& request,
                               const std::function<bool(v1::ExportAnnotationsResponse)>& write) {
  std::set<std::string> wanted;
  for (int i = 0; i < request.documents_size(); ++i) {
    const auto id = ParseName("documents", request.documents(i), absl::StrCat("documents[", i, "]"));
    if (!id.ok()) return id.status();
    wanted.insert(*id);
  }
  // All are there before the first is written: an error after half of a stream would leave the reader in doubt.
  if (!wanted.empty()) {
    auto tx = store.Begin(Store::Mode::kRead);
    if (!tx.ok()) return tx.status();
    for (const std::string& id : wanted) {
      const bool known = !(*tx)->Query("SELECT 1 FROM documents WHERE document = ?", id).empty();
      if (!(*tx)->status().ok()) return (*tx)->status();
      if (!known) return platform::NotFound(ResourceName("documents", id));
    }
  }
  std::string after;
  auto next = wanted.begin();
  for (bool more = true; more;) {
    std::vector<v1::ExportAnnotationsResponse> batch;
    {
      auto tx = store.Begin(Store::Mode::kRead);
      if (!tx.ok()) return tx.status();
      std::vector<Row> rows;
      if (wanted.empty()) {
        rows = (*tx)->Query(absl::StrCat(kColumns, "> ? ORDER BY d.document LIMIT ?"), after, kBatch);
        more = rows.size() == kBatch;
        if (!rows.empty()) after = rows.back().Text(0);
      } else {
        for (; next != wanted.end() && rows.size() < kBatch; ++next) {
          for (Row& row : (*tx)->Query(absl::StrCat(kColumns, "= ?"), *next)) rows.push_back(std::move(row));
        }
        more = next != wanted.end();
      }
      for (const Row& row : rows) {
        auto response = ReadAnnotations(**tx, row);
        if (!response.ok()) return response.status();
        batch.push_back(*std::move(response));
      }
      if (!(*tx)->status().ok()) return (*tx)->status();
    }
    for (auto& response : batch) {
      if (!write(std::move(response))) return absl::CancelledError("the client is gone");
    }
  }
  return absl::OkStatus();
}

}  // namespace chancery::query
