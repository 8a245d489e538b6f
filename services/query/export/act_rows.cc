#include "services/query/export/act_rows.h"

#include <vector>

#include "absl/strings/str_cat.h"
#include "chancery/extraction/v1/analysis.pb.h"
#include "services/platform/status.h"
#include "services/platform/unicode.h"
#include "services/query/export/format.h"
#include "services/query/names.h"
#include "services/query/reader.h"

namespace chancery::query {
namespace {

constexpr int kBatch = 50;

// Copies are left out: what they tell is told by their origin.
constexpr char kDocuments[] =
    "SELECT d.document, d.published, d.url, c.text, c.analysis FROM documents d JOIN contents c ON c.document = d.document "
    "WHERE d.document > ? AND d.origin = d.document AND c.analysis IS NOT NULL ORDER BY d.document LIMIT ?";

absl::Status AppendActs(Transaction& tx, Reader& reader, const Row& row, std::string* out) {
  extraction::v1::Analysis analysis;
  if (!analysis.ParseFromString(row.Blob(4))) {
    return absl::DataLossError(absl::StrCat("the analysis of document ", row.Text(0), " is damaged"));
  }
  if (analysis.acts().empty()) return absl::OkStatus();
  std::vector<std::string> entities;
  for (const Row& entity : tx.Query("SELECT entity FROM document_entities WHERE document = ? ORDER BY position", row.Text(0))) {
    entities.push_back(entity.Text(0));
  }
  const std::string& text = row.Text(3);
  const platform::CodePointIndex index(text);
  const auto named = [&](bool has, int entity) { return has ? reader.EntityRef(entities[static_cast<size_t>(entity)]) : v1::EntityRef(); };
  for (const auto& act : analysis.acts()) {
    const v1::EntityRef source = named(act.has_source(), act.source());
    const v1::EntityRef target = named(act.has_target(), act.target());
    const auto& span = act.evidence().spans(0);
    absl::StrAppend(out, TabbedRow({row.Text(1), act.plover_type(), act.cameo_code(), IdIn(source.name()), source.display_name(),
                                    IdIn(target.name()), target.display_name(), absl::StrCat(act.evidence().confidence()), row.Text(0),
                                    row.Text(2), std::string(index.Slice(span.begin(), span.end()))}));
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status ExportActRows(Store& store, const std::function<bool(std::string)>& write) {
  std::string piece = TabbedRow(
      {"date", "plover_type", "cameo_code", "source", "source_name", "target", "target_name", "confidence", "document", "url", "sentence"});
  std::string after;
  for (bool more = true; more;) {
    {
      const auto tx = store.Begin(Store::Mode::kRead);
      if (!tx.ok()) return tx.status();
      Reader reader(**tx, "");
      const auto rows = (*tx)->Query(kDocuments, after, kBatch);
      for (const Row& row : rows) {
        if (absl::Status status = AppendActs(**tx, reader, row, &piece); !status.ok()) return status;
      }
      if (!(*tx)->status().ok()) return (*tx)->status();
      more = rows.size() == kBatch;
      if (!rows.empty()) after = rows.back().Text(0);
    }
    if (!piece.empty() && !write(std::move(piece))) return absl::CancelledError("the client is gone");
    piece.clear();
  }
  return absl::OkStatus();
}

}  // namespace chancery::query
