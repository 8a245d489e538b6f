#include "services/ingestion/feeds/feed_service.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "services/platform/ids.h"
#include "services/platform/page_token.h"
#include "services/platform/status.h"
#include "services/platform/trace.h"

namespace chancery::ingestion::feeds {
namespace {

using platform::InvalidArgument;
using platform::ToGrpc;

constexpr size_t kMaxIdLength = 128;
constexpr size_t kChosenIdLength = 16;
constexpr size_t kMaxOutletBytes = 1024;
constexpr absl::Duration kMaxInterval = absl::Hours(24 * 365);

bool IsFeedId(const std::string& id) {
  const auto alphanumeric = [](char c) { return absl::ascii_isalnum(static_cast<unsigned char>(c)); };
  return !id.empty() && id.size() <= kMaxIdLength && alphanumeric(id[0]) &&
         std::ranges::all_of(id, [&](char c) { return alphanumeric(c) || c == '.' || c == '_' || c == '-'; });
}

absl::StatusOr<std::string> IdOf(const std::string& name) {
  const std::string id = absl::StartsWith(name, kFeedPrefix) ? name.substr(sizeof(kFeedPrefix) - 1) : "";
  if (!IsFeedId(id)) return InvalidArgument("name", "must be \"feeds/{feed}\"", "INVALID_FEED_NAME");
  return id;
}

absl::Status CheckOutlet(const std::string& outlet, const char* field) {
  if (outlet.size() <= kMaxOutletBytes) return absl::OkStatus();
  return InvalidArgument(field, absl::StrCat(outlet.size(), " bytes, at most ", kMaxOutletBytes, " are kept"), "FIELD_TOO_LONG");
}

google::protobuf::Timestamp ToTimestamp(absl::Time time) {
  google::protobuf::Timestamp timestamp;
  const int64_t seconds = absl::ToUnixSeconds(time);
  timestamp.set_seconds(seconds);
  timestamp.set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(time - absl::FromUnixSeconds(seconds))));
  return timestamp;
}

}  // namespace

FeedServiceImpl::FeedServiceImpl(FeedStore& store, Fetcher& fetcher, Poller& poller, const Intake& intake,
                                 const FeedServiceOptions& options, const platform::Clock& clock)
    : store_(store), fetcher_(fetcher), poller_(poller), intake_(intake), options_(options), clock_(clock) {}

v1::Feed FeedServiceImpl::ToProto(const FeedRecord& feed) const {
  v1::Feed proto;
  proto.set_name(absl::StrCat(kFeedPrefix, feed.id));
  proto.set_url(feed.url);
  absl::Duration rest = std::max(feed.interval, options_.min_interval);
  proto.mutable_poll_interval()->set_seconds(absl::IDivDuration(rest, absl::Seconds(1), &rest));
  proto.mutable_poll_interval()->set_nanos(static_cast<int32_t>(absl::ToInt64Nanoseconds(rest)));
  proto.set_outlet(feed.outlet);
  if (feed.last_poll) *proto.mutable_last_poll_time() = ToTimestamp(*feed.last_poll);
  if (!feed.error.ok()) *proto.mutable_last_error() = platform::ToProto(feed.error);
  proto.set_document_count(feed.documents);
  proto.set_etag(absl::StrCat(feed.version));
  *proto.mutable_next_poll_time() = ToTimestamp(feed.next_poll);
  proto.set_title(feed.title);
  proto.set_failure_count(feed.failures);
  return proto;
}

absl::StatusOr<Url> FeedServiceImpl::CheckUrl(const std::string& text, const char* field) const {
  auto url = Url::Parse(text, field);
  if (!url.ok()) return url.status();
  // What a name resolves to is looked at when it is asked.
  if (!options_.allow_private_addresses && IsPrivateHost(url->host())) {
    return InvalidArgument(field, "its host is at a private address", "PRIVATE_ADDRESS");
  }
  return url;
}

absl::StatusOr<FeedRecord> FeedServiceImpl::CheckFeed(const v1::CreateFeedRequest& request) const {
  if (!request.has_feed()) return InvalidArgument("feed", "missing", "MISSING_FEED");
  const v1::Feed& feed = request.feed();
  if (!request.feed_id().empty() && !IsFeedId(request.feed_id())) {
    return InvalidArgument("feed_id", "must match [A-Za-z0-9][A-Za-z0-9._-]{0,127}", "INVALID_FEED_ID");
  }
  const auto url = CheckUrl(feed.url(), "feed.url");
  if (!url.ok()) return url.status();
  if (absl::Status status = CheckOutlet(feed.outlet(), "feed.outlet"); !status.ok()) return status;
  const absl::Duration interval = absl::Seconds(feed.poll_interval().seconds()) + absl::Nanoseconds(feed.poll_interval().nanos());
  if (interval < absl::ZeroDuration() || interval > kMaxInterval) {
    return InvalidArgument("feed.poll_interval", "must be from zero to a year", "INVALID_POLL_INTERVAL");
  }
  const absl::Time now = clock_.Now();
  return FeedRecord{.id = request.feed_id().empty() ? platform::Sha256Hex(url->Key()).substr(0, kChosenIdLength) : request.feed_id(),
                    .url = url->text(),
                    .address = url->Key(),
                    .host = url->host(),
                    .outlet = feed.outlet(),
                    .interval = interval,
                    .next_poll = now,
                    // A feed of the same name that was removed had a lower one.
                    .version = absl::ToUnixMicros(now)};
}

grpc::Status FeedServiceImpl::CreateFeed(grpc::ServerContext*, const v1::CreateFeedRequest* request, v1::Feed* response) {
  const auto feed = CheckFeed(*request);
  if (!feed.ok()) return ToGrpc(feed.status());
  const auto created = store_.Create(*feed);
  if (!created.ok()) return ToGrpc(created.status());
  *response = ToProto(*created);
  poller_.Wake();
  return grpc::Status::OK;
}

