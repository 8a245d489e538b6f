// chancery-ingestion: stores documents and drives their analysis.
#include "absl/flags/flag.h"
#include "services/ingestion/ingestion_server.h"
#include "services/platform/channel.h"
#include "services/platform/flags.h"
#include "services/platform/log.h"
#include "services/platform/server.h"

ABSL_FLAG(std::string, store, "chancery-ingestion.db", "SQLite file of the documents and the queue");
ABSL_FLAG(std::string, extraction_target, "127.0.0.1:7702", "gRPC target of the extraction service");
ABSL_FLAG(std::string, query_target, "127.0.0.1:7703", "gRPC target of the query service, which takes the analyses");
ABSL_FLAG(int, workers, 2, "Threads that drive the analysis of documents; 0: none, documents wait");
ABSL_FLAG(int64_t, max_queue, 100'000, "Documents that may wait for analysis before more are refused");
ABSL_FLAG(uint64_t, max_document_bytes, chancery::ingestion::kMaxDocumentBytes, "Largest document that is taken");

namespace {

using chancery::platform::Log;
using chancery::platform::Severity;

int Fail(const absl::Status& status) {
  Log(Severity::kError, "can't start", {{"error", status.message()}});
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  chancery::platform::InitProgram(argc, argv, {.usage = "Stores documents and drives their analysis.", .listen = "127.0.0.1:7701"});

  chancery::platform::ServerOptions server_options = chancery::platform::ServerOptionsFromFlags();
  const auto connect = [&](const std::string& target) {
    return chancery::platform::MakeChannel({.target = target, .tls = server_options.tls});
  };
  const auto extraction = connect(absl::GetFlag(FLAGS_extraction_target));
  if (!extraction.ok()) return Fail(extraction.status());
  const auto query = connect(absl::GetFlag(FLAGS_query_target));
  if (!query.ok()) return Fail(query.status());

  chancery::ingestion::IngestionServerOptions options;
  options.store_path = absl::GetFlag(FLAGS_store);
  options.store.max_queue = absl::GetFlag(FLAGS_max_queue);
  options.service.intake.max_document_bytes = absl::GetFlag(FLAGS_max_document_bytes);
  options.pipeline.workers = absl::GetFlag(FLAGS_workers);
  auto ingestion = chancery::ingestion::IngestionServer::Open(options, *extraction, *query);
  if (!ingestion.ok()) return Fail(ingestion.status());

  server_options.max_receive_bytes = (*ingestion)->max_receive_bytes();
  chancery::platform::Server server(server_options);
  (*ingestion)->AddTo(server);
  (*ingestion)->Start();
  return chancery::platform::ServeUntilSignal(server);
}
