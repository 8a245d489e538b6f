#include "services/query/document_filter.h"

#include <algorithm>
#include <map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/platform/status.h"

namespace chancery::query {
namespace {
constexpr size_t kBatch = 500;
}  // namespace

absl::StatusOr<DocumentFilter> DocumentFilter::Make(Transaction& tx, const v1::SearchDocumentsRequest& request) {
  DocumentFilter filter;
  auto& conditions = filter.conditions_;
  const auto& range = request.published();
  if (absl::Status status = CheckRange(range, "published"); !status.ok()) return status;
  if (!range.from().empty() || !range.to().empty()) {
    // It can fall in the range.
    conditions.push_back({"d.day <> ''", {}});
    if (!range.from().empty()) conditions.push_back({"(d.published_to = '' OR d.published_to >= ?)", {range.from()}});
    if (!range.to().empty()) conditions.push_back({"d.published_from <= ?", {range.to()}});
  }
  if (!request.language_code().empty()) conditions.push_back({"d.language = ?", {request.language_code()}});
  if (!request.outlet().empty()) conditions.push_back({"d.outlet = ? AND d.outlet <> ''", {request.outlet()}});
  for (int i = 0; i < request.entities_size(); ++i) {
    const std::string field = absl::StrCat("entities[", i, "]");
    const auto entity = FilterEntity(tx, request.entities(i), field);
    if (!entity.ok()) return entity.status();
    if (entity->empty()) return platform::InvalidArgument(field, "must not be empty", "INVALID_NAME");
    conditions.push_back({"d.document IN (SELECT n.document FROM entity_documents n WHERE n.entity = ?)", {*entity}});
  }
  return filter;
}

std::vector<DocumentFilter::Found> DocumentFilter::Among(Transaction& tx, const std::vector<int64_t>& numbers, int limit) const {
  std::vector<Found> found;
  for (size_t begin = 0; begin < numbers.size(); begin += kBatch) {
    const size_t end = std::min(numbers.size(), begin + kBatch);
    std::vector<Condition> all = conditions_;
    Condition named{"d.number IN (", {}};
    for (size_t i = begin; i < end; ++i) {
      named.sql += i == begin ? "?" : ", ?";
      named.args.emplace_back(numbers[i]);
    }
    named.sql += ")";
    all.push_back(std::move(named));
    std::map<int64_t, std::string> names;
    for (const Row& row : tx.QueryValues(absl::StrCat("SELECT d.number, d.document FROM documents d WHERE ", Where(all)), Args(all))) {
      names[row.Int(0)] = row.Text(1);
    }
    for (size_t i = begin; i < end; ++i) {
      if (const auto at = names.find(numbers[i]); at != names.end()) found.push_back({at->first, at->second});
      if (static_cast<int>(found.size()) == limit) return found;
    }
  }
  return found;
}

std::vector<DocumentFilter::Found> DocumentFilter::Latest(Transaction& tx, const TextQuery* query, int64_t after, int limit) const {
  std::vector<Found> found;
  if (query == nullptr) {
    std::vector<Condition> all = conditions_;
    all.push_back({"d.number > ?", {after}});
    std::vector<Value> args = Args(all);
    args.emplace_back(static_cast<int64_t>(limit));
    for (const Row& row : tx.QueryValues(
             absl::StrCat("SELECT d.number, d.document FROM documents d WHERE ", Where(all), " ORDER BY d.number LIMIT ?"), args)) {
      found.push_back({row.Int(0), row.Text(1)});
    }
    return found;
  }
  for (;;) {
    const auto numbers = tx.MatchText(*query, after, static_cast<int>(kBatch));
    for (Found& document : Among(tx, numbers, limit - static_cast<int>(found.size()))) found.push_back(std::move(document));
    if (static_cast<int>(found.size()) == limit) return found;
    if (numbers.size() < kBatch) return found;
    after = numbers.back();
  }
}

}  // namespace chancery::query
