// chancery-standalone: all of Chancery in one process.
#include "absl/flags/flag.h"
#include "services/platform/flags.h"
#include "services/platform/log.h"
#include "services/platform/server.h"
#include "services/standalone/standalone.h"

ABSL_FLAG(std::string, data_dir, "chancery-data", "Folder of the SQLite files; made if it is not there");
ABSL_FLAG(std::string, lexicon, "", "Folder of lexicon files (*.tsv) that add to the built-in ones");
ABSL_FLAG(int, workers, 2, "Threads that drive the analysis of documents");
ABSL_FLAG(int64_t, max_queue, 100'000, "Documents that may wait for analysis before more are refused");
ABSL_FLAG(uint64_t, max_document_bytes, chancery::ingestion::kMaxDocumentBytes, "Largest document that is taken");

int main(int argc, char** argv) {
  chancery::platform::InitProgram(argc, argv,
                                  {.usage = "Ingestion, extraction and query in one process, on SQLite.", .listen = "127.0.0.1:7700"});
  chancery::standalone::StandaloneOptions options;
  options.data_dir = absl::GetFlag(FLAGS_data_dir);
  options.lexicon = absl::GetFlag(FLAGS_lexicon);
  options.server = chancery::platform::ServerOptionsFromFlags();
  options.ingestion.pipeline.workers = absl::GetFlag(FLAGS_workers);
  options.ingestion.store.max_queue = absl::GetFlag(FLAGS_max_queue);
  options.ingestion.service.intake.max_document_bytes = absl::GetFlag(FLAGS_max_document_bytes);
  const auto standalone = chancery::standalone::Standalone::Open(options);
  if (!standalone.ok()) {
    chancery::platform::Log(chancery::platform::Severity::kError, "can't start", {{"error", standalone.status().message()}});
    return 1;
  }
  return chancery::platform::ServeUntilSignal((*standalone)->server());
}
