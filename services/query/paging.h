// Pages, filters and cursors that the list methods have in common.
//
// Thread-safe: all functions are pure, or read in the caller's transaction.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "chancery/type/v1/time.pb.h"
#include "google/protobuf/message.h"
#include "services/query/store.h"

namespace chancery::query {

// Where a page begins: the sort key of the last row of the page before; empty for the first page.
struct Page {
  int size = 0;
  std::vector<std::string> after;
  std::string fingerprint;

  // The token of the page after a row with this key.
  std::string Token(const std::vector<std::string>& key) const;
};

// Reads `page_size` and `page_token` of a list request whose sort key has `fields` parts. INVALID_ARGUMENT of either.
absl::StatusOr<Page> ReadPage(const google::protobuf::Message& request, int32_t page_size, const std::string& page_token, size_t fields);

// A condition of a query with its parameters: "e.type = ?".
struct Condition {
  std::string sql;
  std::vector<Value> args;
};

// How a list is ordered: by a column, ids deciding among equals.
struct Order {
  // As in SQL.
  std::string column;
  bool descending = true;
  // The column is no text.
  bool number = false;

  // " ORDER BY column DESC, id DESC".
  std::string Sql(const std::string& id) const;
  // What is behind a row with the key and id of a page token.
  Condition After(const std::string& id, const std::vector<std::string>& key) const;
  // The part of a page token for a row's column; and whether a row comes before another.
  std::string Key(const Row& row, size_t at) const;
  bool Before(const Row& a, const Row& b, size_t at) const;
};

// A field that `order_by` can name.
struct OrderField {
  std::string name;
  Order order;
  // Also the other way round.
  bool both = true;
};
// Reads `order_by` (AIP-132: "time", "time desc"); empty: the first field. INVALID_ARGUMENT of another one.
absl::StatusOr<Order> ReadOrder(const std::string& order_by, const std::vector<OrderField>& fields);

// The id of the entity that a filter names; empty if it is not set. INVALID_ARGUMENT if malformed, NOT_FOUND if unknown.
absl::StatusOr<std::string> FilterEntity(Transaction& tx, const std::string& name, const std::string& field);

// INVALID_ARGUMENT if a bound is no day or the range is empty.
absl::Status CheckRange(const type::v1::DayRange& range, const std::string& field);

// A DayRange's bounds as days, open ones as the first and the last that there are.
std::pair<std::string, std::string> Bounds(const type::v1::DayRange& range);

// "column IN (?, ?)"; nothing for no values. INVALID_ARGUMENT if one is not in the vocabulary.
template <typename Values, typename IsValid>
absl::StatusOr<std::vector<Condition>> AnyOf(const std::string& column, const Values& values, IsValid is_valid, const std::string& field);

// One list of conditions for each value, so that each query is in order of an index: "e.type = ?". One empty list for no values.
template <typename Values, typename IsValid>
absl::StatusOr<std::vector<std::vector<Condition>>> EachOf(const std::string& column, const Values& values, IsValid is_valid,
                                                           const std::string& field);

// Every combination of the alternatives.
std::vector<std::vector<Condition>> Product(const std::vector<std::vector<Condition>>& a, const std::vector<std::vector<Condition>>& b);

// Conditions joined by AND; "1 = 1" for none.
std::string Where(const std::vector<Condition>& conditions);
std::vector<Value> Args(const std::vector<Condition>& conditions);

// What the time filter of a list means for rows with columns `day` (the first day), `earliest`, `latest` and `wide` (their Width): one
// list of conditions for each query that has to be run. Rows with a bounded time are bounded on both sides by their day; those
// with an open one can begin long before the range and are looked through apart.
std::vector<std::vector<Condition>> TimeBands(const type::v1::DayRange& range, const std::string& day, const std::string& earliest,
                                              const std::string& latest, const std::string& wide);

// Whether the text has all the folded words.
bool HasWords(std::string_view text, const std::vector<std::string>& words);

absl::Status InvalidEnum(const std::string& field, int value);

template <typename Values, typename IsValid>
absl::StatusOr<std::vector<std::vector<Condition>>> EachOf(const std::string& column, const Values& values, IsValid is_valid,
                                                           const std::string& field) {
  std::vector<std::vector<Condition>> alternatives;
  std::set<int> distinct;
  for (const auto value : values) {
    if (!is_valid(value) || value == 0) return InvalidEnum(field, static_cast<int>(value));
    if (!distinct.insert(static_cast<int>(value)).second) continue;
    alternatives.push_back({{column + " = ?", {static_cast<int64_t>(value)}}});
  }
  if (alternatives.empty()) alternatives.emplace_back();
  return alternatives;
}

template <typename Values, typename IsValid>
absl::StatusOr<std::vector<Condition>> AnyOf(const std::string& column, const Values& values, IsValid is_valid, const std::string& field) {
  std::vector<Condition> conditions;
  if (values.empty()) return conditions;
  Condition condition{column + " IN (", {}};
  for (const auto value : values) {
    if (!is_valid(value) || value == 0) return InvalidEnum(field, static_cast<int>(value));
    condition.sql += condition.args.empty() ? "?" : ", ?";
    condition.args.emplace_back(static_cast<int64_t>(value));
  }
  condition.sql += ")";
  conditions.push_back(std::move(condition));
  return conditions;
}

}  // namespace chancery::query
