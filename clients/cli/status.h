// `chancery status`: how many documents are where, and what failed.
#pragma once

#include "clients/cli/connection.h"
#include "clients/cli/errors.h"

namespace chancery::cli {

ExitCode ShowStatus(const Session& session);

}  // namespace chancery::cli
