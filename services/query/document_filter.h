// The filters of documents that searches and counts have in common.
//
// For one read transaction and thread. Errors stick to the transaction.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "chancery/query/v1/query_service.pb.h"
#include "services/query/paging.h"
#include "services/query/store.h"

namespace chancery::query {

class DocumentFilter {
 public:
  struct Found {
    // The lower, the later the document.
    int64_t number = 0;
    std::string name;
  };

  // The filters of the request, its words apart. INVALID_ARGUMENT or NOT_FOUND of one of them.
  static absl::StatusOr<DocumentFilter> Make(Transaction& tx, const v1::SearchDocumentsRequest& request);

  // Those of the documents with these numbers that meet the filters, in the same order, at most `limit`.
  std::vector<Found> Among(Transaction& tx, const std::vector<int64_t>& numbers, int limit) const;
  // The latest behind a number that meet the filters and the query (null: all do), at most `limit`.
  std::vector<Found> Latest(Transaction& tx, const TextQuery* query, int64_t after, int limit) const;

 private:
  std::vector<Condition> conditions_;
};

}  // namespace chancery::query
