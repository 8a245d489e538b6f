#include "services/query/paging.h"

#include <algorithm>
#include <set>
#include <tuple>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "services/platform/edtf.h"
#include "services/platform/page_token.h"
#include "services/platform/status.h"
#include "services/query/days.h"
#include "services/query/names.h"
#include "services/query/words.h"

namespace chancery::query {
namespace {
constexpr int kDefaultPage = 20;
// No key has it: ids and days have no control characters.
constexpr char kSeparator = '\n';
}  // namespace

std::string Page::Token(const std::vector<std::string>& key) const {
  return platform::EncodePageToken(absl::StrJoin(key, std::string(1, kSeparator)), fingerprint);
}

absl::StatusOr<Page> ReadPage(const google::protobuf::Message& request, int32_t page_size, const std::string& page_token, size_t fields) {
  Page page;
  const auto size = platform::PageSize(page_size, kDefaultPage);
  if (!size.ok()) return size.status();
  page.size = *size;
  page.fingerprint = platform::QueryFingerprint(request);
  const auto cursor = platform::DecodePageToken(page_token, page.fingerprint);
  if (!cursor.ok()) return cursor.status();
  if (page_token.empty()) return page;
  page.after = absl::StrSplit(*cursor, kSeparator);
  if (page.after.size() != fields) {
    return platform::InvalidArgument("page_token", "is of another query", "INVALID_PAGE_TOKEN");
  }
  return page;
}

std::string Order::Sql(const std::string& id) const {
  const char* direction = descending ? " DESC" : "";
  return absl::StrCat(" ORDER BY ", column, direction, ", ", id, direction);
}

Condition Order::After(const std::string& id, const std::vector<std::string>& key) const {
  Value value = key[0];
  if (number) {
    double parsed = 0;
    (void)absl::SimpleAtod(key[0], &parsed);
    value = parsed;
  }
  return {absl::StrCat("(", column, ", ", id, ") ", descending ? "<" : ">", " (?, ?)"), {value, key[1]}};
}

std::string Order::Key(const Row& row, size_t at) const { return number ? absl::StrFormat("%.17g", row.Double(at)) : row.Text(at); }

bool Order::Before(const Row& a, const Row& b, size_t at) const {
  const Row &first = descending ? b : a, &second = descending ? a : b;
  if (number) return std::pair(first.Double(at), first.Text(0)) < std::pair(second.Double(at), second.Text(0));
  return std::tie(first.Text(at), first.Text(0)) < std::tie(second.Text(at), second.Text(0));
}

absl::StatusOr<Order> ReadOrder(const std::string& order_by, const std::vector<OrderField>& fields) {
  if (order_by.empty()) return fields.front().order;
  const std::vector<std::string> words = absl::StrSplit(order_by, ' ', absl::SkipEmpty());
  const bool descending = words.size() == 2 && words[1] == "desc";
  for (const OrderField& field : fields) {
    if (words.empty() || words.size() > 2 || words[0] != field.name || descending != (words.size() == 2)) continue;
    if (!field.both && descending != field.order.descending) continue;
    Order order = field.order;
    order.descending = descending;
    return order;
  }
  return platform::InvalidArgument("order_by",
                                   absl::StrCat("must be one of ", absl::StrJoin(fields, ", ",
                                                                                 [](std::string* out, const OrderField& field) {
                                                                                   absl::StrAppend(out, field.name,
                                                                                                   field.order.descending ? " desc" : "");
                                                                                 })),
                                   "INVALID_ORDER");
}

std::pair<std::string, std::string> Bounds(const type::v1::DayRange& range) {
  return {range.from().empty() ? "0000-01-01" : range.from(), range.to().empty() ? "9999-12-31" : range.to()};
}

absl::StatusOr<std::string> FilterEntity(Transaction& tx, const std::string& name, const std::string& field) {
  if (name.empty()) return std::string();
  auto id = ParseName("entities", name, field);
  if (!id.ok()) return id;
  if (tx.Query("SELECT 1 FROM entities WHERE entity = ?", *id).empty() && tx.status().ok()) {
    return platform::NotFound(name);
  }
  return id;
}

absl::Status CheckRange(const type::v1::DayRange& range, const std::string& field) {
  for (const auto& [name, day] : {std::pair(".from", &range.from()), std::pair(".to", &range.to())}) {
    if (day->empty()) continue;
    if (const auto parsed = platform::ParseDay(*day); !parsed.ok()) {
      return platform::InvalidArgument(field + name, std::string(parsed.status().message()), "INVALID_DAY");
    }
  }
  if (!range.from().empty() && !range.to().empty() && range.to() < range.from()) {
    return platform::InvalidArgument(field, "ends before it begins", "INVALID_DAY_RANGE");
  }
  return absl::OkStatus();
}

std::vector<std::vector<Condition>> Product(const std::vector<std::vector<Condition>>& a, const std::vector<std::vector<Condition>>& b) {
  std::vector<std::vector<Condition>> product;
  for (const auto& x : a) {
    for (const auto& y : b) {
      product.push_back(x);
      product.back().insert(product.back().end(), y.begin(), y.end());
    }
  }
  return product;
}

std::string Where(const std::vector<Condition>& conditions) {
  if (conditions.empty()) return "1 = 1";
  return absl::StrJoin(conditions, " AND ", [](std::string* out, const Condition& condition) { absl::StrAppend(out, condition.sql); });
}

std::vector<Value> Args(const std::vector<Condition>& conditions) {
  std::vector<Value> args;
  for (const auto& condition : conditions) args.insert(args.end(), condition.args.begin(), condition.args.end());
  return args;
}

std::vector<std::vector<Condition>> TimeBands(const type::v1::DayRange& range, const std::string& day, const std::string& earliest,
                                              const std::string& latest, const std::string& wide) {
  if (range.from().empty() && range.to().empty()) return {{}};
  // What is not open has both bounds, and its day is the first.
  const auto bounded = [&](Width width, int days) {
    std::vector<Condition> conditions = {{absl::StrCat(wide, " = ", static_cast<int>(width)), {}}};
    if (range.from().empty()) {
      conditions.push_back({day + " > ''", {}});
    } else {
      conditions.push_back({latest + " >= ?", {range.from()}});
      conditions.push_back({day + " >= ?", {DayText(*DayNumber(range.from()) - days)}});
    }
    if (!range.to().empty()) conditions.push_back({day + " <= ?", {range.to()}});
    return conditions;
  };
  std::vector<Condition> open = {{absl::StrCat(wide, " = ", static_cast<int>(Width::kOpen)), {}}};
  if (range.from().empty()) {
    open.push_back({absl::StrCat("(", earliest, " <> '' OR ", latest, " <> '')"), {}});
  } else {
    open.push_back({absl::StrCat("(", latest, " >= ? OR (", latest, " = '' AND ", earliest, " <> ''))"), {range.from()}});
  }
  if (!range.to().empty()) open.push_back({earliest + " <= ?", {range.to()}});
  return {bounded(Width::kNarrow, kNarrowDays), bounded(Width::kYear, kYearDays), open};
}

bool HasWords(std::string_view text, const std::vector<std::string>& words) {
  const auto found = FoldedWords(text);
  const std::set<std::string> all(found.begin(), found.end());
  return std::all_of(words.begin(), words.end(), [&](const std::string& word) { return all.count(word) > 0; });
}

absl::Status InvalidEnum(const std::string& field, int value) {
  return platform::InvalidArgument(field, absl::StrCat(value, " is not in the vocabulary"), "INVALID_VALUE");
}

}  // namespace chancery::query
