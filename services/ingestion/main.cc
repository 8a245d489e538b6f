// chancery-ingestion: stores documents and drives their analysis.
#include "absl/flags/flag.h"
#include "services/ingestion/ingestion_flags.h"
#include "services/ingestion/ingestion_server.h"
#include "services/platform/channel.h"
#include "services/platform/flags.h"
#include "services/platform/log.h"
#include "services/platform/server.h"

ABSL_FLAG(std::string, store, "chancery-ingestion.db", "SQLite file of the documents and the queue");
ABSL_FLAG(std::string, extraction_target, "127.0.0.1:7702", "gRPC target of the extraction service");
ABSL_FLAG(std::string, query_target, "127.0.0.1:7703", "gRPC target of the query service, which takes the analyses");

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

  auto options = chancery::ingestion::IngestionServerOptionsFromFlags();
  if (!options.ok()) return Fail(options.status());
  options->store_path = absl::GetFlag(FLAGS_store);
  auto ingestion = chancery::ingestion::IngestionServer::Open(*options, *extraction, *query);
  if (!ingestion.ok()) return Fail(ingestion.status());

  server_options.max_receive_bytes = (*ingestion)->max_receive_bytes();
  chancery::platform::Server server(server_options);
  (*ingestion)->AddTo(server);
  (*ingestion)->Start();
  return chancery::platform::ServeUntilSignal(server);
}
