#include <functional>
#include <map>

#include "absl/strings/str_cat.h"
#include "services/platform/status.h"
#include "services/query/bulk.h"
#include "services/query/document_filter.h"
#include "services/query/event_filter.h"
#include "services/query/queries.h"
#include "services/query/statement_filter.h"

namespace chancery::query {
namespace {

constexpr int kBatch = 1000;

// Characters of a day that tell its bucket: "2024-02-26", "2024-02", "2024".
size_t BucketWidth(v1::CountOverTimeRequest::Bucket bucket) {
  switch (bucket) {
    case v1::CountOverTimeRequest::BUCKET_DAY:
      return 10;
    case v1::CountOverTimeRequest::BUCKET_YEAR:
      return 4;
    default:
      return 7;
  }
}

// Adds so many items whose time is between two days.
using Count = std::function<void(const std::string& earliest, const std::string& latest, int64_t items)>;

void CountGroups(Transaction& tx, const std::string& columns, const std::string& from, const std::vector<Condition>& conditions,
                 const Count& count) {
  for (const Row& row :
       tx.QueryValues(absl::StrCat("SELECT ", columns, ", COUNT(*) FROM ", from, " WHERE ", Where(conditions), " GROUP BY ", columns),
                      Args(conditions))) {
    count(row.Text(0), row.Text(1), row.Int(2));
  }
}

absl::Status CountEvents(Transaction& tx, const v1::EventFilter& filter, const Count& count) {
  const auto query = MakeEventQuery(tx, filter);
  if (!query.ok()) return query.status();
  const auto streams = EventStreams(tx, *query, filter);
  if (!streams.ok()) return streams.status();
  const auto order = EventOrder(*query, "");
  for (const auto& stream : *streams) {
    if (query->words.empty() && query->topics.empty()) {
      CountGroups(tx, "e.earliest, e.latest", query->from, stream, count);
      continue;
    }
    // Sentences have to be read.
    Page page;
    for (;;) {
      std::vector<Row> rows;
      CollectEvents(tx, *query, *order, stream, page, kBatch, rows);
      for (const Row& row : rows) count(row.Text(5), row.Text(6), 1);
      if (rows.size() < static_cast<size_t>(kBatch)) break;
      page.after = {rows.back().Text(5), rows.back().Text(0)};
    }
  }
  return absl::OkStatus();
}

absl::Status CountStatements(Transaction& tx, const v1::ListStatementsRequest& request, const Count& count) {
  const auto query = MakeStatementQuery(tx, request);
  if (!query.ok()) return query.status();
  const auto order = StatementOrder("");
  for (const auto& stream : query->streams) {
    if (query->words.empty() && query->topics.empty()) {
      CountGroups(tx, "s.earliest, s.latest", "statements s", stream, count);
      continue;
    }
    Page page;
    for (;;) {
      std::vector<Row> rows;
      CollectStatements(tx, *query, *order, stream, page, kBatch, rows);
      for (const Row& row : rows) count(row.Text(8), row.Text(9), 1);
      if (rows.size() < static_cast<size_t>(kBatch)) break;
      page.after = {rows.back().Text(1), rows.back().Text(0)};
    }
  }
  return absl::OkStatus();
}

absl::Status CountDocuments(Transaction& tx, const v1::SearchDocumentsRequest& request, const Count& count) {
  const auto filter = DocumentFilter::Make(tx, request);
  if (!filter.ok()) return filter.status();
  const auto query = ReadTextQuery(request.query());
  if (!query.ok()) return query.status();
  int64_t after = INT64_MIN;
  for (;;) {
    const auto found = filter->Latest(tx, *query ? &**query : nullptr, after, kBatch);
    std::vector<std::string> documents;
    for (const auto& document : found) documents.push_back(document.name);
    for (const Row& row : QueryIn(tx, "SELECT published_from, published_to FROM documents WHERE document IN", documents)) {
      count(row.Text(0), row.Text(1), 1);
    }
    if (found.size() < static_cast<size_t>(kBatch)) return absl::OkStatus();
    after = found.back().number;
  }
}

}  // namespace

absl::StatusOr<v1::CountOverTimeResponse> CountOverTime(Transaction& tx, const v1::CountOverTimeRequest& request) {
  if (!v1::CountOverTimeRequest::Bucket_IsValid(request.bucket())) return InvalidEnum("bucket", request.bucket());
  if (request.has_statements() && request.has_documents()) {
    return platform::InvalidArgument("documents", "and statements are not counted together", "TWO_KINDS");
  }
  const size_t width = BucketWidth(request.bucket());
  std::map<std::string, int64_t> counts;
  const Count count = [&](const std::string& earliest, const std::string& latest, int64_t items) {
    const std::string bucket = earliest.substr(0, width);
    counts[bucket == latest.substr(0, width) ? bucket : std::string()] += items;
  };
  const absl::Status status = request.has_statements()  ? CountStatements(tx, request.statements(), count)
                              : request.has_documents() ? CountDocuments(tx, request.documents(), count)
                                                        : CountEvents(tx, request.filter(), count);
  if (!status.ok()) return status;
  if (!tx.status().ok()) return tx.status();
  v1::CountOverTimeResponse response;
  for (const auto& [bucket, items] : counts) {
    if (bucket.empty()) {
      response.set_unplaced_count(items);
      continue;
    }
    auto* out = response.add_counts();
    out->set_time(bucket);
    out->set_event_count(items);
  }
  return response;
}

}  // namespace chancery::query
