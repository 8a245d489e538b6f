#include "services/query/bulk.h"

#include <algorithm>
#include <numeric>

#include "absl/strings/str_cat.h"

namespace chancery::query {
namespace {

// Rows of a statement at most; fewer ones are a power of two, so that a connection has to know few statements.
constexpr size_t kChunk = 64;
constexpr std::string_view kConflict = " ON CONFLICT";

size_t ChunkOf(size_t rows) {
  size_t chunk = kChunk;
  while (chunk > rows) chunk /= 2;
  return chunk;
}

// Order by a row's first three columns, which in most tables are its key's, so that neighbours are written together.
bool Before(const Value* a, const Value* b, size_t columns) {
  for (size_t i = 0; i < std::min<size_t>(columns, 3); ++i) {
    const auto* x = std::get_if<std::string>(&a[i]);
    const auto* y = std::get_if<std::string>(&b[i]);
    if (x == nullptr || y == nullptr) {
      const auto* p = std::get_if<int64_t>(&a[i]);
      const auto* q = std::get_if<int64_t>(&b[i]);
      if (p == nullptr || q == nullptr) return false;
      if (*p != *q) return *p < *q;
      continue;
    }
    if (const int order = x->compare(*y); order != 0) return order < 0;
  }
  return false;
}

}  // namespace

std::vector<Row> Rows::InsertInto(Transaction& tx, std::string_view into, std::string_view suffix) {
  std::vector<Row> returned;
  if (values_.empty()) return returned;
  std::vector<size_t> order(size());
  std::iota(order.begin(), order.end(), size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](size_t a, size_t b) { return Before(&values_[a * columns_], &values_[b * columns_], columns_); });
  std::string row = "(";
  for (size_t i = 0; i < columns_; ++i) row += i == 0 ? "?" : ", ?";
  row += ")";
  std::vector<Value> args;
  for (size_t done = 0; done < order.size();) {
    const size_t chunk = ChunkOf(order.size() - done);
    std::string sql = absl::StrCat("INSERT INTO ", std::string(into), " VALUES ");
    for (size_t i = 0; i < chunk; ++i) absl::StrAppend(&sql, i == 0 ? "" : ", ", row);
    absl::StrAppend(&sql, std::string(suffix));
    args.clear();
    for (size_t i = 0; i < chunk; ++i) {
      auto* first = &values_[order[done + i] * columns_];
      args.insert(args.end(), std::make_move_iterator(first), std::make_move_iterator(first + columns_));
    }
    done += chunk;
    for (Row& out : tx.QueryValues(sql, args)) returned.push_back(std::move(out));
    if (!tx.status().ok()) break;
  }
  values_.clear();
  return returned;
}

void Bulk::Flush() {
  for (auto& [into, rows] : rows_) {
    const size_t conflict = into.find(kConflict);
    rows.InsertInto(tx_, into.substr(0, conflict), conflict == std::string_view::npos ? "" : into.substr(conflict));
  }
}

std::vector<Row> QueryIn(Transaction& tx, std::string_view select, const std::vector<std::string>& keys, std::string_view suffix) {
  std::vector<Row> rows;
  std::vector<Value> args;
  for (size_t done = 0; done < keys.size();) {
    // The last key again and again fills the last chunk.
    size_t chunk = 1;
    while (chunk < kChunk && chunk < keys.size() - done) chunk *= 4;
    std::string sql = absl::StrCat(std::string(select), " (");
    args.clear();
    for (size_t i = 0; i < chunk; ++i) {
      sql += i == 0 ? "?" : ", ?";
      args.emplace_back(keys[std::min(done + i, keys.size() - 1)]);
    }
    absl::StrAppend(&sql, ") ", std::string(suffix));
    done += chunk;
    for (Row& row : tx.QueryValues(sql, args)) rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace chancery::query
