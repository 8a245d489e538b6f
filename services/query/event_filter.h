// The filter of events that list and count methods have in common, as queries.
//
// Thread-safe: reads in the caller's transaction.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "chancery/query/v1/query_service.pb.h"
#include "services/query/paging.h"
#include "services/query/store.h"

namespace chancery::query {

// A query for events in order, to be run for a page.
struct EventQuery {
  std::string from;  // tables with the events as e
  std::string day;   // the column of the driving table by which rows are in order
  std::string event;
  std::string wide;  // its column that says so of the event's time
  std::vector<Condition> conditions;
  std::vector<std::string> words;                // of a report's sentence; not in the conditions
  std::vector<std::string> topics;               // as the words
  std::vector<std::string> countries;            // of which the place filter is any place; may be empty
  std::vector<std::string> regions;              // and those of its places that are in no country
  std::vector<std::vector<std::string>> groups;  // countries of each group of which one takes part
  std::vector<std::string> any;                  // of whom one takes part
};

// Where a filter says that something took place: an entity, or of a country, a region or a group of countries anywhere in it.
struct PlaceFilter {
  // The entity and, of a region, those in it; empty if no place is asked for.
  std::vector<std::string> entities;
  // Countries that are in it as a whole.
  std::vector<std::string> countries;

  // INVALID_ARGUMENT or NOT_FOUND of the field.
  static absl::StatusOr<PlaceFilter> Make(Transaction& tx, const std::string& name, const std::string& field);
  // The condition that a place (`column`, an entity's id) is one of these.
  Condition On(const std::string& column) const;
};
// The countries of a group; INVALID_ARGUMENT or NOT_FOUND of the field.
absl::StatusOr<std::vector<std::string>> GroupCountries(const std::string& name, const std::string& field);
// "(?, ?)" for so many values.
std::string Marks(size_t count);
// INVALID_ARGUMENT if one is no topic, or no country code.
absl::Status CheckTopics(const google::protobuf::RepeatedPtrField<std::string>& topics, const std::string& field);
absl::Status CheckCountries(const google::protobuf::RepeatedPtrField<std::string>& codes, const std::string& field);
// Whether a sentence is about any of the topics.
bool IsAbout(std::string_view sentence, const std::vector<std::string>& topics);

// The order of a list of events.
absl::StatusOr<Order> EventOrder(const EventQuery& query, const std::string& order_by);

// INVALID_ARGUMENT or NOT_FOUND of a field of the filter.
absl::StatusOr<EventQuery> MakeEventQuery(Transaction& tx, const v1::EventFilter& filter);

// Lists of conditions, each for one query in order; no event meets two of them. INVALID_ARGUMENT of `filter.types`.
absl::StatusOr<std::vector<std::vector<Condition>>> EventStreams(Transaction& tx, const EventQuery& query, const v1::EventFilter& filter);

// Adds the events after a key that meet one list of conditions, in order, up to `limit`: Reader::kEventColumns, the countries of the
// participants, the column of the order.
inline constexpr size_t kEventCountries = 10, kEventOrder = 11;
void CollectEvents(Transaction& tx, const EventQuery& query, const Order& order, const std::vector<Condition>& conditions, const Page& page,
                   int limit, std::vector<Row>& out);

// Those of the events `candidates` (at most kMostCandidates) that meet the filter, as Reader::kEventColumns by their ids.
inline constexpr size_t kMostCandidates = 200;
absl::StatusOr<std::map<std::string, Row>> EventsAmong(Transaction& tx, const v1::EventFilter& filter,
                                                       const std::vector<std::string>& candidates);

}  // namespace chancery::query
