#include "services/ingestion/feeds/feed_service.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/ingestion/feeds/feeds_testing.h"
#include "services/platform/channel.h"
#include "services/platform/server.h"
#include "services/platform/status.h"

namespace chancery::ingestion::feeds {
namespace {

using platform::ErrorField;
using platform::ErrorReason;
using platform::FromGrpc;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

class FeedServiceTest : public FeedsTest {
 protected:
  FeedServiceTest() {
    service_options_.allow_private_addresses = true;
    service_options_.min_interval = kInterval;
    service_options_.wait = [this](absl::Duration duration) { clock_.Advance(duration); };
    Serve();
  }
  ~FeedServiceTest() override { server_side_->Shutdown(); }

  void Serve() {
    if (server_side_ != nullptr) server_side_->Shutdown();
    Intake intake = MakeIntake();
    intake.charge = charge_;
    service_ = std::make_unique<FeedServiceImpl>(store_->feeds(), *fetcher_, *poller_, intake, service_options_, clock_);
    server_side_ = std::make_unique<platform::Server>(platform::ServerOptions{});
    server_side_->Add<v1::FeedService>(service_.get());
    ASSERT_TRUE(server_side_->Start().ok());
    stub_ = v1::FeedService::NewStub(server_side_->InProcessChannel());
  }

