// `chancery search`, `events` and `statements`: lists out of the knowledge graph.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/connection.h"
#include "clients/cli/errors.h"

namespace chancery::cli {

// How the items of a list are shown.
struct ListOptions {
  // A field of `order_by`, "time desc"; empty: the list's own order.
  std::string sort;
  // Instead of the items, how many have each value of their properties.
  bool facets = false;
  // Instead of the items, how many there are in each day, month or year; none: the items.
  query::v1::CountOverTimeRequest::Bucket by = query::v1::CountOverTimeRequest::BUCKET_UNSPECIFIED;
};

struct SearchOptions {
  std::string words;
  std::vector<type::v1::EntityType> types;
  // Of documents: outlet, language, names that they have.
  std::string outlet;
  std::string report_language;
  std::vector<std::string> naming;
  ListOptions list = {};
  // At most so many of each kind.
  int limit = 20;
};

struct EventOptions {
  // Names that all take part; a place; each in words or as a resource name.
  std::vector<std::string> with;
  // Names of which one takes part.
  std::vector<std::string> any;
  std::string place;
  std::vector<type::v1::EventType> types;
  std::vector<std::string> topics;
  // Days, both included; empty: no bound.
  std::string from;
  std::string to;
  // Words of a report.
  std::string text;
  // ISO 3166-1 alpha-2 codes, all of which take part.
  std::vector<std::string> countries;
  // Regions or groups of countries, of each of which one takes part.
  std::vector<std::string> groups;
  std::vector<type::v1::Realis> realis;
  // A report is of this outlet, in this language, published in these days.
  std::string outlet;
  std::string report_language;
  std::string published_from;
  std::string published_to;
  // In [0, 1].
  double min_confidence = 0;
  ListOptions list = {};
  // At most so many; 0: all.
  int limit = 20;
};

struct StatementOptions {
  std::string speaker;
  std::string to;
  // Speaker or addressee.
  std::string with;
  // As of events.
  std::vector<std::string> countries;
  std::vector<std::string> groups;
  std::string place;
  std::string outlet;
  std::string report_language;
  std::string published_from;
  std::string published_to;
  double min_confidence = 0;
  ListOptions list = {};
  std::vector<type::v1::Act> acts;
  // About any of these, "trade".
  std::vector<std::string> topics;
  std::string text;
  // Days, both included; empty: no bound.
  std::string from;
  std::string until;
  // At most so many; 0: all.
  int limit = 20;
};

// Entities and documents; with JSON one object with both. kRefused: nothing is found.
ExitCode Search(const Session& session, const SearchOptions& options);

// The filter that the options are (their limit aside). kRefused: a name is not found.
ExitCode MakeFilter(const Session& session, const EventOptions& options, query::v1::EventFilter* filter);

// Events, latest first unless told; with JSON one a line. kRefused: a name is not found or there is no such event.
ExitCode ListEvents(const Session& session, const EventOptions& options);

// Statements, latest first unless told; with JSON one a line. kRefused: a name is not found or there is no such
// statement.
ExitCode ListStatements(const Session& session, const StatementOptions& options);

}  // namespace chancery::cli
