// `chancery import`: what `chancery export archive` wrote, into a query service.
#pragma once

#include <string>

#include "clients/cli/connection.h"
#include "clients/cli/errors.h"

namespace chancery::cli {

// Commits the documents of the file ("-": the session's input), then takes over its corrections with their authors and times, then saves
// its saved queries, whose watches begin where the import ends; a run that is repeated changes nothing. kRefused: a line can't be read or
// is refused; what came before it stays. A saved query of what is not there is left out, and told.
ExitCode ImportArchive(const Session& session, const std::string& path);

}  // namespace chancery::cli
