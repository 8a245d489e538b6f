// Documents that are analysed again, as long-running operations of the server.
#pragma once

#include <string>
#include <vector>

#include "clients/cli/connection.h"
#include "clients/cli/errors.h"

namespace chancery::cli {

// Begins to analyse documents again; with `wait` returns when that has ended. kRefused: it was cancelled, or the analysis of a
// document failed.
ExitCode ReprocessDocuments(const Session& session, const ingestion::v1::ReprocessDocumentsRequest& request, bool wait);

// Operations, newest first; `limit` 0: all.
ExitCode ListOperations(const Session& session, int limit);

// How far operations are; with `wait` returns when they have ended. Names may be given without "operations/". kRefused: one was
// not found, or ended as ReprocessDocuments says.
ExitCode ShowOperations(const Session& session, const std::vector<std::string>& names, bool wait);

// Stops operations. kRefused: one was not found.
ExitCode CancelOperations(const Session& session, const std::vector<std::string>& names);

}  // namespace chancery::cli
