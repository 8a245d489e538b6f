#include "clients/cli/feeds.h"

#include <absl/time/time.h>

#include <memory>

#include "chancery/ingestion/v1/feed_service.grpc.pb.h"
#include "clients/cli/render.h"

namespace chancery::cli {
namespace {

using ingestion::v1::Feed;
using ingestion::v1::FeedService;

constexpr char kPrefix[] = "feeds/";
constexpr int kPageSize = 500;

std::unique_ptr<FeedService::StubInterface> StubOf(const Session& session) { return FeedService::NewStub(session.channel); }

std::string TimeOf(bool known, const google::protobuf::Timestamp& time) {
  return known ? absl::FormatTime("%Y-%m-%d %H:%M UTC", absl::FromUnixSeconds(time.seconds()), absl::UTCTimeZone()) : "never";
}

std::string StateOf(const Feed& feed) {
  if (!feed.has_last_error()) return feed.has_last_poll_time() ? "ok" : "new";
  return Describe(feed.last_error());
}

void Show(const Session& session, const Feed& feed) {
  if (session.json) {
    session.out << JsonLine(feed) << "\n";
    return;
  }
  session.out << feed.name() << "\n  address    " << Printable(feed.url()) << "\n";
  if (!feed.title().empty()) session.out << "  title      " << Printable(feed.title()) << "\n";
  if (!feed.outlet().empty()) session.out << "  outlet     " << Printable(feed.outlet()) << "\n";
  session.out << "  asked      every " << feed.poll_interval().seconds() / 60 << " min; last "
              << TimeOf(feed.has_last_poll_time(), feed.last_poll_time()) << "; next "
              << TimeOf(feed.has_next_poll_time(), feed.next_poll_time()) << "\n  documents  " << feed.document_count() << "\n  state      "
              << StateOf(feed);
  if (feed.failure_count() > 1) session.out << " (" << feed.failure_count() << " times in a row)";
  session.out << "\n";
}

// Calls a method that answers with a feed for each name.
template <typename Request>
ExitCode ForEach(const Session& session, const std::vector<std::string>& names,
                 grpc::Status (FeedService::StubInterface::*method)(grpc::ClientContext*, const Request&, Feed*)) {
  const auto feeds = StubOf(session);
  ExitCode code = kOk;
  for (const std::string& name : names) {
    Request request;
    request.set_name(FullName(kPrefix, name));
    Feed feed;
    const grpc::Status status = Call(session, *feeds, method, request, &feed);
    if (status.ok()) {
      Show(session, feed);
    } else {
      code = Fail(session.err, status);
    }
  }
  return code;
}

}  // namespace

ExitCode AddFeed(const Session& session, const FeedOptions& options) {
  constexpr int kSecondsPerMinute = 60;
  const auto feeds = StubOf(session);
  ingestion::v1::CreateFeedRequest request;
  request.mutable_feed()->set_url(options.url);
  request.mutable_feed()->set_outlet(options.outlet);
  request.mutable_feed()->mutable_poll_interval()->set_seconds(static_cast<int64_t>(options.every_minutes) * kSecondsPerMinute);
  request.set_feed_id(options.id);
  Feed feed;
  const grpc::Status status = Call(session, *feeds, &FeedService::StubInterface::CreateFeed, request, &feed);
  if (!status.ok()) return Fail(session.err, status);
  Show(session, feed);
  return kOk;
}

ExitCode ListFeeds(const Session& session) {
  const auto feeds = StubOf(session);
  ingestion::v1::ListFeedsRequest request;
  request.set_page_size(kPageSize);
  Table table({"FEED", "TITLE", "DOCUMENTS", "LAST ASKED", "STATE"});
  do {
    ingestion::v1::ListFeedsResponse response;
    const grpc::Status status = Call(session, *feeds, &FeedService::StubInterface::ListFeeds, request, &response);
    if (!status.ok()) return Fail(session.err, status);
    for (const Feed& feed : response.feeds()) {
      if (session.json) {
        session.out << JsonLine(feed) << "\n";
      } else {
        table.AddRow({feed.name(), Printable(feed.title().empty() ? feed.url() : feed.title()), std::to_string(feed.document_count()),
                      TimeOf(feed.has_last_poll_time(), feed.last_poll_time()), Printable(StateOf(feed))});
      }
    }
    request.set_page_token(response.next_page_token());
  } while (!request.page_token().empty());
  if (!session.json) session.out << (table.empty() ? "No feeds.\n" : table.Render(session.width));
  return kOk;
}

ExitCode ShowFeeds(const Session& session, const std::vector<std::string>& names) {
  return ForEach(session, names, &FeedService::StubInterface::GetFeed);
}

ExitCode PollFeeds(const Session& session, const std::vector<std::string>& names) {
  return ForEach(session, names, &FeedService::StubInterface::PollFeed);
}

ExitCode DeleteFeeds(const Session& session, const std::vector<std::string>& names) {
  const auto feeds = StubOf(session);
  ExitCode code = kOk;
  for (const std::string& name : names) {
    ingestion::v1::DeleteFeedRequest request;
    request.set_name(FullName(kPrefix, name));
    google::protobuf::Empty response;
    const grpc::Status status = Call(session, *feeds, &FeedService::StubInterface::DeleteFeed, request, &response);
    if (!status.ok()) code = Fail(session.err, status);
  }
  return code;
}

}  // namespace chancery::cli
