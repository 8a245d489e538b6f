// All of ingestion in one object: store, services, pipeline and janitor, for chancery-ingestion and chancery-standalone.
#pragma once

#include <grpcpp/channel.h>

#include <memory>
#include <string>

#include "absl/status/statusor.h"
#include "services/ingestion/feeds/feeds.h"
#include "services/ingestion/ingestion_service.h"
#include "services/ingestion/janitor.h"
#include "services/ingestion/pipeline.h"
#include "services/ingestion/store.h"
#include "services/platform/server.h"

namespace chancery::ingestion {

struct IngestionServerOptions {
  std::string store_path;
  StoreOptions store = {};
  IngestionServiceOptions service = {};
  PipelineOptions pipeline = {};
  JanitorOptions janitor = {};
  feeds::FeedsOptions feeds = {};
};

// Not thread-safe. Must outlive the server that it was added to.
class IngestionServer {
 public:
  // Opens the store; `extraction` and `query` are channels to those services. Errors as of SqliteStore::Open.
  static absl::StatusOr<std::unique_ptr<IngestionServer>> Open(const IngestionServerOptions& options,
                                                               std::shared_ptr<grpc::Channel> extraction,
                                                               std::shared_ptr<grpc::Channel> query);

  // How large a message the server must take for a document that is too large to be refused with its own error.
  int max_receive_bytes() const;

  // Adds the services and stops the pipeline, feeds and the janitor when the server drains.
  void AddTo(platform::Server& server);

  // Starts the pipeline, the polling of feeds and the janitor.
  void Start();

 private:
  IngestionServer(const IngestionServerOptions& options, std::unique_ptr<Store> store, std::shared_ptr<grpc::Channel> extraction,
                  std::shared_ptr<grpc::Channel> query);

  const IngestionServerOptions options_;
  const std::unique_ptr<Store> store_;
  IngestionServiceImpl ingestion_;
  feeds::Feeds feeds_;
  Pipeline pipeline_;
  Janitor janitor_;
};

}  // namespace chancery::ingestion
