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

// Names that have a word, up to which they are all read and sorted; beyond, entities are looked through in the order of the
// answer, which then fills soon.
constexpr int kFewNames = 500;
// Entities that are looked through at most before all names are read after all.
constexpr int kLookedThrough = 5000;
// If the query has no longer word, it has to be a whole word of the name: too many begin with it.
constexpr int kShortestPrefix = 3;

enum Tier { kBeginnings = 0, kWholeWords = 1, kWholeName = 2 };

struct Match {
  int tier = kBeginnings;
  int64_t documents = 0;
  std::string entity;
  auto rank() const { return std::tuple(-tier, -documents, entity); }
};

bool Better(const Match& a, const Match& b) { return a.rank() < b.rank(); }

bool IsPrefix(const std::string& word) { return platform::CodePointIndex(word).size() >= kShortestPrefix; }

// Just above every word that begins with this one: no word has a code point as high.
std::string PrefixEnd(const std::string& word) { return word + "\xF4\x8F\xBF\xBF"; }

// One list of conditions for each type, so that each is in order of an index; one without any for all types at once.
std::vector<std::vector<Condition>> Streams(const google::protobuf::RepeatedField<int>& types) {
  std::vector<std::vector<Condition>> streams;
  if (types.empty()) streams.emplace_back();
  for (const int type : std::set<int>(types.begin(), types.end())) streams.push_back({{"e.type = ?", {static_cast<int64_t>(type)}}});
  return streams;
}

// Which entities of a tier stand behind the last one of the page before.
struct After {
  bool none = false;  // the page before ended behind this tier
  std::vector<Condition> conditions;
};

After Behind(const Page& page, Tier tier) {
  After after;
  if (page.after.empty()) return after;
  int last_tier = 0;
  int64_t documents = 0;
  (void)absl::SimpleAtoi(page.after[0], &last_tier);
  (void)absl::SimpleAtoi(page.after[1], &documents);
  after.none = last_tier < tier;
  if (last_tier == tier) {
    after.conditions.push_back({"e.documents <= ?", {documents}});
    after.conditions.push_back({"(e.documents < ? OR e.entity > ?)", {documents, page.after[2]}});
  }
  return after;
}

constexpr std::string_view kOrder = " ORDER BY e.documents DESC, e.entity LIMIT ?";

// How the words of a tier stand in a name.
struct WordMatch {
  std::string condition;  // "= ?"
  std::vector<Value> (*bounds)(const std::string& word);
};

Condition HasWord(const WordMatch& match, const std::string& word) {
  return {"EXISTS (SELECT 1 FROM entity_word_list w WHERE w.entity = e.entity AND w.word " + match.condition + ")", match.bounds(word)};
}

class Search {
 public:
  Search(Transaction& tx, const google::protobuf::RepeatedField<int>& types, const Page& page, std::vector<std::string> words)
      : tx_(tx), streams_(Streams(types)), page_(page), words_(std::move(words)) {}

  // The best matches behind the page before, one more than the page has.
  std::vector<Match> Run() {
    if (words_.empty()) {
      LookThrough(kBeginnings, {}, Behind(page_, kBeginnings), INT32_MAX);
      std::sort(matches_.begin(), matches_.end(), Better);
      return std::move(matches_);
    }
    const WordMatch whole{"= ?", [](const std::string& word) { return std::vector<Value>{word}; }};
    const WordMatch beginning{"BETWEEN ? AND ?", [](const std::string& word) { return std::vector<Value>{word, PrefixEnd(word)}; }};
    const std::string name = WholeName(words_);
    const std::string& longest =
        *std::max_element(words_.begin(), words_.end(), [](const auto& a, const auto& b) { return a.size() < b.size(); });
    Find(kWholeName, whole, name, {});
    Condition other = HasWord(whole, name);
    other.sql = "NOT " + other.sql;
    std::vector<Condition> all_whole, all_begin;
    Condition not_whole{"NOT (", {}};
    for (const std::string& word : words_) {
      if (word != longest) all_whole.push_back(HasWord(whole, word));
      if (word != longest) all_begin.push_back(HasWord(beginning, word));
      const Condition has = HasWord(whole, word);
      not_whole.sql += (not_whole.args.empty() ? "" : " AND ") + has.sql;
      not_whole.args.insert(not_whole.args.end(), has.args.begin(), has.args.end());
    }
    not_whole.sql += ")";
    all_whole.push_back(other);
    Find(kWholeWords, whole, longest, all_whole);
    if (IsPrefix(longest)) {
      all_begin.push_back(not_whole);
      Find(kBeginnings, beginning, longest, all_begin);
    }
    return std::move(matches_);
  }

