// `chancery ingest --addresses`: pages that the server fetches.
#pragma once

#include "clients/cli/connection.h"
#include "clients/cli/errors.h"
#include "clients/cli/ingest.h"

namespace chancery::cli {

// Has the server fetch each address of options.addresses_file (one a line; blank lines and those that begin with '#' are left
// out; "-": standard input), some hosts at a time, each host as slowly as the server says that it wants. Journal and report are
// those of Ingest. kRefused: at least one page was refused.
ExitCode IngestAddresses(const Session& session, const IngestOptions& options);

}  // namespace chancery::cli