grpc::Status FeedServiceImpl::GetFeed(grpc::ServerContext*, const v1::GetFeedRequest* request, v1::Feed* response) {
  const auto id = IdOf(request->name());
  if (!id.ok()) return ToGrpc(id.status());
  const auto feed = store_.Get(*id);
  if (!feed.ok()) return ToGrpc(feed.status());
  *response = ToProto(*feed);
  return grpc::Status::OK;
}

grpc::Status FeedServiceImpl::ListFeeds(grpc::ServerContext*, const v1::ListFeedsRequest* request, v1::ListFeedsResponse* response) {
  const auto size = platform::PageSize(request->page_size());
  if (!size.ok()) return ToGrpc(size.status());
  const std::string fingerprint = platform::QueryFingerprint(*request);
  const auto after = platform::DecodePageToken(request->page_token(), fingerprint);
  if (!after.ok()) return ToGrpc(after.status());
  const auto feeds = store_.List(*after, *size + 1);
  if (!feeds.ok()) return ToGrpc(feeds.status());
  const size_t shown = std::min(feeds->size(), static_cast<size_t>(*size));
  for (size_t i = 0; i < shown; ++i) *response->add_feeds() = ToProto((*feeds)[i]);
  if (shown < feeds->size()) response->set_next_page_token(platform::EncodePageToken((*feeds)[shown - 1].id, fingerprint));
  return grpc::Status::OK;
}

grpc::Status FeedServiceImpl::DeleteFeed(grpc::ServerContext*, const v1::DeleteFeedRequest* request, google::protobuf::Empty*) {
  const auto id = IdOf(request->name());
  if (!id.ok()) return ToGrpc(id.status());
  return ToGrpc(store_.Delete(*id, request->etag()));
}

grpc::Status FeedServiceImpl::PollFeed(grpc::ServerContext*, const v1::PollFeedRequest* request, v1::Feed* response) {
  const auto id = IdOf(request->name());
  if (!id.ok()) return ToGrpc(id.status());
  const auto feed = store_.Schedule(*id, clock_.Now());
  if (!feed.ok()) return ToGrpc(feed.status());
  *response = ToProto(*feed);
  poller_.Wake();
  return grpc::Status::OK;
}

absl::StatusOr<Fetched> FeedServiceImpl::Fetch(const Url& url, absl::Time deadline) {
  const HttpRequest request{.accept = "text/html, application/xhtml+xml, text/plain;q=0.8", .max_bytes = options_.max_page_bytes};
  for (;;) {
    auto fetched = fetcher_.Fetch(url, request);
    const absl::Duration wait = platform::RetryDelay(fetched.status());
    if (platform::ErrorReason(fetched.status()) != "HOST_BUSY" || clock_.Now() + wait > deadline || drain_.closed()) return fetched;
    if (options_.wait) {
      options_.wait(wait);
    } else {
      drain_.WaitPast(drain_.version(), wait);
    }
  }
}

grpc::Status FeedServiceImpl::FetchDocument(grpc::ServerContext* context, const v1::FetchDocumentRequest* request,
                                            v1::IngestDocumentResponse* response) {
  const auto url = CheckUrl(request->url(), "url");
  if (!url.ok()) return ToGrpc(url.status());
  if (absl::Status status = CheckOutlet(request->outlet(), "outlet"); !status.ok()) return ToGrpc(status);
  // Counts the call for as long as it lasts.
  const auto leave = [this](const void*) { --fetches_; };
  const std::unique_ptr<const void, decltype(leave)> slot(this, leave);
  if (++fetches_ > options_.max_fetches) {
    return ToGrpc(platform::ResourceExhausted("too many pages are being fetched", "TOO_MANY_FETCHES", absl::Seconds(1)));
  }
  const auto charge = [&](int64_t documents, int64_t bytes) {
    return intake_.charge ? intake_.charge(*context, documents, bytes) : absl::OkStatus();
  };
  // Before the page is asked for: a client without documents left makes the server ask no hosts.
  if (absl::Status status = charge(1, 0); !status.ok()) return ToGrpc(status);
  int64_t bytes = 0;
  const auto give_back = [&](const absl::Status& status) {
    (void)charge(-1, -bytes);
    return ToGrpc(status);
  };
  const absl::Time deadline = std::min(clock_.Now() + options_.patience, absl::FromChrono(context->deadline()));
  const auto fetched = Fetch(*url, deadline);
  // A host that was asked counts, whatever it answered.
  if (platform::ErrorReason(fetched.status()) == "HOST_BUSY") return give_back(fetched.status());
  if (!fetched.ok()) return ToGrpc(fetched.status());
  auto ingest = RequestOf(*fetched);
  if (!ingest.ok()) return ToGrpc(ingest.status());
  const auto size = static_cast<int64_t>(ingest->document().content().size());
  if (absl::Status status = charge(0, size); !status.ok()) return ToGrpc(status);
  bytes = size;
  ingest->mutable_document()->set_outlet(request->outlet());
  auto document = intake_.take_in(*ingest);
  if (!document.ok()) return ToGrpc(document.status());
  document->traceparent = platform::TraceOf(*context).ToString();
  auto stored = intake_.store(*document);
  if (!stored.ok()) return platform::IsRetryable(stored.status()) ? give_back(stored.status()) : ToGrpc(stored.status());
  *response->mutable_document() = std::move(stored->document);
  response->set_created(stored->created);
  return grpc::Status::OK;
}

}  // namespace chancery::ingestion::feeds
