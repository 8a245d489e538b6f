#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "services/platform/status.h"
#include "services/query/bulk.h"
#include "services/query/document_filter.h"
#include "services/query/event_filter.h"
#include "services/query/names.h"
#include "services/query/paging.h"
#include "services/query/queries.h"
#include "services/query/reader.h"
#include "services/query/statement_filter.h"
#include "services/query/topics.h"

namespace chancery::query {
namespace {

// Items that are counted; of more the latest.
constexpr int kMostItems = 20000;
constexpr int kDefaultValues = 10;
constexpr int kMaxValues = 1000;

using Facets = std::vector<v1::Facet>;
const std::initializer_list<v1::Facet> kEventFacets = {v1::FACET_TYPE,  v1::FACET_REALIS, v1::FACET_ENTITY,   v1::FACET_COUNTRY,
                                                       v1::FACET_PLACE, v1::FACET_OUTLET, v1::FACET_LANGUAGE, v1::FACET_YEAR};
const std::initializer_list<v1::Facet> kStatementFacets = {v1::FACET_TYPE,   v1::FACET_ENTITY,   v1::FACET_COUNTRY, v1::FACET_TOPIC,
                                                           v1::FACET_OUTLET, v1::FACET_LANGUAGE, v1::FACET_YEAR};
const std::initializer_list<v1::Facet> kDocumentFacets = {v1::FACET_ENTITY, v1::FACET_COUNTRY, v1::FACET_OUTLET, v1::FACET_LANGUAGE,
                                                          v1::FACET_YEAR};

absl::StatusOr<Facets> ReadFacets(const v1::CountFacetsRequest& request, const Facets& known) {
  if (request.facets().empty()) return known;
  Facets facets;
  for (int i = 0; i < request.facets_size(); ++i) {
    const std::string field = absl::StrCat("facets[", i, "]");
    const v1::Facet facet = request.facets(i);
    if (!v1::Facet_IsValid(facet) || facet == v1::FACET_UNSPECIFIED) return InvalidEnum(field, facet);
    if (std::find(known.begin(), known.end(), facet) == known.end()) {
      return platform::InvalidArgument(field, "is no property of what is counted", "INVALID_FACET");
    }
    if (std::find(facets.begin(), facets.end(), facet) != facets.end()) {
      return platform::InvalidArgument(field, "is asked for twice", "INVALID_FACET");
    }
    facets.push_back(facet);
  }
  return facets;
}

// Counts items by their values. An item has a value once, however often it is told.
class Tally {
 public:
  Tally(Transaction& tx, Facets facets) : tx_(tx), facets_(std::move(facets)) {}

  bool Wants(v1::Facet facet) const { return std::find(facets_.begin(), facets_.end(), facet) != facets_.end(); }
  void Add(v1::Facet facet, const std::string& value) {
    if (!value.empty() && Wants(facet)) ++counts_[facet][value];
  }
  void AddEach(v1::Facet facet, const std::set<std::string>& values) {
    for (const std::string& value : values) Add(facet, value);
  }
  void AddYear(const std::string& day) { Add(v1::FACET_YEAR, day.substr(0, 4)); }

  void AddEntities(const std::set<std::string>& entities) { AddEach(v1::FACET_ENTITY, entities); }
  void AddCountriesOf(const std::set<std::string>& entities) {
    if (!Wants(v1::FACET_COUNTRY)) return;
    std::set<std::string> countries;
    for (const std::string& entity : entities) {
      const auto [at, fresh] = countries_.try_emplace(entity);
      if (fresh) {
        for (const Row& row : tx_.Query("SELECT country FROM entities WHERE entity = ?", entity)) at->second = row.Text(0);
      }
      countries.insert(at->second);
    }
    AddEach(v1::FACET_COUNTRY, countries);
  }

