// The query service as a part of a process: for its own server, for the standalone one, and for tests.
//
//   auto services = MakeQueryServices({.store = "query.db"});
//   server.Add<v1::QueryService>((*services)->query());
//   server.Add<knowledge::v1::KnowledgeService>((*services)->knowledge());
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "chancery/knowledge/v1/knowledge_service.grpc.pb.h"
#include "chancery/query/v1/query_service.grpc.pb.h"
#include "services/query/as_of.h"

namespace chancery::query {

struct QueryOptions {
  // File of the SQLite store; made if it is not there.
  std::string store;
  // Directory of lexicon files whose rows add to the program's tables (AddTables in tables.h); may be empty. For the whole process.
  std::string lexicon = {};
  // Questions that are answered at once; more wait.
  int readers = 8;
  // Watches at once; more are refused.
  int max_watches = 64;
  // Saved queries that the store keeps; more are refused.
  int max_saved_queries = 1000;
  // How long versions of documents are kept that were replaced or deleted, for questions about the past; zero: not at all.
  absl::Duration keep_history = absl::Hours(24 * 365);
  AsOfOptions as_of = {};
};

// Owns the store and the services on it. Thread-safe; must outlive the servers that have its services.
class QueryServices {
 public:
  virtual ~QueryServices() = default;
  virtual v1::QueryService::Service* query() = 0;
  virtual knowledge::v1::KnowledgeService::Service* knowledge() = 0;
  // Ends watches: for the server's OnDrain.
  virtual void Drain() = 0;
  // Both of them.
  std::vector<grpc::Service*> services() { return {query(), knowledge()}; }
};

// INVALID_ARGUMENT: no store is named, or a lexicon file is wrong. FAILED_PRECONDITION: a newer program made the store. Else why it can't
// be opened.
absl::StatusOr<std::unique_ptr<QueryServices>> MakeQueryServices(const QueryOptions& options);

}  // namespace chancery::query
