// chancery-extraction: reads documents. Stateless; any number may run.
#include <iostream>

#include "absl/flags/flag.h"
#include "services/extraction/extraction_service.h"
#include "services/platform/flags.h"
#include "services/platform/server.h"

ABSL_FLAG(std::string, lexicon, "", "Directory of lexicon files (*.tsv) that add to the built-in ones");

int main(int argc, char** argv) {
  chancery::platform::InitProgram(argc, argv, {.usage = "Reads diplomatic news.", .listen = "127.0.0.1:7702"});
  auto extractor = chancery::extraction::Extractor::Create(absl::GetFlag(FLAGS_lexicon));
  if (!extractor.ok()) {
    std::cerr << "cannot load the lexicons: " << extractor.status().message() << "\n";
    return 1;
  }
  chancery::extraction::ExtractionServiceImpl service(*std::move(extractor));
  chancery::platform::Server server(chancery::platform::ServerOptionsFromFlags());
  server.Add<chancery::extraction::v1::ExtractionService>(&service);
  return chancery::platform::ServeUntilSignal(server);
}
