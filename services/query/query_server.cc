#include "services/query/query_server.h"

#include <utility>

#include "services/query/groups.h"
#include "services/query/knowledge_service.h"
#include "services/query/query_service.h"
#include "services/query/sqlite_store.h"
#include "services/query/tables.h"

namespace chancery::query {
namespace {

class QueryServicesImpl final : public QueryServices {
 public:
  QueryServicesImpl(std::unique_ptr<Store> store, const QueryOptions& options)
      : store_(std::move(store)),
        query_(*store_, options.max_watches, options.as_of, options.max_saved_queries),
        knowledge_(*store_, {.keep_history = options.keep_history}) {}
  v1::QueryService::Service* query() override { return &query_; }
  knowledge::v1::KnowledgeService::Service* knowledge() override { return &knowledge_; }
  void Drain() override { query_.Drain(); }

 private:
  std::unique_ptr<Store> store_;
  QueryServiceImpl query_;
  KnowledgeServiceImpl knowledge_;
};

}  // namespace

absl::StatusOr<std::unique_ptr<QueryServices>> MakeQueryServices(const QueryOptions& options) {
  if (options.store.empty()) return absl::InvalidArgumentError("no store is named");
  if (!options.lexicon.empty()) {
    if (absl::Status status = AddTables(options.lexicon); !status.ok()) return status;
  }
  if (absl::Status status = Groups::Check(); !status.ok()) return status;
  auto store = OpenSqliteStore(options.store, options.readers);
  if (!store.ok()) return store.status();
  return std::make_unique<QueryServicesImpl>(*std::move(store), options);
}

}  // namespace chancery::query
