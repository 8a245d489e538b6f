#include <algorithm>

#include "services/query/paging.h"
#include "services/query/queries.h"
#include "services/query/reader.h"
#include "services/query/statement_filter.h"

namespace chancery::query {

absl::StatusOr<v1::ListStatementsResponse> ListStatements(Transaction& tx, const v1::ListStatementsRequest& request) {
  const auto page = ReadPage(request, request.page_size(), request.page_token(), 2);
  if (!page.ok()) return page.status();
  const auto query = MakeStatementQuery(tx, request);
  if (!query.ok()) return query.status();
  const auto order = StatementOrder(request.order_by());
  if (!order.ok()) return order.status();
  std::vector<Row> rows;
  for (const auto& stream : query->streams) CollectStatements(tx, *query, *order, stream, *page, page->size + 1, rows);
  std::sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) { return order->Before(a, b, kStatementOrder); });
  v1::ListStatementsResponse response;
  Reader reader(tx, request.language_code());
  for (size_t i = 0; i < rows.size() && i < static_cast<size_t>(page->size); ++i) {
    *response.add_statements() = reader.Statement(rows[i]);
    if (i + 1 == static_cast<size_t>(page->size) && i + 1 < rows.size()) {
      response.set_next_page_token(page->Token({order->Key(rows[i], kStatementOrder), rows[i].Text(0)}));
    }
  }
  if (!tx.status().ok()) return tx.status();
  return response;
}

}  // namespace chancery::query
