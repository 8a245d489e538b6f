// Which reports tell of one event, as pure functions of sets of reports.
//
// Reports whose features are compatible are neighbours; the connected reports are a component. MergeReports splits a
// component into events, so the result never depends on the order of arrival and a commit touches only its neighbourhood.
//
// Thread-safe: all functions are pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "chancery/type/v1/vocabulary.pb.h"

namespace chancery::query {

// What one document tells of an event. Entities are ids of the graph; days count from 1970-01-01.
struct EventReport {
  std::string document;
  int64_t position = 0;
  type::v1::EventType type = type::v1::EVENT_TYPE_UNSPECIFIED;
  type::v1::Realis realis = type::v1::REALIS_UNSPECIFIED;
  std::vector<std::string> participants;
  std::string place;  // empty: the document does not say
  std::string edtf;   // empty: it does not say
  std::optional<int> earliest;
  std::optional<int> latest;
  std::optional<int> published;
  std::string origin;
  std::string codes;  // PLOVER type, mode, CAMEO, separated by '|'
  double confidence = 0;
  std::string event;  // as stored; merging ignores it

  std::pair<std::string, int64_t> key() const { return {document, position}; }
  // The time has a first or a last day.
  bool bounded() const { return earliest.has_value() || latest.has_value(); }
  // The time is known to the month or better.
  bool narrow() const;
};

// Whether two reports can tell of one event.
bool Compatible(const EventReport& a, const EventReport& b);

// Keys under which compatible reports of another document are found: each is a lookup and the range of days in it.
struct ReportKey {
  std::string lookup;
  std::optional<int> from;  // as stored: the day; as looked for: first day
  std::optional<int> to;    // as looked for: last day
};
// Under which a report is stored.
std::vector<ReportKey> StoredKeys(const EventReport& report);
// Whether reports of this type can be compatible that share one participant alone; else they are equal in it or share two.
bool MatchesByOne(type::v1::EventType type);
// Under which its neighbours are stored that have one of these participants.
std::vector<ReportKey> LookupKeys(const EventReport& report, const std::vector<std::string>& participants);

struct Event {
  std::string id;
  type::v1::EventType type = type::v1::EVENT_TYPE_UNSPECIFIED;
  type::v1::Realis realis = type::v1::REALIS_UNSPECIFIED;
  std::vector<std::string> participants;
  std::string place;
  std::string edtf;
  std::optional<int> earliest;
  std::optional<int> latest;
  std::string codes;
  int origins = 0;
  double confidence = 0;
  // Indices into the component.
  std::vector<size_t> reports;
};

// Splits a component into events. `component` is in any order; every report is in one event.
std::vector<Event> MergeReports(const std::vector<EventReport>& component);

}  // namespace chancery::query
