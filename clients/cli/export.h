// `chancery export FORMAT`: the graph, or what every document says, as a file.
#pragma once

#include <string>

#include "clients/cli/connection.h"
#include "clients/cli/errors.h"

namespace chancery::cli {

// Writes to `path`, or to the session's output if it is empty. A file is complete or not there.
ExitCode ExportAnnotations(const Session& session, const std::string& path);
ExitCode ExportGraph(const Session& session, query::v1::ExportRequest::Format format, const std::string& path);

}  // namespace chancery::cli
