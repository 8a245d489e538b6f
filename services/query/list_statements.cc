#include <algorithm>
#include <set>

#include "absl/strings/str_cat.h"
#include "services/platform/status.h"
#include "services/query/names.h"
#include "services/query/paging.h"
#include "services/query/queries.h"
#include "services/query/reader.h"
#include "services/query/statement_ids.h"
#include "services/query/topics.h"
#include "services/query/words.h"

namespace chancery::query {
namespace {

// As in list_events.cc.
constexpr int kRareDocuments = 1000;
constexpr int kBatch = 200;

absl::StatusOr<std::vector<Condition>> MakeConditions(Transaction& tx, const v1::ListStatementsRequest& request) {
  std::vector<Condition> conditions;
  for (const auto& [name, field] : {std::pair(&request.speaker(), "speaker"), std::pair(&request.addressee(), "addressee")}) {
    const auto entity = FilterEntity(tx, *name, field);
    if (!entity.ok()) return entity.status();
    if (!entity->empty()) conditions.push_back({absl::StrCat("s.", field, " = ? AND s.", field, " <> ''"), {*entity}});
  }
  if (!request.event().empty()) {
    const auto event = ParseName("events", request.event(), "event");
    if (!event.ok()) return event.status();
    if (tx.Query("SELECT 1 FROM events WHERE event = ?", *event).empty() && tx.status().ok()) {
      return platform::NotFound(request.event());
    }
    conditions.push_back({"s.event = ? AND s.event <> ''", {*event}});
  }
  if (absl::Status status = CheckRange(request.time(), "time"); !status.ok()) return status;
  return conditions;
}

// Filters that are checked in the sentence.
struct SentenceFilter {
  std::vector<std::string> words;
  std::set<std::string> topics;

  bool empty() const { return words.empty() && topics.empty(); }
  bool Meets(std::string_view sentence) const {
    if (!HasWords(sentence, words)) return false;
    if (topics.empty()) return true;
    const auto about = TopicsOf(sentence);
    return std::any_of(about.begin(), about.end(), [&](const std::string& topic) { return topics.count(topic) > 0; });
  }
};

void Collect(Transaction& tx, const std::vector<Condition>& conditions, const SentenceFilter& filter, const Page& page, int limit,
             std::vector<Row>& out) {
  std::vector<std::string> after = page.after;
  int found = 0;
  for (;;) {
    std::vector<Condition> all = conditions;
    if (!after.empty()) all.push_back({"(s.day, s.statement) < (?, ?)", {after[0], after[1]}});
    const int batch = filter.empty() ? limit : kBatch;
    std::vector<Value> args = Args(all);
    args.emplace_back(static_cast<int64_t>(batch));
    auto rows = tx.QueryValues(absl::StrCat("SELECT ", Reader::kStatementColumns, " FROM statements s WHERE ", Where(all),
                                            " ORDER BY s.day DESC, s.statement DESC LIMIT ?"),
                               args);
    if (!rows.empty()) after = {rows.back().Text(1), rows.back().Text(0)};
    const bool last = static_cast<int>(rows.size()) < batch;
    for (Row& row : rows) {
      if (!filter.empty()) {
        const auto sentence =
            tx.Query("SELECT SUBSTR(text, ?, ?) FROM contents WHERE document = ?", row.Int(13) + 1, row.Int(14) - row.Int(13), row.Text(2));
        if (sentence.empty() || !filter.Meets(sentence[0].Text(0))) continue;
      }
      out.push_back(std::move(row));
      if (++found == limit) return;
    }
    if (last) return;
  }
}

}  // namespace

absl::StatusOr<v1::ListStatementsResponse> ListStatements(Transaction& tx, const v1::ListStatementsRequest& request) {
  const auto page = ReadPage(request, request.page_size(), request.page_token(), 2);
  if (!page.ok()) return page.status();
  const auto conditions = MakeConditions(tx, request);
  if (!conditions.ok()) return conditions.status();
  const auto words = FoldedWords(request.text());
  if (!request.text().empty() && words.empty()) {
    return platform::InvalidArgument("text", "has no word", "QUERY_WITHOUT_WORDS");
  }
  SentenceFilter filter{words, {}};
  for (int i = 0; i < request.topics_size(); ++i) {
    if (!IsTopic(request.topics(i))) {
      return platform::InvalidArgument(absl::StrCat("topics[", i, "]"), "is no topic", "INVALID_TOPIC");
    }
    filter.topics.insert(request.topics(i));
  }
  const auto acts = EachOf("s.act", request.acts(), type::v1::Act_IsValid, "acts");
  if (!acts.ok()) return acts.status();
  const auto bands = TimeBands(request.time(), "s.day", "s.earliest", "s.latest", "s.wide");
  auto streams = Product({*conditions}, Product(*acts, bands));
  if (!words.empty()) {
    const auto numbers = tx.MatchText(words, INT64_MIN, kRareDocuments + 1);
    if (numbers.size() <= kRareDocuments) {
      std::vector<std::string> documents;
      for (const int64_t number : numbers) {
        for (const Row& row : tx.Query("SELECT document FROM documents WHERE number = ?", number)) documents.push_back(row.Text(0));
      }
      std::vector<std::vector<Condition>> product;
      for (const auto& stream : streams) {
        for (const std::string& document : documents) {
          const auto [from, to] = StatementIds(document);
          product.push_back(stream);
          // All of a document's are few: looked through by their ids, whatever else is asked for.
          product.back().push_back({"s.statement BETWEEN ? AND ?", {from, to}});
        }
      }
      streams = std::move(product);
    }
  }
  std::vector<Row> rows;
  for (const auto& stream : streams) Collect(tx, stream, filter, *page, page->size + 1, rows);
  std::sort(rows.begin(), rows.end(),
            [](const Row& a, const Row& b) { return std::pair(a.Text(1), a.Text(0)) > std::pair(b.Text(1), b.Text(0)); });
  v1::ListStatementsResponse response;
  Reader reader(tx, request.language_code());
  for (size_t i = 0; i < rows.size() && i < static_cast<size_t>(page->size); ++i) {
    *response.add_statements() = reader.Statement(rows[i]);
    if (i + 1 == static_cast<size_t>(page->size) && i + 1 < rows.size()) {
      response.set_next_page_token(page->Token({rows[i].Text(1), rows[i].Text(0)}));
    }
  }
  if (!tx.status().ok()) return tx.status();
  return response;
}

}  // namespace chancery::query
