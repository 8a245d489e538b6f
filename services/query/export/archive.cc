#include "services/query/export/archive.h"

#include "absl/strings/str_cat.h"
#include "chancery/knowledge/v1/knowledge_service.pb.h"
#include "services/query/corrections.h"
#include "services/query/export/format.h"
#include "services/query/names.h"

namespace chancery::query {
namespace {

constexpr int kBatch = 50;

constexpr char kDocuments[] =
    "SELECT d.document, d.language, d.outlet, d.url, d.published, d.published_from, d.published_to, d.origin, c.title, c.text, c.analysis, "
    "r.revision FROM documents d JOIN contents c ON c.document = d.document JOIN revisions r ON r.document = d.document "
    "WHERE d.document > ? ORDER BY d.document LIMIT ?";

absl::Status ReadCommit(const Row& row, knowledge::v1::AnalysisCommit& commit) {
  auto& document = *commit.mutable_document();
  document.set_name(ResourceName("documents", row.Text(0)));
  document.set_language_code(row.Text(1));
  document.set_outlet(row.Text(2));
  document.set_url(row.Text(3));
  if (!row.Text(4).empty()) {
    document.mutable_published()->set_edtf(row.Text(4));
    document.mutable_published()->set_earliest(row.Text(5));
    document.mutable_published()->set_latest(row.Text(6));
  }
  if (row.Text(7) != row.Text(0)) document.set_duplicate_of(ResourceName("documents", row.Text(7)));
  document.set_title(row.Text(8));
  document.set_text(row.Text(9));
  if (!row.IsNull(10) && !commit.mutable_analysis()->ParseFromString(row.Blob(10))) {
    return absl::DataLossError(absl::StrCat("the analysis of document ", row.Text(0), " is damaged"));
  }
  commit.set_revision(row.Int(11));
  return absl::OkStatus();
}

}  // namespace

absl::Status ExportArchive(Store& store, const std::function<bool(std::string)>& write) {
  std::string after;
  for (bool more = true; more;) {
    std::string piece;
    {
      const auto tx = store.Begin(Store::Mode::kRead);
      if (!tx.ok()) return tx.status();
      const auto rows = (*tx)->Query(kDocuments, after, kBatch);
      for (const Row& row : rows) {
        knowledge::v1::AnalysisCommit commit;
        if (absl::Status status = ReadCommit(row, commit); !status.ok()) return status;
        absl::StrAppend(&piece, JsonLine("commit", commit));
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
