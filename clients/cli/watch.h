// `chancery watch`, `chancery watch events` and `chancery watch saved`: what happens, as it happens.
#pragma once

#include <string>

#include "clients/cli/connection.h"
#include "clients/cli/errors.h"
#include "clients/cli/graph_queries.h"

namespace chancery::cli {

struct WatchOptions {
  std::string resume_token;  // of --json; empty: see each function
  // Of documents: not what happened before.
  bool only_new = false;
  // File that keeps the token of the last change that was printed, and goes before `resume_token` if it is there. Empty: none.
  std::string resume_file;
};

// All go on without end, a change after the other. A server that restarts is waited for, and the changes go on where they stopped.
// With JSON one response a line.

// Changes of documents, from the first that is kept.
ExitCode WatchDocuments(const Session& session, const WatchOptions& options);
// Events that are new for a filter (its limit aside), from now. kRefused also if a name is not found.
ExitCode WatchEvents(const Session& session, const EventOptions& filter, const WatchOptions& options);
// Events that are new for a saved query (saved.h), from what was acknowledged last; each is acknowledged when it is printed. kRefused also
// if there is none of the name.
ExitCode WatchSavedQuery(const Session& session, const std::string& name, const WatchOptions& options);

}  // namespace chancery::cli