 private:
  size_t wanted() const { return static_cast<size_t>(page_.size) + 1 - std::min(matches_.size(), static_cast<size_t>(page_.size) + 1); }

  // Adds those that have `word`, and meet the other conditions, in order.
  void Find(Tier tier, const WordMatch& match, const std::string& word, const std::vector<Condition>& others) {
    const After after = Behind(page_, tier);
    if (after.none || wanted() == 0) return;
    const size_t before = matches_.size();
    std::vector<Value> args = match.bounds(word);
    args.emplace_back(static_cast<int64_t>(kFewNames) + 1);
    const auto count = tx_.QueryValues(
        absl::StrCat("SELECT COUNT(*) FROM (SELECT 1 FROM entity_words w WHERE w.word ", match.condition, " LIMIT ?) AS some"), args);
    const bool few = count.empty() || count[0].Int(0) <= kFewNames;
    std::vector<Condition> by_entity = others;
    by_entity.insert(by_entity.begin(), HasWord(match, word));
    if (few || !LookThrough(tier, by_entity, after, kLookedThrough)) {
      matches_.resize(before);
      ReadNames(tier, match, word, others, after);
    }
    std::sort(matches_.begin() + static_cast<std::ptrdiff_t>(before), matches_.end(), Better);
  }

  void ReadNames(Tier tier, const WordMatch& match, const std::string& word, std::vector<Condition> conditions, const After& after) {
    conditions.insert(conditions.begin(), {"w.word " + match.condition, match.bounds(word)});
    conditions.insert(conditions.end(), after.conditions.begin(), after.conditions.end());
    const int64_t limit = static_cast<int64_t>(wanted());
    for (const auto& stream : streams_) {
      std::vector<Condition> all = conditions;
      all.insert(all.end(), stream.begin(), stream.end());
      std::vector<Value> args = Args(all);
      args.emplace_back(limit);
      for (const Row& row : tx_.QueryValues(
               absl::StrCat("SELECT DISTINCT e.entity, e.documents FROM entity_words w JOIN entities e ON e.entity = w.entity WHERE ",
                            Where(all), std::string(kOrder)),
               args)) {
        matches_.push_back({tier, row.Int(1), row.Text(0)});
      }
    }
  }

  // False: too many do not meet the conditions.
  bool LookThrough(Tier tier, const std::vector<Condition>& conditions, const After& after, int most) {
    const int64_t limit = static_cast<int64_t>(wanted());
    bool enough = true;
    for (const auto& stream : streams_) {
      std::vector<Condition> range = stream;
      range.insert(range.end(), after.conditions.begin(), after.conditions.end());
      std::vector<Value> args = Args(range);
      args.emplace_back(static_cast<int64_t>(conditions.empty() ? limit : most));
      for (const Value& arg : Args(conditions)) args.push_back(arg);
      args.emplace_back(limit);
      int64_t found = 0;
      for (const Row& row :
           tx_.QueryValues(absl::StrCat("SELECT e.entity, e.documents FROM (SELECT e.entity, e.documents FROM entities e WHERE ",
                                        Where(range), std::string(kOrder), ") AS e WHERE ", Where(conditions), std::string(kOrder)),
                           args)) {
        matches_.push_back({tier, row.Int(1), row.Text(0)});
        ++found;
      }
      if (found == limit || conditions.empty()) continue;
      args = Args(range);
      args.emplace_back(static_cast<int64_t>(most));
      const auto seen =
          tx_.QueryValues(absl::StrCat("SELECT COUNT(*) FROM (SELECT 1 FROM entities e WHERE ", Where(range), " LIMIT ?) AS some"), args);
      enough = enough && !seen.empty() && seen[0].Int(0) < most;
    }
    return enough;
  }

  Transaction& tx_;
  const std::vector<std::vector<Condition>> streams_;
  const Page& page_;
  const std::vector<std::string> words_;
  std::vector<Match> matches_;
};

}  // namespace

absl::StatusOr<v1::SearchEntitiesResponse> SearchEntities(Transaction& tx, const v1::SearchEntitiesRequest& request) {
  const auto page = ReadPage(request, request.page_size(), request.page_token(), 3);
  if (!page.ok()) return page.status();
  const auto types = AnyOf("e.type", request.types(), type::v1::EntityType_IsValid, "types");
  if (!types.ok()) return types.status();
  const auto words = FoldedWords(request.query());
  std::vector<Match> matches;
  if (!words.empty() || request.query().find_first_not_of(" \t\r\n") == std::string::npos) {
    matches = Search(tx, request.types(), *page, words).Run();
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
