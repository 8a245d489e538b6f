// Many rows by few statements: what a statement costs beside its rows is paid once for a chunk of them.
//
// For one transaction and thread. Errors stick to the transaction.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "services/query/store.h"

namespace chancery::query {

// A value that a statement takes later.
template <typename T>
Value ToValue(const T& value) {
  return As<Value, std::string, Bytes>(value);
}

// Rows with the same columns.
class Rows {
 public:
  template <typename... Args>
  void Add(const Args&... args) {
    (values_.push_back(ToValue(args)), ...);
    columns_ = sizeof...(Args);
  }
  bool empty() const { return values_.empty(); }
  size_t size() const { return columns_ == 0 ? 0 : values_.size() / columns_; }

  // Runs "INSERT INTO `into` VALUES ... `suffix`" for all rows, in the order of their first columns, and forgets them.
  // `into`: table and columns, `suffix`: an ON CONFLICT or RETURNING clause or nothing. Returns what the statements return.
  std::vector<Row> InsertInto(Transaction& tx, std::string_view into, std::string_view suffix = "");

 private:
  size_t columns_ = 0;
  std::vector<Value> values_;
};

// Rows for several tables, inserted when it is flushed.
class Bulk {
 public:
  explicit Bulk(Transaction& transaction) : tx_(transaction) {}

  // `into` is a literal: table and columns, and behind them an ON CONFLICT clause if one is needed: see Rows::InsertInto.
  template <typename... Args>
  void Insert(std::string_view into, const Args&... args) {
    rows_[into].Add(args...);
  }
  void Flush();

 private:
  Transaction& tx_;
  std::map<std::string_view, Rows> rows_;
};

// Runs "`select` (keys) `suffix`", where `select` ends with "IN", for all keys, some at a time.
std::vector<Row> QueryIn(Transaction& tx, std::string_view select, const std::vector<std::string>& keys, std::string_view suffix = "");

// The same for any set of strings.
template <typename Keys>
std::vector<Row> QueryIn(Transaction& tx, std::string_view select, const Keys& keys, std::string_view suffix = "") {
  return QueryIn(tx, select, std::vector<std::string>(keys.begin(), keys.end()), suffix);
}

}  // namespace chancery::query
