#include "services/ingestion/ingest_stream.h"

#include <cstdint>
#include <thread>
#include <utility>

#include "services/platform/status.h"
#include "services/platform/trace.h"

namespace chancery::ingestion {
namespace {

// Read ahead at most so much: beyond it the transport's flow control holds the client back.
constexpr size_t kMaxWaiting = 1024;
constexpr size_t kMaxWaitingBytes = 16 << 20;
constexpr absl::Duration kLookForTheEnd = absl::Milliseconds(500);

}  // namespace

IngestStream::IngestStream(grpc::ServerContext& context, Stream& stream, Store& store, GroupCommit& commits, ClientQuota& quota,
                           const std::string& client, const IntakeOptions& intake, const platform::Clock& clock,
                           const platform::Signal& drain)
    : context_(context),
      stream_(stream),
      store_(store),
      commits_(commits),
      quota_(quota),
      client_(client),
      intake_(intake),
      clock_(clock),
      drain_(drain),
      traceparent_(platform::TraceOf(context).ToString()) {}

absl::Status IngestStream::Run() {
  std::thread reader([this] { Read(); });
  absl::Status status;
  for (;;) {
    std::vector<Checked> batch = Take();
    const bool writable = batch.empty() || Acknowledge(batch, StoreAll(batch));
    if (drain_.closed()) {
      status = platform::Unavailable("the server is stopping", absl::Seconds(1), "SHUTTING_DOWN");
    }
    if (!writable || !status.ok()) {
      // The reader waits for a client that may send for ever.
      context_.TryCancel();
      break;
    }
    if (batch.empty()) break;
  }
  {
    std::lock_guard<std::mutex> lock(mutex_);
    ended_ = true;
  }
  changed_.notify_all();
  reader.join();
  return status;
}

absl::StatusOr<NewDocument> IngestStream::Check(const v1::IngestDocumentRequest& request) {
  const auto bytes = static_cast<int64_t>(request.document().content().size());
  if (absl::Status status = quota_.Take(client_, bytes); !status.ok()) return status;
  auto document = TakeIn(request, intake_, clock_);
  if (document.ok()) document->traceparent = traceparent_;
  return document;
}

void IngestStream::Read() {
  v1::IngestDocumentsRequest request;
  while (stream_.Read(&request)) {
    Checked checked{
        .sequence = request.sequence(), .document = Check(request.request()), .bytes = request.request().document().content().size()};
    std::unique_lock<std::mutex> lock(mutex_);
    changed_.wait(lock, [this] { return ended_ || (waiting_.size() < kMaxWaiting && waiting_bytes_ < kMaxWaitingBytes); });
    if (ended_) return;
    waiting_bytes_ += checked.bytes;
    waiting_.push_back(std::move(checked));
    changed_.notify_all();
  }
  std::lock_guard<std::mutex> lock(mutex_);
  ended_ = true;
  changed_.notify_all();
}

std::vector<IngestStream::Checked> IngestStream::Take() {
  std::unique_lock<std::mutex> lock(mutex_);
  while (!changed_.wait_for(lock, absl::ToChronoMilliseconds(kLookForTheEnd), [this] { return ended_ || !waiting_.empty(); })) {
    if (drain_.closed()) return {};
  }
  std::vector<Checked> batch(std::make_move_iterator(waiting_.begin()), std::make_move_iterator(waiting_.end()));
  waiting_.clear();
  waiting_bytes_ = 0;
  changed_.notify_all();
  return batch;
}

std::vector<absl::StatusOr<Ingested>> IngestStream::StoreAll(std::vector<Checked>& batch) {
  std::vector<absl::StatusOr<Ingested>> results(batch.size());
  std::vector<NewDocument> documents;
  std::vector<size_t> positions;  // of the documents in the batch
  for (size_t i = 0; i < batch.size(); ++i) {
    if (!batch[i].document.ok()) {
      results[i] = batch[i].document.status();
      continue;
    }
    documents.push_back(*std::move(batch[i].document));
    positions.push_back(i);
  }
  // A full queue holds the stream back instead of refusing its documents.
  while (!documents.empty()) {
    const uint64_t seen = store_.changed().version();
    std::vector<absl::StatusOr<Ingested>> stored = commits_.Ingest(documents);
    std::vector<NewDocument> again;
    std::vector<size_t> again_positions;
    const bool give_up = drain_.closed() || context_.IsCancelled();
    for (size_t i = 0; i < stored.size(); ++i) {
      if (!give_up && !stored[i].ok() && platform::ErrorReason(stored[i].status()) == "QUEUE_FULL") {
        again.push_back(std::move(documents[i]));
        again_positions.push_back(positions[i]);
      } else {
        if (platform::IsRetryable(stored[i].status())) quota_.GiveBack(client_, static_cast<int64_t>(batch[positions[i]].bytes));
        results[positions[i]] = std::move(stored[i]);
      }
    }
    documents = std::move(again);
    positions = std::move(again_positions);
    if (!documents.empty() && store_.QueueFull()) store_.changed().WaitPast(seen, kLookForTheEnd);
  }
  return results;
}

bool IngestStream::Acknowledge(const std::vector<Checked>& batch, const std::vector<absl::StatusOr<Ingested>>& results) {
  for (size_t i = 0; i < batch.size(); ++i) {
    v1::IngestDocumentsResponse response;
    response.set_sequence(batch[i].sequence);
    if (results[i].ok()) {
      *response.mutable_response()->mutable_document() = results[i]->document;
      response.mutable_response()->set_created(results[i]->created);
    } else {
      *response.mutable_error() = platform::ToProto(results[i].status());
    }
    // The transport may gather what is not the last answer.
    grpc::WriteOptions options;
    if (i + 1 < batch.size()) options.set_buffer_hint();
    if (!stream_.Write(response, options)) return false;
  }
  return true;
}

}  // namespace chancery::ingestion
