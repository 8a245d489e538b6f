#include "services/ingestion/feeds/fetcher.h"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

#include <cstring>

#include "absl/strings/str_cat.h"
#include "services/ingestion/feeds/test_server.h"
#include "services/platform/status.h"

namespace chancery::ingestion::feeds {
namespace {

using platform::ErrorReason;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr absl::Duration kDelay = absl::Seconds(2);

class FetcherTest : public testing::Test {
 protected:
  FetcherTest() { options_.http.resolve = {server_.Resolve()}; }

  // Fetches, and waits for hosts as long as they want it.
  absl::StatusOr<Fetched> Fetch(const std::string& path, const std::string& host = "a.test", const HttpRequest& request = {}) {
    if (!fetcher_) fetcher_.emplace(options_, clock_);
    for (;;) {
      auto fetched = fetcher_->Fetch(Url::Parse(server_.Address(path, host)).value(), request);
      if (ErrorReason(fetched.status()) != "HOST_BUSY") return fetched;
      clock_.Advance(platform::RetryDelay(fetched.status()));
    }
  }
  std::string Reason(const std::string& path, const std::string& host = "a.test") {
    const auto fetched = Fetch(path, host);
    return fetched.ok() ? absl::StrCat(fetched->response.status) : ErrorReason(fetched.status());
  }
  absl::Duration Patience(const std::string& path) { return platform::RetryDelay(Fetch(path).status()); }

  static bool IsServer(const sockaddr& address) {
    sockaddr_in in4;
    std::memcpy(&in4, &address, sizeof(in4));
    return address.sa_family == AF_INET && ntohl(in4.sin_addr.s_addr) == INADDR_LOOPBACK;
  }

