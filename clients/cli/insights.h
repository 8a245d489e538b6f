// `chancery holders`, `ledger`, `reports`, `path`, `count` and `explain`: what the knowledge graph works out.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/connection.h"
#include "clients/cli/errors.h"
#include "clients/cli/graph_queries.h"

namespace chancery::cli {

struct HolderOptions {
  // The country or body, in words or as a resource name.
  std::string of;
  // At most one office; none: all.
  std::vector<type::v1::RoleKind> kinds;
  std::string portfolio;
  // A day; empty: ever.
  std::string day;
};

struct LedgerOptions {
  // Whose; empty: everybody's.
  std::string entity;
  std::vector<query::v1::LedgerKind> kinds;
  std::vector<query::v1::LedgerState> states;
  // Days, both included; empty: no bound.
  std::string from;
  std::string to;
  // As of which day; empty: the latest document's.
  std::string today;
  // At most so many; 0: all.
  int limit = 20;
};

struct PathOptions {
  std::string from;
  std::string to;
  int max_length = 0;
  int limit = 0;
};

struct CountOptions {
  EventOptions events;
  query::v1::CountOverTimeRequest::Bucket bucket = query::v1::CountOverTimeRequest::BUCKET_MONTH;
};

// All give kRefused where a name is not found or there is nothing to show. With JSON: ledger entries one a line, else one
// object.

// Who held an office, with gaps and conflicts.
ExitCode ListOfficeHolders(const Session& session, const HolderOptions& options);
// Undertakings and what became of them.
ExitCode ListLedger(const Session& session, const LedgerOptions& options);
// What each report of an event says that the others don't.
ExitCode CompareReports(const Session& session, const std::string& event);
// Shortest chains of events between two.
ExitCode FindConnections(const Session& session, const PathOptions& options);
// Counts over time as a table with bars.
ExitCode ShowCounts(const Session& session, const query::v1::CountOverTimeRequest& request);
// Events counted over time.
ExitCode CountOverTime(const Session& session, const CountOptions& options);
// Why the names of an entity are taken for one.
ExitCode ExplainEntity(const Session& session, const std::string& words);

}  // namespace chancery::cli
