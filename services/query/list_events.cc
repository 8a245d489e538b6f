#include <algorithm>

#include "services/platform/status.h"
#include "services/query/event_filter.h"
#include "services/query/names.h"
#include "services/query/paging.h"
#include "services/query/queries.h"
#include "services/query/reader.h"

namespace chancery::query {
namespace {

constexpr int kMaxReports = 1000;

}  // namespace

absl::StatusOr<v1::ListEventsResponse> ListEvents(Transaction& tx, const v1::ListEventsRequest& request) {
  const auto page = ReadPage(request, request.page_size(), request.page_token(), 2);
  if (!page.ok()) return page.status();
  const auto query = MakeEventQuery(tx, request.filter());
  if (!query.ok()) return query.status();
  const auto order = EventOrder(*query, request.order_by());
  if (!order.ok()) return order.status();
  const auto streams = EventStreams(tx, *query, request.filter());
  if (!streams.ok()) return streams.status();
  std::vector<Row> rows;
  // Each stream is in order by itself; together they are sorted again.
  for (const auto& stream : *streams) CollectEvents(tx, *query, *order, stream, *page, page->size + 1, rows);
  std::sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) { return order->Before(a, b, kEventOrder); });
  v1::ListEventsResponse response;
  Reader reader(tx, request.language_code());
  for (size_t i = 0; i < rows.size() && i < static_cast<size_t>(page->size); ++i) {
    *response.add_events() = reader.Event(rows[i]);
    if (i + 1 == static_cast<size_t>(page->size) && i + 1 < rows.size()) {
      response.set_next_page_token(page->Token({order->Key(rows[i], kEventOrder), rows[i].Text(0)}));
    }
  }
  if (!tx.status().ok()) return tx.status();
  return response;
}

absl::StatusOr<v1::Event> GetEvent(Transaction& tx, const v1::GetEventRequest& request) {
  const auto id = ParseName("events", request.name(), "name");
  if (!id.ok()) return id.status();
  Reader reader(tx, request.language_code());
  const auto event = reader.EventById(*id, kMaxReports);
  if (!tx.status().ok()) return tx.status();
  if (!event) return platform::NotFound(request.name());
  return *event;
}

}  // namespace chancery::query