  // The outlets and languages of reports: pairs of an item and a document of it.
  void AddReports(const std::vector<std::pair<std::string, std::string>>& reports) {
    if (!Wants(v1::FACET_OUTLET) && !Wants(v1::FACET_LANGUAGE)) return;
    std::set<std::string> documents;
    for (const auto& [item, document] : reports) documents.insert(document);
    std::map<std::string, std::pair<std::string, std::string>> known;
    for (const Row& row : QueryIn(tx_, "SELECT document, outlet, language FROM documents WHERE document IN", documents)) {
      known[row.Text(0)] = {row.Text(1), row.Text(2)};
    }
    std::map<std::string, std::pair<std::set<std::string>, std::set<std::string>>> of_items;
    for (const auto& [item, document] : reports) {
      of_items[item].first.insert(known[document].first);
      of_items[item].second.insert(known[document].second);
    }
    for (const auto& [item, values] : of_items) {
      AddEach(v1::FACET_OUTLET, values.first);
      AddEach(v1::FACET_LANGUAGE, values.second);
    }
  }

  void Show(int limit, const std::string& language, v1::CountFacetsResponse& response) {
    Reader reader(tx_, language);
    for (const v1::Facet facet : facets_) {
      std::vector<std::pair<std::string, int64_t>> values(counts_[facet].begin(), counts_[facet].end());
      auto* out = response.add_facets();
      out->set_facet(facet);
      out->set_value_count(static_cast<int64_t>(values.size()));
      std::sort(values.begin(), values.end(),
                [](const auto& a, const auto& b) { return std::pair(-a.second, a.first) < std::pair(-b.second, b.first); });
      if (values.size() > static_cast<size_t>(limit)) values.resize(limit);
      const bool entities = facet == v1::FACET_ENTITY || facet == v1::FACET_PLACE;
      for (const auto& [value, count] : values) {
        auto* one = out->add_values();
        one->set_value(entities ? ResourceName("entities", value) : value);
        if (entities) one->set_display_name(reader.EntityRef(value).display_name());
        one->set_count(count);
      }
    }
  }

