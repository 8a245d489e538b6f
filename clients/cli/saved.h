// `chancery saved`: queries under names that the server keeps. `chancery watch saved NAME` (watch.h) tells what is new for one.
#pragma once

#include <string>

#include "clients/cli/connection.h"
#include "clients/cli/errors.h"
#include "clients/cli/graph_queries.h"

namespace chancery::cli {

struct SavedOptions {
  // "visits" or "savedQueries/visits".
  std::string name;
  std::string description;
  // Of `save`; its limit and list options mean nothing.
  EventOptions filter = {};
};

// Saves the filter; its watch begins with what comes from now on. kRefused: a name is not found, or one is saved under it.
ExitCode SaveQuery(const Session& session, const SavedOptions& options);
// All, by name; with JSON one a line. kRefused: there is none.
ExitCode ListSavedQueries(const Session& session);
ExitCode DeleteSavedQuery(const Session& session, const std::string& name);

// "savedQueries/visits" of either form.
std::string SavedQueryName(const std::string& name);

}  // namespace chancery::cli
