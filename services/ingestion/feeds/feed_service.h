// The RPC edge of feeds.
//
// Thread-safe.
#pragma once

#include <atomic>
#include <functional>

#include "absl/time/time.h"
#include "chancery/ingestion/v1/feed_service.grpc.pb.h"
#include "services/ingestion/feeds/feed_store.h"
#include "services/ingestion/feeds/fetcher.h"
#include "services/ingestion/feeds/page_reader.h"
#include "services/ingestion/feeds/poller.h"
#include "services/platform/clock.h"
#include "services/platform/signal.h"

namespace chancery::ingestion::feeds {

struct FeedServiceOptions {
  bool allow_private_addresses = false;
  absl::Duration min_interval = absl::Minutes(10);
  size_t max_page_bytes = 8 << 20;
  // FetchDocument: calls at a time, each of which holds a thread, and how long one waits for a host before it says so.
  int max_fetches = 16;
  absl::Duration patience = absl::Seconds(10);
  // Waits; for tests. Empty: until the time is over or the service drains.
  std::function<void(absl::Duration)> wait = {};
};

class FeedServiceImpl : public v1::FeedService::Service {
 public:
  // All must outlive the service.
  FeedServiceImpl(FeedStore& store, Fetcher& fetcher, Poller& poller, const Intake& intake, const FeedServiceOptions& options,
                  const platform::Clock& clock = platform::Clock::Real());

  // Ends what waits, so that the server can stop.
  void Drain() { drain_.Close(); }

  grpc::Status CreateFeed(grpc::ServerContext* context, const v1::CreateFeedRequest* request, v1::Feed* response) override;
  grpc::Status GetFeed(grpc::ServerContext* context, const v1::GetFeedRequest* request, v1::Feed* response) override;
  grpc::Status ListFeeds(grpc::ServerContext* context, const v1::ListFeedsRequest* request, v1::ListFeedsResponse* response) override;
  grpc::Status DeleteFeed(grpc::ServerContext* context, const v1::DeleteFeedRequest* request, google::protobuf::Empty* response) override;
  grpc::Status PollFeed(grpc::ServerContext* context, const v1::PollFeedRequest* request, v1::Feed* response) override;
  grpc::Status FetchDocument(grpc::ServerContext* context, const v1::FetchDocumentRequest* request,
                             v1::IngestDocumentResponse* response) override;

 private:
  absl::StatusOr<Url> CheckUrl(const std::string& text, const char* field) const;
  absl::StatusOr<FeedRecord> CheckFeed(const v1::CreateFeedRequest& request) const;
  // Waits for the host as long as that makes sense.
  absl::StatusOr<Fetched> Fetch(const Url& url, absl::Time deadline);
  v1::Feed ToProto(const FeedRecord& feed) const;

  FeedStore& store_;
  Fetcher& fetcher_;
  Poller& poller_;
  const Intake intake_;
  const FeedServiceOptions options_;
  const platform::Clock& clock_;
  platform::Signal drain_;
  std::atomic<int> fetches_ = 0;
};

}  // namespace chancery::ingestion::feeds
