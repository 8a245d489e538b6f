#include <algorithm>

#include "absl/strings/str_cat.h"
#include "services/query/paging.h"
#include "services/query/queries.h"
#include "services/query/reader.h"

namespace chancery::query {

absl::StatusOr<v1::ListFactsResponse> ListFacts(Transaction& tx, const v1::ListFactsRequest& request) {
  const auto page = ReadPage(request, request.page_size(), request.page_token(), 2);
  if (!page.ok()) return page.status();
  auto conditions = AnyOf("f.type", request.types(), type::v1::FactType_IsValid, "types");
  if (!conditions.ok()) return conditions.status();
  const auto entity = FilterEntity(tx, request.entity(), "entity");
  if (!entity.ok()) return entity.status();
  if (!page->after.empty()) {
    conditions->push_back({"(f.subject, f.fact) > (?, ?)", {page->after[0], page->after[1]}});
  }
  // As subject and as object: each in order by itself.
  std::vector<std::vector<Condition>> streams;
  if (entity->empty()) {
    streams.push_back(*conditions);
  } else {
    for (const char* column : {"f.subject = ?", "f.object = ?"}) {
      streams.push_back(*conditions);
      streams.back().push_back({column, {*entity}});
    }
    streams.back().push_back({"f.subject <> ?", {*entity}});
  }
  std::vector<Row> rows;
  for (const auto& stream : streams) {
    std::vector<Value> args = Args(stream);
    args.emplace_back(static_cast<int64_t>(page->size) + 1);
    for (Row& row : tx.QueryValues(
             absl::StrCat("SELECT ", Reader::kFactColumns, " FROM facts f WHERE ", Where(stream), " ORDER BY f.subject, f.fact LIMIT ?"),
             args)) {
      rows.push_back(std::move(row));
    }
  }
  std::sort(rows.begin(), rows.end(),
            [](const Row& a, const Row& b) { return std::pair(a.Text(1), a.Text(0)) < std::pair(b.Text(1), b.Text(0)); });
  v1::ListFactsResponse response;
  Reader reader(tx, request.language_code());
  for (size_t i = 0; i < rows.size() && i < static_cast<size_t>(page->size); ++i) {
    *response.add_facts() = reader.Fact(rows[i]);
    if (i + 1 == static_cast<size_t>(page->size) && i + 1 < rows.size()) {
      response.set_next_page_token(page->Token({rows[i].Text(1), rows[i].Text(0)}));
    }
  }
  if (!tx.status().ok()) return tx.status();
  return response;
}

}  // namespace chancery::query
