#include "services/query/export/export.h"

#include <memory>
#include <set>

#include "absl/strings/str_cat.h"
#include "chancery/extraction/v1/analysis.pb.h"
#include "services/platform/status.h"
#include "services/platform/unicode.h"
#include "services/query/export/act_rows.h"
#include "services/query/export/archive.h"
#include "services/query/export/format.h"
#include "services/query/paging.h"
#include "services/query/reader.h"

namespace chancery::query {
namespace {

constexpr int kBatch = 200;

std::unique_ptr<ExportFormat> MakeFormat(v1::ExportRequest::Format format) {
  switch (format) {
    case v1::ExportRequest::FORMAT_JSON_LINES:
      return MakeJsonLines();
    case v1::ExportRequest::FORMAT_CSV:
      return MakeCsv();
    case v1::ExportRequest::FORMAT_GRAPHML:
      return MakeGraphMl();
    case v1::ExportRequest::FORMAT_EVENT_ROWS:
      return MakeEventRows();
    case v1::ExportRequest::FORMAT_FOLLOW_THE_MONEY:
      return MakeFollowTheMoney();
    case v1::ExportRequest::FORMAT_N_TRIPLES:
      return MakeNTriples();
    default:
      return nullptr;
  }
}

// The sentences of a document that are evidence of its events, statements and facts, each once.
std::vector<v1::Quote> PassagesOf(Transaction& tx, Reader& reader, const std::string& document) {
  std::vector<v1::Quote> passages;
  const auto rows = tx.Query("SELECT text, analysis FROM contents WHERE document = ?", document);
  extraction::v1::Analysis analysis;
  if (rows.empty() || rows[0].IsNull(1) || !analysis.ParseFromString(rows[0].Blob(1))) return passages;
  const platform::CodePointIndex text(rows[0].Text(0));
  std::set<std::pair<int, int>> seen;
  const auto add = [&](const type::v1::Evidence& evidence) {
    if (evidence.spans().empty()) return;
    const auto& span = evidence.spans(0);
    if (!seen.emplace(span.begin(), span.end()).second) return;
    v1::Quote& quote = passages.emplace_back();
    *quote.mutable_document() = reader.DocumentRef(document);
    *quote.mutable_span() = span;
    quote.set_text(std::string(text.Slice(span.begin(), span.end())));
  };
  for (const auto& event : analysis.events()) add(event.evidence());
  for (const auto& statement : analysis.statements()) add(statement.evidence());
  for (const auto& fact : analysis.facts()) add(fact.evidence());
  return passages;
}

// All rows of a table by their id, batch by batch: `query` ends with "WHERE id > ? ORDER BY id LIMIT ?", the id is column 0.
template <typename Show>
absl::Status EachRow(Store& store, const std::string& query, const std::function<bool(std::string)>& write, Show show) {
  std::string after;
  for (bool more = true; more;) {
    std::string piece;
    {
      auto tx = store.Begin(Store::Mode::kRead);
      if (!tx.ok()) return tx.status();
      Reader reader(**tx, "");
      const auto rows = (*tx)->Query(query, after, kBatch);
      for (const Row& row : rows) piece += show(**tx, reader, row);
      if (!(*tx)->status().ok()) return (*tx)->status();
      more = rows.size() == kBatch;
      if (!rows.empty()) after = rows.back().Text(0);
    }
    if (!piece.empty() && !write(std::move(piece))) return absl::CancelledError("the client is gone");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status Export(Store& store, const v1::ExportRequest& request, const std::function<bool(std::string)>& write) {
  if (request.format() == v1::ExportRequest::FORMAT_ARCHIVE) return ExportArchive(store, request.has_as_of(), write);
  if (request.format() == v1::ExportRequest::FORMAT_ACT_ROWS) return ExportActRows(store, write);
  const auto format = MakeFormat(request.format());
  if (format == nullptr) return InvalidEnum("format", request.format());
  const auto put = [&](std::string text) { return text.empty() || write(std::move(text)); };
  if (!put(format->Begin())) return absl::CancelledError("the client is gone");
  absl::Status status = EachRow(store, "SELECT document FROM documents WHERE document > ? ORDER BY document LIMIT ?", write,
                                [&](Transaction& tx, Reader& reader, const Row& row) {
                                  std::string piece = format->Document(reader.DocumentRef(row.Text(0)));
                                  if (format->HasPassages()) {
                                    for (const v1::Quote& quote : PassagesOf(tx, reader, row.Text(0))) piece += format->Passage(quote);
                                  }
                                  return piece;
                                });
  if (!status.ok()) return status;
  status = EachRow(store, "SELECT entity FROM entities WHERE entity > ? ORDER BY entity LIMIT ?", write,
                   [&](Transaction&, Reader& reader, const Row& row) { return format->Entity(reader.Entity(row.Text(0))); });
  if (!status.ok()) return status;
  status = EachRow(store, absl::StrCat("SELECT ", Reader::kEventColumns, " FROM events e WHERE e.event > ? ORDER BY e.event LIMIT ?"),
                   write, [&](Transaction&, Reader& reader, const Row& row) { return format->Event(reader.Event(row)); });
  if (!status.ok()) return status;
  status = EachRow(
      store, absl::StrCat("SELECT ", Reader::kStatementColumns, " FROM statements s WHERE s.statement > ? ORDER BY s.statement LIMIT ?"),
      write, [&](Transaction&, Reader& reader, const Row& row) { return format->Statement(reader.Statement(row)); });
  if (!status.ok()) return status;
  status = EachRow(store, absl::StrCat("SELECT ", Reader::kFactColumns, " FROM facts f WHERE f.fact > ? ORDER BY f.fact LIMIT ?"), write,
                   [&](Transaction&, Reader& reader, const Row& row) { return format->Fact(reader.Fact(row)); });
  if (!status.ok()) return status;
  return put(format->End()) ? absl::OkStatus() : absl::CancelledError("the client is gone");
}

}  // namespace chancery::query
