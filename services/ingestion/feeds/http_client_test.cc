// The client against servers that misbehave.
#include "services/ingestion/feeds/http_client.h"

#include <gtest/gtest.h>

#include <future>

#include "absl/strings/str_cat.h"
#include "services/ingestion/feeds/test_server.h"
#include "services/platform/status.h"

namespace chancery::ingestion::feeds {
namespace {

constexpr char kStatusLine[] = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n";

class HttpClientTest : public testing::Test {
 protected:
  HttpOptions Options() const {
    return {.user_agent = "Chancery/test", .allowed = [](const sockaddr&) { return true; }, .resolve = {server_.Resolve()}};
  }

  absl::StatusOr<HttpResponse> Get(const std::string& path, const HttpRequest& request = {}) { return Get(path, request, Options()); }
  absl::StatusOr<HttpResponse> Get(const std::string& path, const HttpRequest& request, const HttpOptions& options,
                                   const std::string& host = "127.0.0.1") {
    return HttpClient(options).Get(Url::Parse(server_.Address(path, host)).value(), request);
  }
  std::string Reason(const std::string& path, const HttpRequest& request = {}) {
    const auto response = Get(path, request);
    return response.ok() ? absl::StrCat(response->status) : platform::ErrorReason(response.status());
  }

  TestServer server_;
};

TEST_F(HttpClientTest, BodyAndHeadersAreRead) {
  server_.On("/a", OkAnswer("text/xml; charset=utf-8", "<rss/>", "ETag: \"1\"\r\nLast-Modified: Mon, 26 Feb 2024 09:00:00 GMT\r\n"));
  const auto response = Get("/a", {.accept = "text/xml", .etag = "\"0\"", .last_modified = "yesterday"});
  ASSERT_TRUE(response.ok()) << response.status();
  EXPECT_EQ(response->status, 200);
  EXPECT_EQ(response->body, "<rss/>");
  EXPECT_EQ(response->content_type, "text/xml; charset=utf-8");
  EXPECT_EQ(response->etag, "\"1\"");
  EXPECT_EQ(response->last_modified, "Mon, 26 Feb 2024 09:00:00 GMT");
  EXPECT_EQ(response->wire_bytes, 6);
  const auto request = server_.requests().at(0);
  EXPECT_EQ(request.headers.at("user-agent"), "Chancery/test");
  EXPECT_EQ(request.headers.at("accept"), "text/xml");
  EXPECT_EQ(request.headers.at("accept-encoding"), "gzip, br");
  EXPECT_EQ(request.headers.at("if-none-match"), "\"0\"");
  EXPECT_EQ(request.headers.at("if-modified-since"), "yesterday");
  EXPECT_EQ(request.headers.count("cookie"), 0);
}

TEST_F(HttpClientTest, OtherStatusesAreAnswersWithoutBody) {
  server_.On("/304", "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n");
  server_.On("/500", HttpAnswer("500 Oh", "Retry-After: 7\r\n", std::string(1 << 20, 'x')));
  server_.On("/302", RedirectAnswer("/elsewhere"));
  EXPECT_EQ(Get("/304")->status, 304);
  EXPECT_EQ(Get("/500")->status, 500);
  EXPECT_EQ(Get("/500")->retry_after, "7");
  EXPECT_TRUE(Get("/500")->body.empty());
  EXPECT_EQ(Get("/302")->location, "/elsewhere");
  EXPECT_EQ(Get("/none")->status, 404);
  server_.On("/100", std::string("HTTP/1.1 100 Continue\r\nETag: x\r\n\r\n") + OkAnswer("text/html", "body"));
  EXPECT_EQ(Get("/100")->body, "body");
  EXPECT_EQ(Get("/100")->etag, "");
}

TEST_F(HttpClientTest, CompressedBodiesAreUnpacked) {
  server_.On("/gzip", OkAnswer("text/html", GzipOf("some text"), "Content-Encoding: gzip\r\n"));
  server_.On("/cut", OkAnswer("text/html", GzipOf(std::string(9999, 'x')).substr(0, 20), "Content-Encoding: gzip\r\n"));
  EXPECT_EQ(Get("/gzip")->body, "some text");
  EXPECT_EQ(Reason("/cut"), "BODY_CUT_OFF");
}

TEST_F(HttpClientTest, GzipBombIsNotUnpacked) {
  const std::string bomb = GzipOf(std::string(100 << 20, '\0'));
  ASSERT_LT(bomb.size(), 1 << 20);
  server_.On("/bomb", OkAnswer("text/html", bomb, "Content-Encoding: gzip\r\n"));
  EXPECT_EQ(Reason("/bomb"), "PAGE_TOO_LARGE");
  server_.On("/twice", OkAnswer("text/html", GzipOf(bomb), "Content-Encoding: gzip, gzip\r\n"));
  EXPECT_EQ(Reason("/twice"), "PAGE_TOO_LARGE");
}

TEST_F(HttpClientTest, LongBodiesAndHeadersAreGivenUp) {
  server_.On("/long", OkAnswer("text/html", std::string(1000, 'x')));
  EXPECT_EQ(Reason("/long", {.max_bytes = 999}), "PAGE_TOO_LARGE");
  EXPECT_EQ(Get("/long", {.max_bytes = 999, .beginning_is_enough = true})->body, std::string(999, 'x'));
  server_.On("/endless", absl::StrCat(kStatusLine, "\r\n", std::string(4 << 20, 'x')), /*stall=*/true);
  EXPECT_EQ(Reason("/endless", {.max_bytes = 1 << 20}), "PAGE_TOO_LARGE");
  std::string headers = kStatusLine;
  for (int i = 0; i < 5000; ++i) absl::StrAppend(&headers, "X-", i, ": something\r\n");
  server_.On("/headers", absl::StrCat(headers, "\r\nbody"));
  EXPECT_EQ(Reason("/headers"), "PAGE_TOO_LARGE");
}

TEST_F(HttpClientTest, WhatIsCutOffIsAnError) {
  server_.On("/short", absl::StrCat(kStatusLine, "Content-Length: 100\r\n\r\nonly this"));
  EXPECT_EQ(Reason("/short"), "BODY_CUT_OFF");
  server_.On("/chunked", absl::StrCat(kStatusLine, "Transfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n"));
  EXPECT_EQ(Reason("/chunked"), "BODY_CUT_OFF");
  server_.On("/nothing", "");
  EXPECT_EQ(Reason("/nothing"), "BODY_CUT_OFF");
  server_.On("/half", "HTTP/1.1 200 OK\r\nContent-");
  EXPECT_NE(Reason("/half"), "200");
}

TEST_F(HttpClientTest, WrongLengthsAreNotBelieved) {
  server_.On("/less", absl::StrCat(kStatusLine, "Content-Length: 4\r\n\r\nhello world"));
  EXPECT_EQ(Get("/less")->body, "hell");  // what HTTP says the body is
  server_.On("/negative", absl::StrCat(kStatusLine, "Content-Length: -4\r\n\r\nhello"));
  EXPECT_NE(Reason("/negative"), "200");
  server_.On("/huge", absl::StrCat(kStatusLine, "Content-Length: 99999999999999999999999\r\n\r\nhello"));
  EXPECT_NE(Reason("/huge"), "200");
}

TEST_F(HttpClientTest, SomethingElseThanHttpIsAnError) {
  server_.On("/ssh", "SSH-2.0-OpenSSH_9.2\r\n");
  EXPECT_NE(Reason("/ssh"), "200");
}

TEST_F(HttpClientTest, SlowServersAreGivenUp) {
  HttpOptions options = Options();
  options.timeout = absl::Milliseconds(300);
  server_.On("/silent", "", /*stall=*/true);
  server_.On("/stalls", absl::StrCat(kStatusLine, "Content-Length: 100\r\n\r\nthe begin"), /*stall=*/true);
  for (const char* path : {"/silent", "/stalls"}) {
    EXPECT_EQ(platform::ErrorReason(Get(path, {}, options).status()), "TIMED_OUT") << path;
  }
}

TEST_F(HttpClientTest, StopEndsWhatIsInFlight) {
  server_.On("/silent", "", /*stall=*/true);
  HttpClient client(Options());
  auto call = std::async(std::launch::async, [&] { return client.Get(Url::Parse(server_.Address("/silent")).value(), {}); });
  while (server_.requests().empty()) std::this_thread::yield();
  client.Stop();
  EXPECT_EQ(platform::ErrorReason(call.get().status()), "SHUTTING_DOWN");
  EXPECT_EQ(platform::ErrorReason(client.Get(Url::Parse(server_.Address("/a")).value(), {}).status()), "SHUTTING_DOWN");
}

TEST_F(HttpClientTest, PrivateAddressesAreNotConnectedTo) {
  server_.On("/a", OkAnswer("text/html", "secret"));
  HttpOptions options = Options();
  options.allowed = IsPublicAddress;
  // Written as a number, and as a name that turns out to be here.
  for (const char* host : {"127.0.0.1", "2130706433", "0x7f.1", "localhost", "rebound.test", "[::ffff:127.0.0.1]", "[::1]"}) {
    EXPECT_EQ(platform::ErrorReason(Get("/a", {}, options, host).status()), "PRIVATE_ADDRESS") << host;
  }
  EXPECT_TRUE(server_.requests().empty());
}

TEST_F(HttpClientTest, WhoDoesNotAnswerIsUnavailable) {
  int port = 0;
  { port = TestServer().port(); }
  const auto refused = HttpClient(Options()).Get(Url::Parse(absl::StrCat("http://127.0.0.1:", port, "/")).value(), {});
  EXPECT_EQ(platform::ErrorReason(refused.status()), "HOST_UNREACHABLE");
  // Plain HTTP where TLS is expected.
  server_.On("/a", OkAnswer("text/html", "x"));
  const auto tls = HttpClient(Options()).Get(Url::Parse(absl::StrCat("https://127.0.0.1:", server_.port(), "/a")).value(), {});
  EXPECT_EQ(platform::ErrorReason(tls.status()), "TLS_FAILED");
}

}  // namespace
}  // namespace chancery::ingestion::feeds
