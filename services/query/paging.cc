#include "services/query/paging.h"

#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
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
  std::vector<Condition> common;
  if (!range.to().empty()) common.push_back({earliest + " <= ?", {range.to()}});
  if (range.from().empty()) {
    common.push_back({absl::StrCat("(", earliest, " <> '' OR ", latest, " <> '')"), {}});
    return {common};
  }
  std::vector<Condition> narrow = common, broad = common;
  narrow.push_back({wide + " = 0", {}});
  narrow.push_back({latest + " >= ?", {range.from()}});
  narrow.push_back({day + " >= ?", {DayText(*DayNumber(range.from()) - kNarrowDays)}});
  broad.push_back({wide + " = 1", {}});
  broad.push_back({absl::StrCat("(", latest, " >= ? OR (", latest, " = '' AND ", earliest, " <> ''))"), {range.from()}});
  return {narrow, broad};
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
