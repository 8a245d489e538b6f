#include <algorithm>
#include <set>
#include <tuple>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "services/platform/status.h"
#include "services/platform/unicode.h"
#include "services/query/paging.h"
#include "services/query/queries.h"
#include "services/query/reader.h"
#include "services/query/words.h"

namespace chancery::query {
namespace {

// Matches that are ranked at most.
constexpr int kMaxMatches = 1000;
// Of those with the words as whole words, so many are looked at for having no others.
constexpr int kMaxWholeNames = 50;
// If the query has no longer word, it has to be a whole word of the name: too many begin with it.
constexpr int kShortestPrefix = 3;

struct Match {
  int tier = 0;  // 2: the whole name, 1: whole words, 0: beginnings of words
  int64_t documents = 0;
  std::string entity;
  auto rank() const { return std::tuple(-tier, -documents, entity); }
};

bool IsPrefix(const std::string& word) { return platform::CodePointIndex(word).size() >= kShortestPrefix; }

// Just above every word that begins with this one: no word has a code point as high.
std::string PrefixEnd(const std::string& word) { return word + "\xF4\x8F\xBF\xBF"; }

// Whether the query is one of the entity's names.
bool IsName(Transaction& tx, const std::string& entity, const std::vector<std::string>& words) {
  const auto names = tx.Query("SELECT name FROM entity_names WHERE entity = ?", entity);
  return std::any_of(names.begin(), names.end(), [&](const Row& row) { return NameWords(row.Text(0)) == words; });
}

std::vector<Match> FindMatches(Transaction& tx, const std::vector<std::string>& words, const std::vector<Condition>& types) {
  // The longest word finds the fewest.
  const std::string& longest =
      *std::max_element(words.begin(), words.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
  std::vector<Match> matches;
  std::set<std::string> seen;
  const auto collect = [&](int tier, const std::string& condition, auto&& bounds) {
    std::vector<Condition> conditions{{"w.word " + condition, bounds(longest)}};
    for (const std::string& word : words) {
      if (word == longest) continue;
      conditions.push_back(
          {"EXISTS (SELECT 1 FROM entity_word_list w WHERE w.entity = e.entity AND w.word " + condition + ")", bounds(word)});
    }
    conditions.insert(conditions.end(), types.begin(), types.end());
    std::vector<Value> args = Args(conditions);
    args.emplace_back(static_cast<int64_t>(kMaxMatches));
    const auto rows = tx.QueryValues(
        absl::StrCat("SELECT DISTINCT e.entity, e.documents FROM entity_words w JOIN entities e ON e.entity = w.entity WHERE ",
                     Where(conditions), " ORDER BY e.documents DESC, e.entity LIMIT ?"),
        args);
    int looked_at = 0;
    for (const Row& row : rows) {
      if (!seen.insert(row.Text(0)).second) continue;
      const bool whole = tier > 0 && looked_at++ < kMaxWholeNames && IsName(tx, row.Text(0), words);
      matches.push_back({whole ? 2 : tier, row.Int(1), row.Text(0)});
    }
  };
  collect(1, "= ?", [](const std::string& word) { return std::vector<Value>{word}; });
  if (IsPrefix(longest) && matches.size() < kMaxMatches) {
    collect(0, "BETWEEN ? AND ?", [](const std::string& word) { return std::vector<Value>{word, PrefixEnd(word)}; });
  }
  std::sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) { return a.rank() < b.rank(); });
  return matches;
}

// All entities, those that most documents name first, after a key.
std::vector<Match> ListMatches(Transaction& tx, const google::protobuf::RepeatedField<int>& types, const Page& page) {
  std::vector<std::vector<Condition>> streams;
  for (const int type : std::set<int>(types.begin(), types.end())) {
    streams.push_back({{"type = ?", {static_cast<int64_t>(type)}}});
  }
  if (streams.empty()) streams.emplace_back();
  std::vector<Match> matches;
  for (auto& conditions : streams) {
    if (!page.after.empty()) {
      int64_t documents = 0;
      (void)absl::SimpleAtoi(page.after[1], &documents);
      conditions.push_back({"documents <= ?", {documents}});
      conditions.push_back({"(documents < ? OR entity > ?)", {documents, page.after[2]}});
    }
    std::vector<Value> args = Args(conditions);
    args.emplace_back(static_cast<int64_t>(page.size) + 1);
    for (const Row& row : tx.QueryValues(
             absl::StrCat("SELECT entity, documents FROM entities WHERE ", Where(conditions), " ORDER BY documents DESC, entity LIMIT ?"),
             args)) {
      matches.push_back({0, row.Int(1), row.Text(0)});
    }
  }
  std::sort(matches.begin(), matches.end(), [](const Match& a, const Match& b) { return a.rank() < b.rank(); });
  return matches;
}

}  // namespace

absl::StatusOr<v1::SearchEntitiesResponse> SearchEntities(Transaction& tx, const v1::SearchEntitiesRequest& request) {
  const auto page = ReadPage(request, request.page_size(), request.page_token(), 3);
  if (!page.ok()) return page.status();
  const auto types = AnyOf("e.type", request.types(), type::v1::EntityType_IsValid, "types");
  if (!types.ok()) return types.status();
  const auto words = FoldedWords(request.query());
  std::vector<Match> matches;
  if (!words.empty()) {
    matches = FindMatches(tx, words, *types);
    if (!page->after.empty()) {
      Match last;
      (void)absl::SimpleAtoi(page->after[0], &last.tier);
      (void)absl::SimpleAtoi(page->after[1], &last.documents);
      last.entity = page->after[2];
      std::erase_if(matches, [&](const Match& match) { return match.rank() <= last.rank(); });
    }
  } else if (request.query().find_first_not_of(" \t\r\n") == std::string::npos) {
    matches = ListMatches(tx, request.types(), *page);
  }
  v1::SearchEntitiesResponse response;
  Reader reader(tx, request.language_code());
  for (size_t i = 0; i < matches.size() && i < static_cast<size_t>(page->size); ++i) {
    *response.add_entities() = reader.Entity(matches[i].entity);
    if (i + 1 == static_cast<size_t>(page->size) && i + 1 < matches.size()) {
      response.set_next_page_token(page->Token({absl::StrCat(matches[i].tier), absl::StrCat(matches[i].documents), matches[i].entity}));
    }
  }
  if (!tx.status().ok()) return tx.status();
  return response;
}

}  // namespace chancery::query
