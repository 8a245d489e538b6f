#include "services/platform/flags.h"

#include <cstdio>
#include <cstdlib>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/reflection.h"
#include "absl/flags/usage.h"
#include "absl/flags/usage_config.h"
#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/platform/log.h"
#include "services/platform/server.h"

ABSL_FLAG(std::string, listen, "127.0.0.1:0", "Address and port to serve gRPC on; port 0: any free one");
ABSL_FLAG(std::string, port_file, "", "File to write the bound gRPC port into once the server answers");
ABSL_FLAG(std::string, metrics_address, "", "Address and port to serve Prometheus metrics on, at /metrics; empty: not served");
ABSL_FLAG(std::string, tls_cert, "", "PEM file of this program's certificate chain; empty: no TLS");
ABSL_FLAG(std::string, tls_key, "", "PEM file of the certificate's private key");
ABSL_FLAG(std::string, tls_ca, "", "PEM file of the authorities to trust; a server then asks clients for certificates");
ABSL_FLAG(std::string, log_level, "info", "Least severity to log: debug, info, warning or error");
ABSL_FLAG(absl::Duration, shutdown_grace, absl::Seconds(10), "How long calls in flight may take to finish at the end");

namespace chancery::platform {
namespace {

[[noreturn]] void Die(const std::string& message) {
  std::fprintf(stderr, "%s\n", message.c_str());
  std::exit(2);
}

// --help lists our own flags, not those of libraries.
bool IsOurs(absl::string_view filename) { return absl::StrContains(filename, "services/"); }

}  // namespace

std::vector<std::string> SetFlagsFromEnvironment() {
  std::vector<std::string> errors;
  for (const auto& [name, flag] : absl::GetAllFlags()) {
    const std::string variable = absl::StrCat("CHANCERY_", absl::AsciiStrToUpper(name));
    const char* value = std::getenv(variable.c_str());
    if (value == nullptr) continue;
    std::string error;
    if (!flag->ParseFrom(value, &error)) {
      errors.push_back(absl::StrCat("environment variable ", variable, ": ", error));
    }
  }
  return errors;
}

void InitProgram(int argc, char** argv, const Program& program) {
  absl::SetProgramUsageMessage(program.usage);
  absl::FlagsUsageConfig config;
  config.contains_help_flags = config.contains_helpshort_flags = IsOurs;
  config.version_string = [] { return std::string("chancery " CHANCERY_VERSION "\n"); };
  absl::SetFlagsUsageConfig(config);
  if (!program.listen.empty()) absl::SetFlag(&FLAGS_listen, program.listen);

  BlockTerminationSignals();
  for (const std::string& error : SetFlagsFromEnvironment()) Die(error);
  const std::vector<char*> rest = absl::ParseCommandLine(argc, argv);
  if (rest.size() > 1) Die(absl::StrCat("unexpected argument \"", rest[1], "\"; see --help"));

  Severity severity = Severity::kInfo;
  if (!ParseSeverity(absl::GetFlag(FLAGS_log_level), severity)) {
    Die(absl::StrCat("--log_level=", absl::GetFlag(FLAGS_log_level), " is none of debug, info, warning, error"));
  }
  SetLogSeverity(severity);
}

}  // namespace chancery::platform