 private:
  Transaction& tx_;
  const Facets facets_;
  std::map<v1::Facet, std::unordered_map<std::string, int64_t>> counts_;
  std::map<std::string, std::string> countries_;
};

// The latest of the rows, and whether there were more.
bool KeepLatest(std::vector<Row>& rows, const Order& order, size_t key) {
  if (rows.size() <= kMostItems) return false;
  std::sort(rows.begin(), rows.end(), [&](const Row& a, const Row& b) { return order.Before(a, b, key); });
  rows.erase(rows.begin() + kMostItems, rows.end());
  return true;
}

absl::Status CountEvents(Transaction& tx, const v1::EventFilter& filter, Tally& tally, v1::CountFacetsResponse& response) {
  const auto query = MakeEventQuery(tx, filter);
  if (!query.ok()) return query.status();
  const auto streams = EventStreams(tx, *query, filter);
  if (!streams.ok()) return streams.status();
  const auto order = EventOrder(*query, "");
  std::vector<Row> rows;
  for (const auto& stream : *streams) CollectEvents(tx, *query, *order, stream, Page(), kMostItems + 1, rows);
  response.set_truncated(KeepLatest(rows, *order, kEventOrder));
  response.set_item_count(static_cast<int64_t>(rows.size()));
  std::vector<std::string> events;
  for (const Row& row : rows) {
    events.push_back(row.Text(0));
    tally.Add(v1::FACET_TYPE, type::v1::EventType_Name(static_cast<type::v1::EventType>(row.Int(1))));
    tally.Add(v1::FACET_REALIS, type::v1::Realis_Name(static_cast<type::v1::Realis>(row.Int(2))));
    tally.Add(v1::FACET_PLACE, row.Text(3));
    tally.AddYear(row.Text(5));
    tally.AddEntities(absl::StrSplit(row.Text(8), '\t', absl::SkipEmpty()));
    tally.AddEach(v1::FACET_COUNTRY, absl::StrSplit(row.Text(kEventCountries), '\t', absl::SkipEmpty()));
  }
  if (tally.Wants(v1::FACET_OUTLET) || tally.Wants(v1::FACET_LANGUAGE)) {
    std::vector<std::pair<std::string, std::string>> reports;
    for (const Row& row : QueryIn(tx, "SELECT event, document FROM event_reports WHERE event IN", events)) {
      reports.emplace_back(row.Text(0), row.Text(1));
    }
    tally.AddReports(reports);
  }
  return absl::OkStatus();
}

absl::Status CountStatements(Transaction& tx, const v1::ListStatementsRequest& request, Tally& tally, v1::CountFacetsResponse& response) {
  const auto query = MakeStatementQuery(tx, request);
  if (!query.ok()) return query.status();
  const auto order = StatementOrder("");
  std::vector<Row> rows;
  for (const auto& stream : query->streams) CollectStatements(tx, *query, *order, stream, Page(), kMostItems + 1, rows);
  response.set_truncated(KeepLatest(rows, *order, kStatementOrder));
  response.set_item_count(static_cast<int64_t>(rows.size()));
  std::vector<std::pair<std::string, std::string>> reports;
  for (const Row& row : rows) {
    std::set<std::string> parties{row.Text(3), row.Text(5)};
    parties.erase("");
    tally.Add(v1::FACET_TYPE, type::v1::Act_Name(static_cast<type::v1::Act>(row.Int(4))));
    tally.AddEntities(parties);
    tally.AddCountriesOf(parties);
    tally.AddYear(row.Text(1));
    reports.emplace_back(row.Text(0), row.Text(2));
    if (!tally.Wants(v1::FACET_TOPIC)) continue;
    for (const Row& sentence :
         tx.Query("SELECT SUBSTR(text, ?, ?) FROM contents WHERE document = ?", row.Int(13) + 1, row.Int(14) - row.Int(13), row.Text(2))) {
      for (const std::string& topic : TopicsOf(sentence.Text(0))) tally.Add(v1::FACET_TOPIC, topic);
    }
  }
  tally.AddReports(reports);
  return absl::OkStatus();
}

absl::Status CountDocuments(Transaction& tx, const v1::SearchDocumentsRequest& request, Tally& tally, v1::CountFacetsResponse& response) {
  const auto filter = DocumentFilter::Make(tx, request);
  if (!filter.ok()) return filter.status();
  const auto query = ReadTextQuery(request.query());
  if (!query.ok()) return query.status();
  auto found = filter->Latest(tx, *query ? &**query : nullptr, INT64_MIN, kMostItems + 1);
  response.set_truncated(found.size() > kMostItems);
  if (response.truncated()) found.pop_back();
  response.set_item_count(static_cast<int64_t>(found.size()));
  std::vector<std::string> documents;
  std::vector<std::pair<std::string, std::string>> reports;
  for (const auto& document : found) {
    documents.push_back(document.name);
    reports.emplace_back(document.name, document.name);
  }
  tally.AddReports(reports);
  if (tally.Wants(v1::FACET_YEAR)) {
    for (const Row& row : QueryIn(tx, "SELECT day FROM documents WHERE document IN", documents)) tally.AddYear(row.Text(0));
  }
  if (tally.Wants(v1::FACET_ENTITY) || tally.Wants(v1::FACET_COUNTRY)) {
    std::map<std::string, std::set<std::string>> entities;
    for (const Row& row : QueryIn(tx, "SELECT document, entity FROM document_entities WHERE document IN", documents)) {
      entities[row.Text(0)].insert(row.Text(1));
    }
    for (const auto& [document, named] : entities) {
      tally.AddEntities(named);
      tally.AddCountriesOf(named);
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<v1::CountFacetsResponse> CountFacets(Transaction& tx, const v1::CountFacetsRequest& request) {
  const bool events = request.has_events(), statements = request.has_statements();
  if (!events && !statements && !request.has_documents()) {
    return platform::InvalidArgument("items", "must say what is counted", "NO_ITEMS");
  }
  if (request.limit() < 0 || request.limit() > kMaxValues) {
    return platform::InvalidArgument("limit", absl::StrCat("must be 0 to ", kMaxValues), "INVALID_LIMIT");
  }
  auto facets = ReadFacets(request, events ? kEventFacets : statements ? kStatementFacets : kDocumentFacets);
  if (!facets.ok()) return facets.status();
  Tally tally(tx, *std::move(facets));
  v1::CountFacetsResponse response;
  const absl::Status status = events       ? CountEvents(tx, request.events(), tally, response)
                              : statements ? CountStatements(tx, request.statements(), tally, response)
                                           : CountDocuments(tx, request.documents(), tally, response);
  if (!status.ok()) return status;
  tally.Show(request.limit() == 0 ? kDefaultValues : request.limit(), request.language_code(), response);
  if (!tx.status().ok()) return tx.status();
  return response;
}

}  // namespace chancery::query