  template <typename Request, typename Response>
  absl::StatusOr<Response> Call(grpc::Status (v1::FeedService::Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                                const Request& request) {
    grpc::ClientContext context;
    platform::PrepareCall(context, absl::Seconds(60));
    Response response;
    const absl::Status status = FromGrpc((stub_.get()->*method)(&context, request, &response));
    if (!status.ok()) return status;
    return response;
  }

  static v1::CreateFeedRequest NewFeed(const std::string& url, const std::string& id = "") {
    v1::CreateFeedRequest request;
    request.mutable_feed()->set_url(url);
    request.set_feed_id(id);
    return request;
  }
  absl::StatusOr<v1::Feed> Create(const v1::CreateFeedRequest& request) { return Call(&v1::FeedService::Stub::CreateFeed, request); }
  absl::StatusOr<v1::Feed> Get(const std::string& name) {
    v1::GetFeedRequest request;
    request.set_name(name);
    return Call(&v1::FeedService::Stub::GetFeed, request);
  }
  absl::StatusOr<v1::IngestDocumentResponse> Fetch(const std::string& url) {
    v1::FetchDocumentRequest request;
    request.set_url(url);
    request.set_outlet("The Outlet");
    return Call(&v1::FeedService::Stub::FetchDocument, request);
  }

  FeedServiceOptions service_options_;
  std::function<absl::Status(const grpc::ServerContext&, int64_t, int64_t)> charge_;
  std::unique_ptr<FeedServiceImpl> service_;
  std::unique_ptr<platform::Server> server_side_;
  std::unique_ptr<v1::FeedService::Stub> stub_;
};

TEST_F(FeedServiceTest, AFeedIsMadeShownAndRemoved) {
  auto request = NewFeed("HTTPS://News.Example:443/feed#top", "news");
  request.mutable_feed()->mutable_poll_interval()->set_seconds(3600);
  request.mutable_feed()->set_outlet("News");
  const auto made = Create(request);
  ASSERT_TRUE(made.ok()) << made.status();
  EXPECT_EQ(made->name(), "feeds/news");
  EXPECT_EQ(made->url(), "https://news.example/feed");
  EXPECT_EQ(made->poll_interval().seconds(), 3600);
  EXPECT_EQ(made->outlet(), "News");
  EXPECT_FALSE(made->has_last_poll_time());
  EXPECT_EQ(made->next_poll_time().seconds(), absl::ToUnixSeconds(clock_.Now()));
  EXPECT_EQ(Get("feeds/news")->SerializeAsString(), made->SerializeAsString());

  v1::DeleteFeedRequest remove;
  remove.set_name("feeds/news");
  remove.set_etag("0");
  EXPECT_EQ(ErrorReason(Call(&v1::FeedService::Stub::DeleteFeed, remove).status()), "ETAG_MISMATCH");
  remove.set_etag(made->etag());
  EXPECT_TRUE(Call(&v1::FeedService::Stub::DeleteFeed, remove).ok());
  EXPECT_TRUE(absl::IsNotFound(Call(&v1::FeedService::Stub::DeleteFeed, remove).status()));
  EXPECT_TRUE(absl::IsNotFound(Get("feeds/news").status()));
}

TEST_F(FeedServiceTest, AnAddressIsAddedOnce) {
  const auto made = Create(NewFeed("https://news.example/feed"));
  ASSERT_TRUE(made.ok()) << made.status();
  for (const char* id : {"", "again"}) {
    const absl::Status again = Create(NewFeed("http://NEWS.example:80/feed", id)).status();
    EXPECT_TRUE(absl::IsAlreadyExists(again));
    EXPECT_THAT(std::string(again.message()), AllOf(HasSubstr(made->name()), HasSubstr("has this address already"))) << id;
  }
  const absl::Status other = Create(NewFeed("https://news.example/other", made->name().substr(6))).status();
  EXPECT_TRUE(absl::IsAlreadyExists(other));
  EXPECT_THAT(std::string(other.message()), HasSubstr("is the name of a feed with another address"));
  EXPECT_TRUE(Create(NewFeed("https://news.example/other")).ok());
}

TEST_F(FeedServiceTest, TheLeastIntervalHolds) {
  EXPECT_EQ(Create(NewFeed("https://news.example/1"))->poll_interval().seconds(), absl::ToInt64Seconds(kInterval));
  auto request = NewFeed("https://news.example/2");
  request.mutable_feed()->mutable_poll_interval()->set_seconds(1);
  EXPECT_EQ(Create(request)->poll_interval().seconds(), absl::ToInt64Seconds(kInterval));
}

TEST_F(FeedServiceTest, WhatIsWrongIsNamed) {
  service_options_.allow_private_addresses = false;
  Serve();
  const auto error = [&](const v1::CreateFeedRequest& request) {
    const absl::Status status = Create(request).status();
    EXPECT_TRUE(absl::IsInvalidArgument(status)) << status;
    return absl::StrCat(ErrorField(status), " ", ErrorReason(status));
  };
  EXPECT_EQ(error({}), "feed MISSING_FEED");
  EXPECT_EQ(error(NewFeed("")), "feed.url INVALID_URL");
  EXPECT_EQ(error(NewFeed("file:///etc/passwd")), "feed.url INVALID_URL");
  EXPECT_EQ(error(NewFeed("http://u:p@news.example/")), "feed.url INVALID_URL");
  for (const char* url : {"http://127.0.0.1/feed", "http://2130706433/", "http://localhost:8080/", "http://[::1]/", "http://10.0.0.1/",
                          "http://169.254.169.254/latest", "http://[::ffff:10.0.0.1]/"}) {
    EXPECT_EQ(error(NewFeed(url)), "feed.url PRIVATE_ADDRESS") << url;
  }
  EXPECT_EQ(error(NewFeed("https://news.example/", "a b")), "feed_id INVALID_FEED_ID");
  auto request = NewFeed("https://news.example/");
  request.mutable_feed()->mutable_poll_interval()->set_seconds(-1);
  EXPECT_EQ(error(request), "feed.poll_interval INVALID_POLL_INTERVAL");
  request = NewFeed("https://news.example/");
  request.mutable_feed()->set_outlet(std::string(2000, 'x'));
  EXPECT_EQ(error(request), "feed.outlet FIELD_TOO_LONG");
  EXPECT_EQ(ErrorReason(Get("news").status()), "INVALID_FEED_NAME");
  EXPECT_EQ(ErrorReason(Fetch("http://127.0.0.1/a").status()), "PRIVATE_ADDRESS");
  EXPECT_EQ(ErrorField(Fetch("nonsense").status()), "url");
}

TEST_F(FeedServiceTest, FeedsAreListedByPages) {
  for (const char* id : {"c", "a", "b"}) ASSERT_TRUE(Create(NewFeed(absl::StrCat("https://news.example/", id), id)).ok());
  v1::ListFeedsRequest request;
  request.set_page_size(2);
  std::vector<std::string> names;
  do {
    const auto page = Call(&v1::FeedService::Stub::ListFeeds, request);
    ASSERT_TRUE(page.ok()) << page.status();
    EXPECT_LE(page->feeds_size(), 2);
    for (const v1::Feed& feed : page->feeds()) names.push_back(feed.name());
    request.set_page_token(page->next_page_token());
  } while (!request.page_token().empty());
  EXPECT_THAT(names, ElementsAre("feeds/a", "feeds/b", "feeds/c"));
  request.set_page_token("rubbish");
  EXPECT_EQ(ErrorReason(Call(&v1::FeedService::Stub::ListFeeds, request).status()), "INVALID_PAGE_TOKEN");
  request.clear_page_token();
  request.set_page_size(-1);
  EXPECT_EQ(ErrorReason(Call(&v1::FeedService::Stub::ListFeeds, request).status()), "INVALID_PAGE_SIZE");
}

TEST_F(FeedServiceTest, AFeedIsAskedAtOnceAndTellsHowItWent) {
  server_.On("/feed", HttpAnswer("500 Oh", "", ""));
  ASSERT_TRUE(Create(NewFeed(Address("/feed"), "news")).ok());
  RunFor(absl::Minutes(1));
  auto feed = Get("feeds/news");
  EXPECT_EQ(feed->failure_count(), 1);
  EXPECT_EQ(feed->last_error().code(), static_cast<int>(absl::StatusCode::kUnavailable));
  const std::string etag = feed->etag();
  server_.On("/feed", OkAnswer("application/rss+xml", RssFeed({{"/1", "One"}})));
  server_.On("/1", OkAnswer("text/html", ArticlePage("First page")));
  v1::PollFeedRequest poll;
  poll.set_name("feeds/news");
  EXPECT_EQ(Call(&v1::FeedService::Stub::PollFeed, poll)->next_poll_time().seconds(), absl::ToUnixSeconds(clock_.Now()));
  RunFor(absl::Minutes(1));
  feed = Get("feeds/news");
  EXPECT_EQ(feed->failure_count(), 0);
  EXPECT_FALSE(feed->has_last_error());
  EXPECT_EQ(feed->title(), "The News");
  EXPECT_EQ(feed->document_count(), 1);
  EXPECT_NE(feed->etag(), etag);
  poll.set_name("feeds/none");
  EXPECT_TRUE(absl::IsNotFound(Call(&v1::FeedService::Stub::PollFeed, poll).status()));
}

TEST_F(FeedServiceTest, APageIsFetchedAndStored) {
  server_.On("/1", OkAnswer("text/html", ArticlePage("First page")));
  auto response = Fetch(Address("/1"));
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_TRUE(response->created());
  EXPECT_EQ(response->document().title(), "First page");
  EXPECT_EQ(response->document().outlet(), "The Outlet");
  EXPECT_EQ(response->document().url(), Address("/1"));
  response = Fetch(Address("/1"));
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_FALSE(response->created());
  const auto requests = server_.requests();
  for (size_t i = 1; i < requests.size(); ++i) EXPECT_GE(requests[i].time - requests[i - 1].time, kDelay);
}

TEST_F(FeedServiceTest, APageIsTakenOutOfTheCallersQuotas) {
  server_.On("/1", OkAnswer("text/html", ArticlePage("First page")));
  server_.On("/429", HttpAnswer("429 Slow", "Retry-After: 3600\r\n", ""));
  std::vector<std::pair<int64_t, int64_t>> charges;
  absl::Status quota;
  charge_ = [&](const grpc::ServerContext&, int64_t documents, int64_t bytes) {
    charges.emplace_back(documents, bytes);
    return bytes > 0 ? quota : absl::OkStatus();
  };
  Serve();
  const auto size = static_cast<int64_t>(ArticlePage("First page").size());
  ASSERT_TRUE(Fetch(Address("/1")).ok());
  EXPECT_THAT(charges, ElementsAre(Pair(1, 0), Pair(0, size)));
  // A host that was asked counts, one that was not does not.
  charges.clear();
  EXPECT_TRUE(absl::IsResourceExhausted(Fetch(Address("/429", "b.test")).status()));
  EXPECT_THAT(charges, ElementsAre(Pair(1, 0)));
  charges.clear();
  EXPECT_EQ(ErrorReason(Fetch(Address("/1", "b.test")).status()), "HOST_BUSY");
  EXPECT_THAT(charges, ElementsAre(Pair(1, 0), Pair(-1, 0)));
  // Over the quota nothing is stored; without documents left no host is asked.
  quota = platform::ResourceExhausted("no more", "CLIENT_QUOTA", absl::Seconds(30));
  server_.On("/2", OkAnswer("text/html", ArticlePage("Second page")));
  EXPECT_EQ(ErrorReason(Fetch(Address("/2", "c.test")).status()), "CLIENT_QUOTA");
  charge_ = [&](const grpc::ServerContext&, int64_t, int64_t) { return quota; };
  Serve();
  const size_t asked = server_.requests().size();
  EXPECT_EQ(ErrorReason(Fetch(Address("/2", "c.test")).status()), "CLIENT_QUOTA");
  EXPECT_EQ(server_.requests().size(), asked);
}

TEST_F(FeedServiceTest, WhyAPageCantBeFetchedIsTold) {
  server_.On("/robots.txt", OkAnswer("text/plain", "User-agent: *\nDisallow: /private"));
  server_.On("/500", HttpAnswer("500 Oh", "", ""));
  server_.On("/429", HttpAnswer("429 Slow", "Retry-After: 3600\r\n", ""));
  server_.On("/loop", RedirectAnswer("/loop"));
  server_.On("/short", OkAnswer("text/html", "<html><body><nav>Menu</nav></body></html>"));
  server_.On("/picture", OkAnswer("image/png", "\x89PNG"));
  server_.On("/large", OkAnswer("text/html", std::string(9 << 20, 'x')));
  const auto code = [&](const std::string& path, const std::string& host) { return Fetch(Address(path, host)).status(); };
  EXPECT_TRUE(absl::IsPermissionDenied(code("/private/1", "a.test")));
  EXPECT_TRUE(absl::IsNotFound(code("/none", "a.test")));
  EXPECT_TRUE(absl::IsFailedPrecondition(code("/loop", "b.test")));
  EXPECT_EQ(ErrorReason(code("/short", "c.test")), "HTML_WITHOUT_ARTICLE");
  EXPECT_EQ(ErrorReason(code("/picture", "c.test")), "NOT_A_PAGE");
  EXPECT_EQ(ErrorReason(code("/large", "d.test")), "PAGE_TOO_LARGE");
  const absl::Status unavailable = code("/500", "e.test");
  EXPECT_TRUE(absl::IsUnavailable(unavailable)) << unavailable;
  EXPECT_GT(platform::RetryDelay(unavailable), absl::ZeroDuration());
  const absl::Status exhausted = code("/429", "f.test");
  EXPECT_TRUE(absl::IsResourceExhausted(exhausted)) << exhausted;
  EXPECT_EQ(platform::RetryDelay(exhausted), absl::Hours(1));
  // The host is then left alone, and it is not waited for so long.
  EXPECT_EQ(ErrorReason(code("/any", "f.test")), "HOST_BUSY");
}

}  // namespace
}  // namespace chancery::ingestion::feeds
