// One bulk stream: reads ahead a little, stores what waits in one transaction, acknowledges each document in order.
#pragma once

#include <grpcpp/server_context.h>
#include <grpcpp/support/sync_stream.h>

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <mutex>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "chancery/ingestion/v1/ingestion_service.grpc.pb.h"
#include "services/ingestion/intake.h"
#include "services/ingestion/store.h"

namespace chancery::ingestion {

// Lives as long as its call, in the call's thread and one that reads.
class IngestStream {
 public:
  using Stream = grpc::ServerReaderWriter<v1::IngestDocumentsResponse, v1::IngestDocumentsRequest>;

  // All must outlive the object. `drain` is closed when the server stops.
  IngestStream(grpc::ServerContext& context, Stream& stream, Store& store, const IntakeOptions& intake, const platform::Clock& clock,
               const Signal& drain);

  // Serves the stream to its end. UNAVAILABLE (SHUTTING_DOWN) if the server stops first.
  absl::Status Run();

 private:
  void Read();
  // What waits, at least one; empty: the client has no more, or the server stops.
  std::vector<v1::IngestDocumentsRequest> Take();
  // Results in order of the requests.
  std::vector<absl::StatusOr<Ingested>> StoreAll(const std::vector<v1::IngestDocumentsRequest>& batch);
  bool Acknowledge(const std::vector<v1::IngestDocumentsRequest>& batch, const std::vector<absl::StatusOr<Ingested>>& results);

  grpc::ServerContext& context_;
  Stream& stream_;
  Store& store_;
  const IntakeOptions& intake_;
  const platform::Clock& clock_;
  const Signal& drain_;
  const std::string traceparent_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<v1::IngestDocumentsRequest> waiting_;  // guarded by mutex_, as are the next two
  size_t waiting_bytes_ = 0;
  bool ended_ = false;
};

}  // namespace chancery::ingestion