  platform::FakeClock clock_;
  TestServer server_{clock_};
  FetcherOptions options_ = {.http = {.allowed = IsServer}, .hosts = {.delay = kDelay}};
  std::optional<Fetcher> fetcher_;
};

TEST_F(FetcherTest, RobotsAreAskedOnceADayAndObeyed) {
  server_.On("/robots.txt", OkAnswer("text/plain", "User-agent: *\nDisallow: /private"));
  server_.On("/a", OkAnswer("text/html", "a"));
  server_.On("/private", OkAnswer("text/html", "b"));
  EXPECT_EQ(Reason("/a"), "200");
  EXPECT_EQ(Reason("/private"), "ROBOTS_DISALLOW");
  EXPECT_EQ(Reason("/a"), "200");
  EXPECT_THAT(server_.TakeTargets(), ElementsAre("/robots.txt", "/a", "/a"));
  clock_.Advance(absl::Hours(24));
  EXPECT_EQ(Reason("/private"), "ROBOTS_DISALLOW");
  EXPECT_THAT(server_.TakeTargets(), ElementsAre("/robots.txt"));
  EXPECT_EQ(Reason("/private", "b.test"), "ROBOTS_DISALLOW");  // another host's are its own
  EXPECT_THAT(server_.TakeTargets(), ElementsAre("/robots.txt"));
}

TEST_F(FetcherTest, RobotsThatAreNotThereAllow) {
  server_.On("/a", OkAnswer("text/html", "a"));
  for (const char* status : {"404 Not Found", "403 Forbidden", "410 Gone"}) {
    server_.On("/robots.txt", HttpAnswer(status, "", ""));
    EXPECT_EQ(Reason("/a", absl::StrCat("h", std::string(status).substr(0, 3), ".test")), "200");
  }
  server_.On("/robots.txt", RedirectAnswer("/robots.txt"));
  EXPECT_EQ(Reason("/a", "loop.test"), "200");
}

TEST_F(FetcherTest, RobotsThatCantBeReadForbidForAWhile) {
  server_.On("/robots.txt", HttpAnswer("503 Busy", "", ""));
  server_.On("/a", OkAnswer("text/html", "a"));
  EXPECT_EQ(Reason("/a"), "ROBOTS_UNREACHABLE");
  EXPECT_GT(Patience("/a"), absl::Minutes(9));
  EXPECT_THAT(server_.TakeTargets(), ElementsAre("/robots.txt"));
  server_.On("/robots.txt", OkAnswer("text/plain", ""));
  clock_.Advance(absl::Minutes(10));
  EXPECT_EQ(Reason("/a"), "200");
  // What was known before holds when the file is in trouble later.
  server_.On("/robots.txt", HttpAnswer("500 Oh", "", ""));
  clock_.Advance(absl::Hours(25));
  EXPECT_EQ(Reason("/a"), "200");
}

TEST_F(FetcherTest, NoRequestComesSoonerThanPolitenessAllows) {
  server_.On("/robots.txt", OkAnswer("text/plain", "User-agent: *\nCrawl-delay: 5"));
  server_.On("/a", RedirectAnswer("/b"));
  server_.On("/b", OkAnswer("text/html", "b"));
  for (int i = 0; i < 5; ++i) EXPECT_EQ(Reason("/a"), "200");
  const auto requests = server_.requests();
  ASSERT_EQ(requests.size(), 7);  // the redirect is remembered
  for (size_t i = 1; i < requests.size(); ++i) {
    EXPECT_GE(requests[i].time - requests[i - 1].time, i == 1 ? kDelay : absl::Seconds(5)) << requests[i].target;
  }
}

TEST_F(FetcherTest, RedirectsAreFollowedWithinLimits) {
  server_.On("/1", RedirectAnswer("2?q"));
  server_.On("/2?q", RedirectAnswer(server_.Address("/3", "b.test")));
  server_.On("/3", OkAnswer("text/html", "there"));
  const auto fetched = Fetch("/1");
  ASSERT_TRUE(fetched.ok()) << fetched.status();
  EXPECT_EQ(fetched->response.body, "there");
  EXPECT_EQ(fetched->url.text(), server_.Address("/3", "b.test"));

  server_.On("/loop", RedirectAnswer("/loop"));
  EXPECT_EQ(Reason("/loop"), "TOO_MANY_REDIRECTS");
  for (int i = 0; i < 20; ++i) server_.On(absl::StrCat("/chain", i), RedirectAnswer(absl::StrCat("/chain", i + 1)));
  EXPECT_EQ(Reason("/chain0"), "TOO_MANY_REDIRECTS");
  server_.TakeTargets();
  EXPECT_EQ(Reason("/loop"), "TOO_MANY_REDIRECTS");
  EXPECT_THAT(server_.TakeTargets(), IsEmpty());
}

TEST_F(FetcherTest, RedirectsLeadNowhereWhereRequestsMayNotGo) {
  for (const char* target :
       {"http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/", "http://[::1]:8080/", "http://127.0.0.2:8080/"}) {
    server_.On("/r", RedirectAnswer(target));
    clock_.Advance(absl::Hours(1));
    EXPECT_EQ(Reason("/r"), "PRIVATE_ADDRESS") << target;
  }
  for (const char* target : {"file:///etc/passwd", "ftp://a.test/", "http://user:pass@a.test/", "http://a.test:25/"}) {
    server_.On("/r", RedirectAnswer(target));
    clock_.Advance(absl::Hours(1));
    EXPECT_EQ(Reason("/r"), "INVALID_URL") << target;
  }
}

TEST_F(FetcherTest, RobotsOfTheTargetAreObeyedToo) {
  server_.On("/robots.txt", [](const TestServer::Request& request) {
    return TestServer::Reply{
        .bytes = OkAnswer("text/plain", request.host == "b.test" ? "User-agent: *\nDisallow: /" : "User-agent: *\nAllow: /")};
  });
  server_.On("/a", RedirectAnswer(server_.Address("/b", "b.test")));
  server_.On("/b", OkAnswer("text/html", "b"));
  EXPECT_EQ(Reason("/a"), "ROBOTS_DISALLOW");
  EXPECT_THAT(server_.TakeTargets(), ElementsAre("/robots.txt", "/a", "/robots.txt"));
}

TEST_F(FetcherTest, RetryAfterIsKeptForTheWholeHost) {
  server_.On("/a", HttpAnswer("429 Slow down", "Retry-After: 120\r\n", ""));
  server_.On("/b", OkAnswer("text/html", "b"));
  EXPECT_EQ(Reason("/a"), "TOO_MANY_REQUESTS");
  const absl::Time asked = clock_.Now();
  EXPECT_EQ(Reason("/b"), "200");
  EXPECT_GE(clock_.Now() - asked, absl::Seconds(120));
  server_.On(
      "/c",
      HttpAnswer("503 Busy",
                 absl::StrCat("Retry-After: ",
                              absl::FormatTime("%a, %d %b %Y %H:%M:%S GMT", clock_.Now() + absl::Hours(2), absl::UTCTimeZone()), "\r\n"),
                 ""));
  const auto busy = Fetch("/c");
  EXPECT_EQ(ErrorReason(busy.status()), "HTTP_UNAVAILABLE");
  EXPECT_GT(platform::RetryDelay(busy.status()), absl::Minutes(119));
}

TEST_F(FetcherTest, StatusesAreErrorsOfTheContract) {
  server_.On("/401", HttpAnswer("401 Who", "", ""));
  server_.On("/403", HttpAnswer("403 No", "", ""));
  server_.On("/404", HttpAnswer("404 Where", "", ""));
  server_.On("/410", HttpAnswer("410 Gone", "", ""));
  server_.On("/418", HttpAnswer("418 Teapot", "", ""));
  server_.On("/500", HttpAnswer("500 Oh", "", ""));
  server_.On("/304", "HTTP/1.1 304 Not Modified\r\n\r\n");
  EXPECT_EQ(Reason("/401"), "HTTP_FORBIDDEN");
  EXPECT_EQ(Reason("/403"), "HTTP_FORBIDDEN");
  EXPECT_TRUE(absl::IsNotFound(Fetch("/404").status()));
  EXPECT_TRUE(absl::IsNotFound(Fetch("/410").status()));
  EXPECT_EQ(Reason("/418"), "HTTP_ERROR");
  EXPECT_TRUE(Fetch("/304")->not_modified());
  EXPECT_EQ(Reason("/500"), "HTTP_UNAVAILABLE");
  EXPECT_GE(Patience("/500"), absl::Seconds(15));
}

TEST_F(FetcherTest, AHostInTroubleIsAskedLessAndLess) {
  server_.On("/robots.txt", OkAnswer("text/plain", ""));
  server_.On("/a", HttpAnswer("500 Oh", "", ""));
  const absl::Time begin = clock_.Now();
  while (clock_.Now() - begin < absl::Hours(24)) Reason("/a");
  EXPECT_LE(server_.requests().size(), 40);
}

TEST(ParseRetryAfterTest, SecondsAndDates) {
  const absl::Time now = absl::FromUnixSeconds(784'111'777);  // Sun, 06 Nov 1994 08:49:37 GMT
  EXPECT_EQ(ParseRetryAfter("120", now), absl::Seconds(120));
  EXPECT_EQ(ParseRetryAfter("Sun, 06 Nov 1994 08:50:37 GMT", now), absl::Seconds(60));
  EXPECT_EQ(ParseRetryAfter("Sunday, 06-Nov-94 08:50:37 GMT", now), absl::Seconds(60));
  EXPECT_EQ(ParseRetryAfter("Sun Nov  6 08:50:37 1994", now), absl::Seconds(60));
  EXPECT_EQ(ParseRetryAfter("Sun, 06 Nov 1994 08:00:00 GMT", now), absl::ZeroDuration());
  for (const char* nothing : {"", "soon", "-5", "1.5.7"}) EXPECT_EQ(ParseRetryAfter(nothing, now), absl::ZeroDuration()) << nothing;
}

}  // namespace
}  // namespace chancery::ingestion::feeds
