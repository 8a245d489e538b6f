#include <map>

#include "absl/strings/str_cat.h"
#include "services/platform/status.h"
#include "services/query/event_filter.h"
#include "services/query/queries.h"

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

}  // namespace

absl::StatusOr<v1::CountOverTimeResponse> CountOverTime(Transaction& tx, const v1::CountOverTimeRequest& request) {
  if (!v1::CountOverTimeRequest::Bucket_IsValid(request.bucket())) return InvalidEnum("bucket", request.bucket());
  const auto query = MakeEventQuery(tx, request.filter());
  if (!query.ok()) return query.status();
  const auto streams = EventStreams(tx, *query, request.filter());
  if (!streams.ok()) return streams.status();
  const size_t width = BucketWidth(request.bucket());
  std::map<std::string, int64_t> counts;
  const auto count = [&](const std::string& earliest, const std::string& latest, int64_t events) {
    const std::string bucket = earliest.substr(0, width);
    counts[bucket == latest.substr(0, width) ? bucket : std::string()] += events;
  };
  for (const auto& stream : *streams) {
    if (query->words.empty()) {
      for (const Row& row : tx.QueryValues(absl::StrCat("SELECT e.earliest, e.latest, COUNT(*) FROM ", query->from, " WHERE ",
                                                        Where(stream), " GROUP BY e.earliest, e.latest"),
                                           Args(stream))) {
        count(row.Text(0), row.Text(1), row.Int(2));
      }
      continue;
    }
    // Sentences have to be read.
    Page page;
    for (;;) {
      std::vector<Row> rows;
      CollectEvents(tx, *query, stream, page, kBatch, rows);
      for (const Row& row : rows) count(row.Text(5), row.Text(6), 1);
      if (rows.size() < static_cast<size_t>(kBatch)) break;
      page.after = {rows.back().Text(5), rows.back().Text(0)};
    }
  }
  if (!tx.status().ok()) return tx.status();
  v1::CountOverTimeResponse response;
  for (const auto& [bucket, events] : counts) {
    if (bucket.empty()) {
      response.set_unplaced_count(events);
      continue;
    }
    auto* out = response.add_counts();
    out->set_time(bucket);
    out->set_event_count(events);
  }
  return response;
}

}  // namespace chancery::query
