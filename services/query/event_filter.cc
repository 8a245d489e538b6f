#include "services/query/event_filter.h"

#include <algorithm>
#include <optional>
#include <set>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "services/platform/status.h"
#include "services/query/bulk.h"
#include "services/query/countries.h"
#include "services/query/groups.h"
#include "services/query/names.h"
#include "services/query/reader.h"
#include "services/query/topics.h"
#include "services/query/words.h"

namespace chancery::query {
namespace {

// Documents with a filter's words up to which their events are looked up; beyond, events are looked through for the words,
// which then are so common that a page fills soon.
constexpr int kRareDocuments = 1000;
// The same for reports published in a range.
constexpr int kFewReports = 2000;
// Places of a country or region that are looked up one by one.
constexpr size_t kFewPlaces = 200;
// Rows that are read at once where a filter is checked in the rows.
constexpr int kBatch = 200;

// The code of the country that the entity is; empty if it is none: a city has its country's code and another name.
std::string CountryOf(Transaction& tx, const std::string& entity) {
  const auto rows = tx.Query("SELECT country FROM entities WHERE entity = ? AND type = ?", entity, type::v1::ENTITY_TYPE_GPE);
  if (rows.empty() || rows[0].Text(0).empty()) return "";
  for (const Row& row : tx.Query("SELECT name FROM entity_names WHERE entity = ?", entity)) {
    if (IsCountryName(rows[0].Text(0), row.Text(0))) return rows[0].Text(0);
  }
  return "";
}

std::vector<std::string> FirstColumn(const std::vector<Row>& rows) {
  std::vector<std::string> values;
  for (const Row& row : rows) values.push_back(row.Text(0));
  return values;
}

}  // namespace

std::string Marks(size_t count) { return absl::StrCat("(", absl::StrJoin(std::vector<std::string>(count, "?"), ", "), ")"); }

absl::StatusOr<PlaceFilter> PlaceFilter::Make(Transaction& tx, const std::string& name, const std::string& field) {
  PlaceFilter filter;
  if (name.empty()) return filter;
  const auto id = ParseName("entities", name, field);
  if (!id.ok()) return id.status();
  // What documents call so comes before a name of a group, not before its id.
  const auto entity = FilterEntity(tx, name, field);
  const Groups::Group* group = Groups::Get().Find(entity.ok() ? *id : Groups::Get().IdOf(*id));
  if (group != nullptr) {
    filter.entities.assign(group->parts.begin(), group->parts.end());
    filter.countries.assign(group->countries.begin(), group->countries.end());
    return filter;
  }
  if (!entity.ok()) return entity.status();
  filter.entities = {*entity};
  if (std::string country = CountryOf(tx, *entity); !country.empty()) filter.countries.push_back(std::move(country));
  return filter;
}

Condition PlaceFilter::On(const std::string& column) const {
  // One place is found by the index of places.
  if (entities.size() == 1 && countries.empty()) return {absl::StrCat(column, " = ? AND ", column, " <> ''"), {entities[0]}};
  Condition condition{absl::StrCat(column, " IN ", Marks(entities.size())), {}};
  for (const std::string& entity : entities) condition.args.emplace_back(entity);
  if (!countries.empty()) {
    condition.sql = absl::StrCat("(", condition.sql, " OR EXISTS (SELECT 1 FROM entities p WHERE p.entity = ", column, " AND p.country IN ",
                                 Marks(countries.size()), "))");
    for (const std::string& country : countries) condition.args.emplace_back(country);
  }
  absl::StrAppend(&condition.sql, " AND ", column, " <> ''");
  return condition;
}

absl::StatusOr<std::vector<std::string>> GroupCountries(const std::string& name, const std::string& field) {
  const auto id = ParseName("entities", name, field);
  if (!id.ok()) return id.status();
  const Groups::Group* group = Groups::Get().Find(Groups::Get().IdOf(*id));
  if (group == nullptr) return platform::NotFound(name);
  return std::vector<std::string>(group->countries.begin(), group->countries.end());
}

absl::Status CheckTopics(const google::protobuf::RepeatedPtrField<std::string>& topics, const std::string& field) {
  for (int i = 0; i < topics.size(); ++i) {
    if (!IsTopic(topics[i])) return platform::InvalidArgument(absl::StrCat(field, "[", i, "]"), "is no topic", "INVALID_TOPIC");
  }
  return absl::OkStatus();
}

absl::Status CheckCountries(const google::protobuf::RepeatedPtrField<std::string>& codes, const std::string& field) {
  for (int i = 0; i < codes.size(); ++i) {
    if (codes[i].size() != 2 || !std::all_of(codes[i].begin(), codes[i].end(), [](char c) { return c >= 'A' && c <= 'Z'; })) {
      return platform::InvalidArgument(absl::StrCat(field, "[", i, "]"), "must be an ISO 3166-1 alpha-2 code", "INVALID_COUNTRY_CODE");
    }
  }
  return absl::OkStatus();
}

bool IsAbout(std::string_view sentence, const std::vector<std::string>& topics) {
  if (topics.empty()) return true;
  const auto about = TopicsOf(sentence);
  return std::any_of(about.begin(), about.end(),
                     [&](const std::string& topic) { return std::find(topics.begin(), topics.end(), topic) != topics.end(); });
}

absl::StatusOr<EventQuery> MakeEventQuery(Transaction& tx, const v1::EventFilter& filter) {
  EventQuery query;
  query.from = "events e";
  query.day = "e.earliest";
  query.event = "e.event";
  query.wide = "e.wide";
  query.words = FoldedWords(filter.text());
  query.topics = {filter.topics().begin(), filter.topics().end()};
  if (absl::Status status = CheckTopics(filter.topics(), "filter.topics"); !status.ok()) return status;
  std::vector<std::string> participants;
  for (int i = 0; i < filter.participants_size(); ++i) {
    const std::string field = absl::StrCat("filter.participants[", i, "]");
    const auto entity = FilterEntity(tx, filter.participants(i), field);
    if (!entity.ok()) return entity.status();
    if (entity->empty()) return platform::InvalidArgument(field, "must not be empty", "INVALID_NAME");
    participants.push_back(*entity);
  }
  std::vector<std::string> countries(filter.country_codes().begin(), filter.country_codes().end());
  if (absl::Status status = CheckCountries(filter.country_codes(), "filter.country_codes"); !status.ok()) return status;
  Condition any{"EXISTS (SELECT 1 FROM event_participants o WHERE o.day = e.earliest AND o.event = e.event AND o.entity IN (", {}};
  for (int i = 0; i < filter.any_participants_size(); ++i) {
    const std::string field = absl::StrCat("filter.any_participants[", i, "]");
    const auto entity = FilterEntity(tx, filter.any_participants(i), field);
    if (!entity.ok()) return entity.status();
    if (entity->empty()) return platform::InvalidArgument(field, "must not be empty", "INVALID_NAME");
    query.any.push_back(*entity);
    any.sql += i == 0 ? "?" : ", ?";
    any.args.emplace_back(*entity);
  }
  any.sql += "))";
  if (!query.any.empty()) query.conditions.push_back(std::move(any));
  // The rarest kind of filter drives, so that only what can match is read.
  if (!participants.empty()) {
    query.from = "event_participants d JOIN events e ON e.event = d.event";
    query.conditions.push_back({"d.entity = ?", {participants.back()}});
    participants.pop_back();
  } else if (!countries.empty()) {
    query.from = "event_countries d JOIN events e ON e.event = d.event";
    query.conditions.push_back({"d.country = ?", {countries.back()}});
    countries.pop_back();
  }
  if (query.from != "events e") {
    query.day = "d.day";
    query.event = "d.event";
    query.wide = "d.wide";
  }
  for (const auto& participant : participants) {
    query.conditions.push_back(
        {"EXISTS (SELECT 1 FROM event_participants o WHERE o.entity = ? AND o.day = e.earliest AND "
         "o.event = e.event)",
         {participant}});
  }
  for (const auto& country : countries) {
    query.conditions.push_back(
        {"EXISTS (SELECT 1 FROM event_countries o WHERE o.country = ? AND o.day = e.earliest AND "
         "o.event = e.event)",
         {country}});
  }
  const auto realis = AnyOf("e.realis", filter.realis(), type::v1::Realis_IsValid, "filter.realis");
  if (!realis.ok()) return realis.status();
  query.conditions.insert(query.conditions.end(), realis->begin(), realis->end());
  const auto place = PlaceFilter::Make(tx, filter.place(), "filter.place");
  if (!place.ok()) return place.status();
  if (!place->entities.empty()) query.conditions.push_back(place->On("e.place"));
  query.countries = place->countries;
  if (!query.countries.empty()) query.regions = place->entities;
  for (int i = 0; i < filter.groups_size(); ++i) {
    auto members = GroupCountries(filter.groups(i), absl::StrCat("filter.groups[", i, "]"));
    if (!members.ok()) return members.status();
    Condition one{absl::StrCat("EXISTS (SELECT 1 FROM event_countries o WHERE o.country IN ", Marks(members->size()),
                               " AND o.day = e.earliest AND o.event = e.event)"),
                  {}};
    for (const std::string& country : *members) one.args.emplace_back(country);
    query.conditions.push_back(std::move(one));
    query.groups.push_back(*std::move(members));
  }
  for (const auto& [range, field] : {std::pair(&filter.time(), "filter.time"), std::pair(&filter.published(), "filter.published")}) {
    if (absl::Status status = CheckRange(*range, field); !status.ok()) return status;
  }
  const auto& published = filter.published();
  if (!published.from().empty() || !published.to().empty()) {
    const auto [from, to] = Bounds(published);
    query.conditions.push_back(
        {"EXISTS (SELECT 1 FROM event_reports r WHERE r.event = e.event AND r.published BETWEEN ? AND ?)", {from, to}});
  }
  if (!filter.report_language_code().empty()) {
    query.conditions.push_back(
        {"EXISTS (SELECT 1 FROM event_reports r WHERE r.event = e.event AND r.language = ?)", {filter.report_language_code()}});
  }
  if (!filter.outlet().empty()) {
    query.conditions.push_back(
        {"EXISTS (SELECT 1 FROM event_reports r JOIN documents d ON d.document = r.document WHERE r.event = e.event AND d.outlet = ?)",
         {filter.outlet()}});
  }
  if (!(filter.min_confidence() >= 0 && filter.min_confidence() <= 1)) {
    return platform::InvalidArgument("filter.min_confidence", "must be in [0, 1]", "INVALID_CONFIDENCE");
  }
  if (filter.min_confidence() > 0) query.conditions.push_back({"e.confidence >= ?", {filter.min_confidence()}});
  if (!filter.text().empty() && query.words.empty()) {
    return platform::InvalidArgument("filter.text", "has no word", "QUERY_WITHOUT_WORDS");
  }
  return query;
}

namespace {

// Whether a report's sentence has the words, and is about one of the topics.
bool ReportMeets(Transaction& tx, const std::string& event, const EventQuery& query) {
  for (const Row& row : tx.Query("SELECT SUBSTR(c.text, r.begin_at + 1, r.end_at - r.begin_at) FROM event_reports r "
                                 "JOIN contents c ON c.document = r.document WHERE r.event = ?",
                                 event)) {
    if (HasWords(row.Text(0), query.words) && IsAbout(row.Text(0), query.topics)) return true;
  }
  return false;
}

// Conditions that name the events, a chunk in each.
std::vector<Condition> InChunks(const std::set<std::string>& events) {
  constexpr size_t kChunk = 500;
  std::vector<Condition> chunks;
  for (const std::string& event : events) {
    if (chunks.empty() || chunks.back().args.size() == kChunk) chunks.push_back({"e.event IN (", {}});
    chunks.back().sql += chunks.back().args.empty() ? "?" : ", ?";
    chunks.back().args.emplace_back(event);
  }
  for (Condition& chunk : chunks) chunk.sql += ")";
  return chunks;
}

// The only events that can match, if a filter that no table is in order of leaves few: by the documents that have the words, by
// the documents in the language, or by the reports published in a range.
std::optional<std::set<std::string>> FewEvents(Transaction& tx, const EventQuery& query, const v1::EventFilter& filter) {
  std::set<std::string> events;
  const type::v1::DayRange& published = filter.published();
  if (!filter.report_language_code().empty()) {
    const auto documents =
        tx.Query("SELECT document FROM documents WHERE language = ? LIMIT ?", filter.report_language_code(), kRareDocuments + 1);
    if (documents.size() <= kRareDocuments) {
      for (const Row& document : documents) {
        for (const Row& row : tx.Query("SELECT event FROM event_reports WHERE document = ?", document.Text(0))) events.insert(row.Text(0));
      }
      return events;
    }
  }
  if (!filter.outlet().empty()) {
    const auto documents =
        tx.Query("SELECT document FROM documents WHERE outlet = ? AND outlet <> '' LIMIT ?", filter.outlet(), kRareDocuments + 1);
    if (documents.size() <= kRareDocuments) {
      for (const Row& row : QueryIn(tx, "SELECT event FROM event_reports WHERE document IN", FirstColumn(documents)))
        events.insert(row.Text(0));
      return events;
    }
  }
  if (!query.countries.empty()) {
    std::vector<std::string> places = query.regions;
    for (const std::string& country : query.countries) {
      if (places.size() > kFewPlaces) break;
      for (const Row& row : tx.Query("SELECT entity FROM entities WHERE country = ? AND country <> '' AND type IN (?, ?) LIMIT ?", country,
                                     type::v1::ENTITY_TYPE_GPE, type::v1::ENTITY_TYPE_LOC, kFewPlaces + 1)) {
        places.push_back(row.Text(0));
      }
    }
    bool few = places.size() <= kFewPlaces;
    for (const std::string& place : places) {
      if (!few) break;
      for (const Row& row : tx.Query("SELECT event FROM events WHERE place = ? AND place <> '' LIMIT ?", place, kFewReports + 1)) {
        events.insert(row.Text(0));
      }
      few = events.size() <= kFewReports;
    }
    if (few) return events;
    events.clear();
  }
  for (const auto& group : query.groups) {
    for (const std::string& country : group) {
      const auto rows = tx.Query("SELECT event FROM event_countries WHERE country = ? LIMIT ?", country, kFewReports + 1);
      for (const Row& row : rows) events.insert(row.Text(0));
      if (events.size() > kFewReports) break;
    }
    if (events.size() <= kFewReports) return events;
    events.clear();
  }
  if (!query.any.empty()) {
    for (const std::string& entity : query.any) {
      const auto rows = tx.Query("SELECT event FROM event_participants WHERE entity = ? LIMIT ?", entity, kFewReports + 1);
      for (const Row& row : rows) events.insert(row.Text(0));
      if (events.size() > kFewReports) break;
    }
    if (events.size() <= kFewReports) return events;
    events.clear();
  }
  if (!query.words.empty()) {
    const auto numbers = tx.MatchText(query.words, INT64_MIN, kRareDocuments + 1);
    if (numbers.size() <= kRareDocuments) {
      for (const int64_t number : numbers) {
        for (const Row& row : tx.Query("SELECT r.event FROM documents d JOIN event_reports r ON r.document = d.document "
                                       "WHERE d.number = ?",
                                       number)) {
          events.insert(row.Text(0));
        }
      }
      return events;
    }
  }
  if (published.from().empty() && published.to().empty()) return std::nullopt;
  const auto [from, to] = Bounds(published);
  const auto rows = tx.Query("SELECT r.event FROM event_reports r WHERE r.published BETWEEN ? AND ? LIMIT ?", from, to, kFewReports + 1);
  if (rows.size() > kFewReports) return std::nullopt;
  for (const Row& row : rows) events.insert(row.Text(0));
  return events;
}

}  // namespace

absl::StatusOr<Order> EventOrder(const EventQuery& query, const std::string& order_by) {
  return ReadOrder(order_by, {{"time", {query.day, true, false}},
                              {"published", {"e.told", true, false}},
                              {"confidence", {"e.confidence", true, true}, /*both=*/false},
                              {"origin_count", {"e.origins", true, true}, /*both=*/false}});
}

void CollectEvents(Transaction& tx, const EventQuery& query, const Order& order, const std::vector<Condition>& conditions, const Page& page,
                   int limit, std::vector<Row>& out) {
  std::vector<std::string> after = page.after;
  const bool read_reports = !query.words.empty() || !query.topics.empty();
  int found = 0;
  for (;;) {
    std::vector<Condition> all = conditions;
    if (!after.empty()) all.push_back(order.After(query.event, after));
    const int batch = read_reports ? kBatch : limit;
    std::vector<Value> args = Args(all);
    args.emplace_back(static_cast<int64_t>(batch));
    auto rows = tx.QueryValues(absl::StrCat("SELECT ", Reader::kEventColumns, ", e.countries, ", order.column, " FROM ", query.from,
                                            " WHERE ", Where(all), order.Sql(query.event), " LIMIT ?"),
                               args);
    if (!rows.empty()) after = {order.Key(rows.back(), kEventOrder), rows.back().Text(0)};
    const bool last = static_cast<int>(rows.size()) < batch;
    for (Row& row : rows) {
      if (read_reports && !ReportMeets(tx, row.Text(0), query)) continue;
      out.push_back(std::move(row));
      if (++found == limit) return;
    }
    if (last) return;
  }
}

namespace {

absl::StatusOr<std::vector<std::vector<Condition>>> StreamConditions(const EventQuery& query, const v1::EventFilter& filter) {
  const auto types = EachOf("e.type", filter.types(), type::v1::EventType_IsValid, "filter.types");
  if (!types.ok()) return types.status();
  return Product({query.conditions}, Product(*types, TimeBands(filter.time(), query.day, "e.earliest", "e.latest", query.wide)));
}

}  // namespace

absl::StatusOr<std::vector<std::vector<Condition>>> EventStreams(Transaction& tx, const EventQuery& query, const v1::EventFilter& filter) {
  auto conditions = StreamConditions(query, filter);
  if (!conditions.ok()) return conditions;
  auto streams = *std::move(conditions);
  if (const auto few = FewEvents(tx, query, filter)) {
    std::vector<std::vector<Condition>> chunks;
    for (Condition& chunk : InChunks(*few)) chunks.push_back({std::move(chunk)});
    streams = Product(streams, chunks);
  }
  return streams;
}

absl::StatusOr<std::map<std::string, Row>> EventsAmong(Transaction& tx, const v1::EventFilter& filter,
                                                       const std::vector<std::string>& candidates) {
  const auto query = MakeEventQuery(tx, filter);
  if (!query.ok()) return query.status();
  const auto streams = StreamConditions(*query, filter);
  if (!streams.ok()) return streams.status();
  std::vector<Condition> named = InChunks({candidates.begin(), candidates.end()});
  // Rows of a driving table are found by their whole key then.
  if (query->day != "e.earliest") named.push_back({query->day + " = e.earliest", {}});
  std::vector<Row> rows;
  if (!candidates.empty()) {
    for (const auto& stream : Product(*streams, {named})) {
      CollectEvents(tx, *query, Order{query->day}, stream, Page(), static_cast<int>(candidates.size()), rows);
    }
  }
  std::map<std::string, Row> events;
  for (Row& row : rows) {
    std::string event = row.Text(0);
    events.emplace(std::move(event), std::move(row));
  }
  return events;
}

}  // namespace chancery::query
