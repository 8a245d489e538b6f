// The filters of statements that list and count methods have in common, as queries.
//
// Thread-safe: reads in the caller's transaction.
#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "chancery/query/v1/query_service.pb.h"
#include "services/query/paging.h"
#include "services/query/store.h"

namespace chancery::query {

struct StatementQuery {
  // Lists of conditions of statements as s, each for one query in order; no statement meets two of them.
  std::vector<std::vector<Condition>> streams;
  // Of the sentence; not in the conditions.
  std::vector<std::string> words;
  std::vector<std::string> topics;
};

// INVALID_ARGUMENT or NOT_FOUND of a filter of the request.
absl::StatusOr<StatementQuery> MakeStatementQuery(Transaction& tx, const v1::ListStatementsRequest& request);

// The order of a list of statements.
absl::StatusOr<Order> StatementOrder(const std::string& order_by);

// Adds the statements of one stream after a key, in order, up to `limit`: Reader::kStatementColumns and the column of the order.
inline constexpr size_t kStatementOrder = 17;
void CollectStatements(Transaction& tx, const StatementQuery& query, const Order& order, const std::vector<Condition>& stream,
                       const Page& page, int limit, std::vector<Row>& out);

}  // namespace chancery::query
