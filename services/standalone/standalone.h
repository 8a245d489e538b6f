// All of Chancery in one process: ingestion, extraction and query on SQLite files in one folder, behind one port, speaking to
// one another over in-process channels.
#pragma once

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "services/extraction/extraction_service.h"
#include "services/ingestion/ingestion_server.h"
#include "services/platform/server.h"
#include "services/query/query_server.h"

namespace chancery::standalone {

struct StandaloneOptions {
  std::string data_dir;  // made if it is not there; used by one process at a time
  std::string lexicon;   // folder of lexicons that add to the built-in ones; may be empty
  platform::ServerOptions server = {};
  ingestion::IngestionServerOptions ingestion = {};  // its store's path is ignored
  query::QueryOptions query = {};                    // the same
};

// Not thread-safe, except that its services serve from many threads.
class Standalone {
 public:
  // Opens the stores and loads the lexicons; nothing is served yet. FAILED_PRECONDITION if the folder can't be written or is
  // in use.
  static absl::StatusOr<std::unique_ptr<Standalone>> Open(const StandaloneOptions& options);

  // What clients speak to. Start and shut it down, or hand it to platform::ServeUntilSignal; the pipeline works from Open to
  // the shutdown.
  platform::Server& server() { return *server_; }

 private:
  explicit Standalone(const StandaloneOptions& options);
  absl::Status Init();

  const StandaloneOptions options_;
  // In the order of use: the last is destroyed first.
  std::unique_ptr<query::QueryServices> query_;
  std::unique_ptr<extraction::ExtractionServiceImpl> extraction_;
  std::unique_ptr<platform::Server> inner_;  // what the pipeline speaks to
  std::unique_ptr<ingestion::IngestionServer> ingestion_;
  std::unique_ptr<platform::Server> server_;
};

}  // namespace chancery::standalone
