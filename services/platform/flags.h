// Configuration of a program: flags, each also an environment variable CHANCERY_<FLAG IN UPPER CASE>; the
// flag wins.
// `--listen=0.0.0.0:7701` is CHANCERY_LISTEN=0.0.0.0:7701.
#pragma once

#include <string>
#include <vector>

#include "absl/flags/declare.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

// What every server understands; server.h reads them with ServerOptionsFromFlags.
ABSL_DECLARE_FLAG(std::string, listen);
ABSL_DECLARE_FLAG(std::string, port_file);
ABSL_DECLARE_FLAG(std::string, metrics_address);
ABSL_DECLARE_FLAG(std::string, tls_cert);
ABSL_DECLARE_FLAG(std::string, tls_key);
ABSL_DECLARE_FLAG(std::string, tls_ca);
ABSL_DECLARE_FLAG(std::string, log_level);
ABSL_DECLARE_FLAG(absl::Duration, shutdown_grace);

namespace chancery::platform {

struct Program {
  std::string usage = {};   // what --help says first
  std::string listen = {};  // default of --listen
};

// Blocks SIGTERM and SIGINT (see server.h), reads the environment, then the command line, and sets the log
// level. Ends the process with a message and code 2 if a value is wrong or an argument is left over. Call it
// first in main, before other threads.
void InitProgram(int argc, char** argv, const Program& program);

// Sets each flag whose environment variable is there. Returns one message for each value that was refused.
std::vector<std::string> SetFlagsFromEnvironment();

}  // namespace chancery::platform
