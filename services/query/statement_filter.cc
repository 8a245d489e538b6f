#include "services/query/statement_filter.h"

#include <optional>
#include <utility>

#include "absl/strings/str_cat.h"
#include "services/platform/status.h"
#include "services/query/document_filter.h"
#include "services/query/event_filter.h"
#include "services/query/names.h"
#include "services/query/reader.h"
#include "services/query/statement_ids.h"
#include "services/query/words.h"

namespace chancery::query {
namespace {

// As in event_filter.cc.
constexpr int kRareDocuments = 1000;
constexpr int kBatch = 200;

// What holds of the report that has a statement.
absl::StatusOr<std::vector<Condition>> ReportConditions(const v1::ListStatementsRequest& request) {
  std::vector<Condition> conditions;
  if (absl::Status status = CheckRange(request.published(), "published"); !status.ok()) return status;
  Condition report{"EXISTS (SELECT 1 FROM documents d WHERE d.document = s.document", {}};
  if (!request.published().from().empty() || !request.published().to().empty()) {
    const auto [from, to] = Bounds(request.published());
    report.sql += " AND d.day BETWEEN ? AND ?";
    report.args = {from, to};
  }
  if (!request.report_language_code().empty()) {
    report.sql += " AND d.language = ?";
    report.args.emplace_back(request.report_language_code());
  }
  if (!request.outlet().empty()) {
    report.sql += " AND d.outlet = ?";
    report.args.emplace_back(request.outlet());
  }
  report.sql += ")";
  if (!report.args.empty()) conditions.push_back(std::move(report));
  return conditions;
}

absl::StatusOr<std::vector<Condition>> MakeConditions(Transaction& tx, const v1::ListStatementsRequest& request) {
  auto report_conditions = ReportConditions(request);
  if (!report_conditions.ok()) return report_conditions.status();
  std::vector<Condition> conditions = *std::move(report_conditions);
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
  if (absl::Status status = CheckCountries(request.country_codes(), "country_codes"); !status.ok()) return status;
  for (const std::string& country : request.country_codes()) {
    conditions.push_back({"EXISTS (SELECT 1 FROM entities p WHERE p.entity IN (s.speaker, s.addressee) AND p.country = ?)", {country}});
  }
  for (int i = 0; i < request.groups_size(); ++i) {
    const auto members = GroupCountries(request.groups(i), absl::StrCat("groups[", i, "]"));
    if (!members.ok()) return members.status();
    Condition one{absl::StrCat("EXISTS (SELECT 1 FROM entities p WHERE p.entity IN (s.speaker, s.addressee) AND p.country IN ",
                               Marks(members->size()), ")"),
                  {}};
    for (const std::string& country : *members) one.args.emplace_back(country);
    conditions.push_back(std::move(one));
  }
  const auto place = PlaceFilter::Make(tx, request.place(), "place");
  if (!place.ok()) return place.status();
  if (!place->entities.empty()) {
    Condition at = place->On("e.place");
    at.sql = absl::StrCat("s.event <> '' AND EXISTS (SELECT 1 FROM events e WHERE e.event = s.event AND ", at.sql, ")");
    conditions.push_back(std::move(at));
  }
  if (!(request.min_confidence() >= 0 && request.min_confidence() <= 1)) {
    return platform::InvalidArgument("min_confidence", "must be in [0, 1]", "INVALID_CONFIDENCE");
  }
  if (request.min_confidence() > 0) conditions.push_back({"s.confidence >= ?", {request.min_confidence()}});
  if (absl::Status status = CheckRange(request.time(), "time"); !status.ok()) return status;
  return conditions;
}

// The only documents whose statements can match, if a filter that no index of statements is in order of leaves few.
std::optional<std::vector<std::string>> FewDocuments(Transaction& tx, const v1::ListStatementsRequest& request,
                                                     const std::vector<std::string>& words) {
  std::vector<std::string> documents;
  if (!words.empty()) {
    const auto numbers = tx.MatchText(words, INT64_MIN, kRareDocuments + 1);
    if (numbers.size() <= kRareDocuments) {
      for (const int64_t number : numbers) {
        for (const Row& row : tx.Query("SELECT document FROM documents WHERE number = ?", number)) documents.push_back(row.Text(0));
      }
      return documents;
    }
  }
  v1::SearchDocumentsRequest reports;
  reports.set_outlet(request.outlet());
  reports.set_language_code(request.report_language_code());
  if (!request.published().from().empty() || !request.published().to().empty()) *reports.mutable_published() = request.published();
  if (reports.outlet().empty() && reports.language_code().empty() && !reports.has_published()) return std::nullopt;
  const auto filter = DocumentFilter::Make(tx, reports);
  if (!filter.ok()) return std::nullopt;
  const auto found = filter->Latest(tx, nullptr, INT64_MIN, kRareDocuments + 1);
  if (found.size() > kRareDocuments) return std::nullopt;
  for (const auto& document : found) documents.push_back(document.name);
  return documents;
}

}  // namespace

absl::StatusOr<StatementQuery> MakeStatementQuery(Transaction& tx, const v1::ListStatementsRequest& request) {
  StatementQuery query;
  const auto conditions = MakeConditions(tx, request);
  if (!conditions.ok()) return conditions.status();
  query.words = FoldedWords(request.text());
  if (!request.text().empty() && query.words.empty()) {
    return platform::InvalidArgument("text", "has no word", "QUERY_WITHOUT_WORDS");
  }
  if (absl::Status status = CheckTopics(request.topics(), "topics"); !status.ok()) return status;
  query.topics = {request.topics().begin(), request.topics().end()};
  const auto acts = EachOf("s.act", request.acts(), type::v1::Act_IsValid, "acts");
  if (!acts.ok()) return acts.status();
  query.streams = Product({*conditions}, Product(*acts, TimeBands(request.time(), "s.day", "s.earliest", "s.latest", "s.wide")));
  const auto participant = FilterEntity(tx, request.participant(), "participant");
  if (!participant.ok()) return participant.status();
  if (!participant->empty()) {
    query.streams = Product(query.streams, {{{"s.speaker = ?", {*participant}}},
                                            {{"s.addressee = ? AND s.addressee <> '' AND s.speaker <> ?", {*participant, *participant}}}});
  }
  if (const auto documents = FewDocuments(tx, request, query.words)) {
    std::vector<std::vector<Condition>> product;
    for (const auto& stream : query.streams) {
      for (const std::string& document : *documents) {
        const auto [from, to] = StatementIds(document);
        product.push_back(stream);
        // All of a document's are few: looked through by their ids, whatever else is asked for.
        product.back().push_back({"s.statement BETWEEN ? AND ?", {from, to}});
      }
    }
    query.streams = std::move(product);
  }
  return query;
}

absl::StatusOr<Order> StatementOrder(const std::string& order_by) {
  return ReadOrder(order_by, {{"time", {"s.day", true, false}}, {"confidence", {"s.confidence", true, true}, /*both=*/false}});
}

void CollectStatements(Transaction& tx, const StatementQuery& query, const Order& order, const std::vector<Condition>& stream,
                       const Page& page, int limit, std::vector<Row>& out) {
  std::vector<std::string> after = page.after;
  const bool read_sentence = !query.words.empty() || !query.topics.empty();
  int found = 0;
  for (;;) {
    std::vector<Condition> all = stream;
    if (!after.empty()) all.push_back(order.After("s.statement", after));
    const int batch = read_sentence ? kBatch : limit;
    std::vector<Value> args = Args(all);
    args.emplace_back(static_cast<int64_t>(batch));
    auto rows = tx.QueryValues(absl::StrCat("SELECT ", Reader::kStatementColumns, ", ", order.column, " FROM statements s WHERE ",
                                            Where(all), order.Sql("s.statement"), " LIMIT ?"),
                               args);
    if (!rows.empty()) after = {order.Key(rows.back(), kStatementOrder), rows.back().Text(0)};
    const bool last = static_cast<int>(rows.size()) < batch;
    for (Row& row : rows) {
      if (read_sentence) {
        const auto sentence =
            tx.Query("SELECT SUBSTR(text, ?, ?) FROM contents WHERE document = ?", row.Int(13) + 1, row.Int(14) - row.Int(13), row.Text(2));
        if (sentence.empty() || !HasWords(sentence[0].Text(0), query.words) || !IsAbout(sentence[0].Text(0), query.topics)) continue;
      }
      out.push_back(std::move(row));
      if (++found == limit) return;
    }
    if (last) return;
  }
}

}  // namespace chancery::query
