// chancery-query: the knowledge graph and its answers.
#include <iostream>
#include <string>

#include "absl/flags/flag.h"
#include "services/platform/flags.h"
#include "services/platform/server.h"
#include "services/query/query_flags.h"
#include "services/query/query_server.h"

ABSL_FLAG(std::string, store, "chancery-query.db", "SQLite file of the knowledge graph; made if it is not there");

ABSL_FLAG(std::string, lexicon, "", "Directory of lexicon files (*.tsv) that add to the built-in ones");

int main(int argc, char** argv) {
  chancery::platform::InitProgram(argc, argv,
                                  {.usage = "Keeps the knowledge graph and answers questions about it.", .listen = "127.0.0.1:7703"});
  auto options = chancery::query::QueryOptionsFromFlags();
  options.store = absl::GetFlag(FLAGS_store);
  options.lexicon = absl::GetFlag(FLAGS_lexicon);
  const auto services = chancery::query::MakeQueryServices(options);
  if (!services.ok()) {
    std::cerr << "chancery-query: " << services.status().message() << "\n";
    return 1;
  }
  chancery::platform::Server server(chancery::platform::ServerOptionsFromFlags());
  server.Add<chancery::query::v1::QueryService>((*services)->query());
  server.Add<chancery::knowledge::v1::KnowledgeService>((*services)->knowledge());
  server.OnDrain([&services] { (*services)->Drain(); });
  return chancery::platform::ServeUntilSignal(server);
}
