// The relational store under the knowledge graph.
//
// A store runs portable SQL (see DESIGN of the schema in schema.h: no serials, enums or triggers; INSERT ... ON CONFLICT,
// RETURNING, row comparison, '?' parameters, text compared by bytes) in serialisable transactions, and keeps one text
// index. What differs between databases hides here; the graph's statements are the same on all. Every implementation
// passes store_conformance.h.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "services/platform/signal.h"
#include "services/query/text_query.h"

namespace chancery::query {

// A binary column or parameter.
struct Bytes {
  std::string value;
  friend bool operator==(const Bytes&, const Bytes&) = default;
};

using Value = std::variant<std::nullptr_t, int64_t, double, std::string, Bytes>;

// A binary parameter that the caller keeps while the statement runs.
struct BytesView {
  std::string_view value;
};
// A parameter as statements take it: views of what the caller keeps while the statement runs.
using Argument = std::variant<std::nullptr_t, int64_t, double, std::string_view, BytesView>;

// A value as a variant of what stores know, whose texts are of type Text and whose binaries are of type Binary.
template <typename Variant, typename Text, typename Binary, typename T>
Variant As(const T& value) {
  if constexpr (std::is_same_v<T, Variant> || std::is_same_v<T, Binary> || std::is_same_v<T, std::nullptr_t>) {
    return value;
  } else if constexpr (std::is_floating_point_v<T>) {
    return static_cast<double>(value);
  } else if constexpr (std::is_integral_v<T> || std::is_enum_v<T>) {
    return static_cast<int64_t>(value);
  } else {
    return Text(value);
  }
}

// A row of a result. NULL reads as empty or zero.
class Row {
 public:
  explicit Row(std::vector<Value> values) : values_(std::move(values)) {}
  const std::string& Text(size_t column) const;
  const std::string& Blob(size_t column) const;
  int64_t Int(size_t column) const;
  double Double(size_t column) const;
  size_t size() const { return values_.size(); }
  bool IsNumber(size_t column) const {
    return std::holds_alternative<int64_t>(values_[column]) || std::holds_alternative<double>(values_[column]);
  }
  bool IsNull(size_t column) const { return std::holds_alternative<std::nullptr_t>(values_[column]); }

 private:
  std::vector<Value> values_;
};

// A document found by its words. A higher score is better.
struct TextHit {
  int64_t number = 0;
  double score = 0;
};

// One transaction; rolled back when destroyed unless committed. For one thread.
//
// Errors stick: after the first one every call does nothing and gives nothing, and Commit (or status()) reports it. So a
// caller may run many statements and check once, as long as it does not loop until a row appears.
class Transaction {
 public:
  virtual ~Transaction() = default;

  template <typename... Args>
  std::vector<Row> Query(std::string_view sql, const Args&... args) {
    const std::array<Argument, sizeof...(Args)> arguments{ToArgument(args)...};
    return QueryArguments(sql, arguments);
  }
  // Runs a statement; the number of rows that it changed.
  template <typename... Args>
  int64_t Run(std::string_view sql, const Args&... args) {
    const std::array<Argument, sizeof...(Args)> arguments{ToArgument(args)...};
    return RunArguments(sql, arguments);
  }
  // The same with parameters that are counted at run time.
  std::vector<Row> QueryValues(std::string_view sql, const std::vector<Value>& args);

  // Puts a document's words (folded, separated by a space) into the text index under its number.
  virtual void IndexText(int64_t number, std::string_view words) = 0;
  // Takes them out; `words` as they were put in.
  virtual void UnindexText(int64_t number, std::string_view words) = 0;
  // Numbers above `after` of documents that meet the query, ascending, at most `limit`.
  virtual std::vector<int64_t> MatchText(const TextQuery& query, int64_t after, int limit) = 0;
  // All documents that meet the query, each with its BM25, best first, at most `limit`.
  virtual std::vector<TextHit> RankText(const TextQuery& query, int limit) = 0;
  // The same of documents that have all the words, of which there is at least one.
  std::vector<int64_t> MatchText(const std::vector<std::string>& words, int64_t after, int limit) {
    return MatchText(TextQuery::AllOf(words), after, limit);
  }
  std::vector<TextHit> RankText(const std::vector<std::string>& words, int limit) { return RankText(TextQuery::AllOf(words), limit); }

  virtual const absl::Status& status() const = 0;
  // Makes the error stick that the caller found.
  virtual void Fail(absl::Status status) = 0;
  // Ends the transaction and makes its writes durable and visible. ABORTED: another one was in the way, run it again.
  virtual absl::Status Commit() = 0;

 protected:
  virtual std::vector<Row> QueryArguments(std::string_view sql, std::span<const Argument> args) = 0;
  virtual int64_t RunArguments(std::string_view sql, std::span<const Argument> args) = 0;

 private:
  template <typename T>
  static Argument ToArgument(const T& value) {
    return As<Argument, std::string_view, BytesView>(value);
  }
};

// Thread-safe.
class Store {
 public:
  enum class Mode {
    kRead,   // a consistent view of the last commit; writes fail
    kWrite,  // one at a time, or as if
  };
  virtual ~Store() = default;
  virtual absl::StatusOr<std::unique_ptr<Transaction>> Begin(Mode mode) = 0;
  // A store of the same kind on scratch space that goes with it, for this process alone, whose commits need not be durable: with a
  // copy of what is committed here, or empty.
  virtual absl::StatusOr<std::unique_ptr<Store>> MakeScratch(bool copy) = 0;
  // Raised by who wrote to the graph in this process. Writers elsewhere raise nothing: look again now and then.
  platform::Signal& changed() { return changed_; }

 private:
  platform::Signal changed_;
};

}  // namespace chancery::query
