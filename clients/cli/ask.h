// `chancery ask`: a question in plain words.
#pragma once

#include <string>

#include "clients/cli/connection.h"
#include "clients/cli/errors.h"

namespace chancery::cli {

struct AskOptions {
  std::string question;
  // What "today" means, "YYYY-MM-DD"; empty: the server's day.
  std::string today;
};

// The answer, the query that it came from and the sentences that say so; with JSON the response. kRefused: there is no answer.
ExitCode Ask(const Session& session, const AskOptions& options);

}  // namespace chancery::cli
