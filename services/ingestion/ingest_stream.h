// One bulk stream: reads and checks ahead a little in one thread; in the other stores what waits in one transaction and
// acknowledges each document in order.
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
#include "services/ingestion/client_quota.h"
#include "services/ingestion/group_commit.h"
#include "services/ingestion/intake.h"
#include "services/ingestion/store.h"

namespace chancery::ingestion {

// Lives as long as its call, in the call's thread and one that reads.
class IngestStream {
 public:
  using Stream = grpc::ServerReaderWriter<v1::IngestDocumentsResponse, v1::IngestDocumentsRequest>;

  // All must outlive the object. `client` pays out of `quota`. `drain` is closed when the server stops.
  IngestStream(grpc::ServerContext& context, Stream& stream, Store& store, GroupCommit& commits, ClientQuota& quota,
               const std::string& client, const IntakeOptions& intake, const platform::Clock& clock, const platform::Signal& drain);

  // Serves the stream to its end. UNAVAILABLE (SHUTTING_DOWN) if the server stops first.
  absl::Status Run();

 private:
  absl::StatusOr<NewDocument> Check(const v1::IngestDocumentRequest& request);

  // One request: its document, checked, or why it is refused.
  struct Checked {
    int64_t sequence = 0;
    absl::StatusOr<NewDocument> document;
    size_t bytes = 0;
  };

  void Read();
  // What waits, at least one; empty: the client has no more, or the server stops.
  std::vector<Checked> Take();
  // Results in order of the requests.
  std::vector<absl::StatusOr<Ingested>> StoreAll(std::vector<Checked>& batch);
  bool Acknowledge(const std::vector<Checked>& batch, const std::vector<absl::StatusOr<Ingested>>& results);

  grpc::ServerContext& context_;
  Stream& stream_;
  Store& store_;
  GroupCommit& commits_;
  ClientQuota& quota_;
  const std::string& client_;
  const IntakeOptions& intake_;
  const platform::Clock& clock_;
  const platform::Signal& drain_;
  const std::string traceparent_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Checked> waiting_;  // guarded by mutex_, as are the next two
  size_t waiting_bytes_ = 0;
  bool ended_ = false;
};

}  // namespace chancery::ingestion
