// chancery-standalone: all of Chancery in one process.
#include <utility>

#include "absl/flags/flag.h"
#include "services/ingestion/ingestion_flags.h"
#include "services/platform/flags.h"
#include "services/platform/log.h"
#include "services/platform/server.h"
#include "services/query/query_flags.h"
#include "services/standalone/standalone.h"

ABSL_FLAG(std::string, data_dir, "chancery-data", "Folder of the SQLite files; made if it is not there");
ABSL_FLAG(std::string, lexicon, "", "Folder of lexicon files (*.tsv) that add to the built-in ones");

namespace {

int Fail(const absl::Status& status) {
  chancery::platform::Log(chancery::platform::Severity::kError, "can't start", {{"error", status.message()}});
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  chancery::platform::InitProgram(argc, argv,
                                  {.usage = "Ingestion, extraction and query in one process, on SQLite.", .listen = "127.0.0.1:7700"});
  chancery::standalone::StandaloneOptions options;
  options.data_dir = absl::GetFlag(FLAGS_data_dir);
  options.lexicon = absl::GetFlag(FLAGS_lexicon);
  options.server = chancery::platform::ServerOptionsFromFlags();
  auto ingestion = chancery::ingestion::IngestionServerOptionsFromFlags();
  if (!ingestion.ok()) return Fail(ingestion.status());
  options.ingestion = *std::move(ingestion);
  options.query = chancery::query::QueryOptionsFromFlags();
  const auto standalone = chancery::standalone::Standalone::Open(options);
  if (!standalone.ok()) return Fail(standalone.status());
  return chancery::platform::ServeUntilSignal((*standalone)->server());
}
