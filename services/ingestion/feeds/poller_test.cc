#include "services/ingestion/feeds/poller.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "services/ingestion/feeds/feeds_testing.h"
#include "services/platform/status.h"

namespace chancery::ingestion::feeds {
namespace {

using platform::ErrorReason;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

class PollerTest : public FeedsTest {
 protected:
  // How often each target was asked since the last time.
  std::map<std::string, int> Asked() {
    std::map<std::string, int> asked;
    for (const std::string& target : server_.TakeTargets()) ++asked[target];
    return asked;
  }
  void Serve(const std::string& path, const std::string& title) { server_.On(path, OkAnswer("text/html", ArticlePage(title))); }
  void ServeFeed(const std::string& body) { server_.On("/feed", OkAnswer("application/rss+xml", body)); }
};

TEST_F(PollerTest, WhatAFeedNamesBecomesDocuments) {
  ServeFeed(RssFeed({{"/1", "One", "Mon, 26 Feb 2023 09:00:00 +0700"}, {"/2", "Two"}}));
  Serve("/1", "First page");
  Serve("/2", "Second page");
  AddFeed("/feed");
  RunFor(absl::Minutes(1));
  const auto documents = Documents();
  ASSERT_THAT(documents, SizeIs(2));
  EXPECT_EQ(documents[0].title(), "First page");
  EXPECT_EQ(documents[0].url(), Address("/1"));
  EXPECT_EQ(documents[0].outlet(), "The News");
  EXPECT_EQ(documents[0].published().edtf(), "2023-02-26");
  EXPECT_EQ(documents[0].language_code(), "en");
  const FeedRecord feed = GetFeed();
  EXPECT_EQ(feed.title, "The News");
  EXPECT_EQ(feed.documents, 2);
  EXPECT_TRUE(feed.error.ok());
  EXPECT_EQ(feed.next_poll - *feed.last_poll, kInterval);
}

TEST_F(PollerTest, AFeedThatDidNotChangeCostsARequest) {
  server_.On("/feed", [](const TestServer::Request& request) {
    const bool known = request.headers.contains("if-none-match") && request.headers.at("if-none-match") == "\"v1\"";
    return TestServer::Reply{.bytes = known ? "HTTP/1.1 304 Not Modified\r\n\r\n"
                                            : OkAnswer("application/rss+xml", RssFeed({{"/1", "One"}}), "ETag: \"v1\"\r\n")};
  });
  Serve("/1", "First page");
  AddFeed("/feed");
  RunFor(absl::Minutes(1));
  Asked();
  RunFor(absl::Hours(1));
  EXPECT_THAT(Asked(), ElementsAre(testing::Pair("/feed", 6)));
  EXPECT_THAT(Titles(), ElementsAre("First page"));
  EXPECT_EQ(GetFeed().title, "The News");
}

TEST_F(PollerTest, AChangedFeedBringsWhatIsNewAndRevisions) {
  ServeFeed(RssFeed({{"/1", "One"}}));
  Serve("/1", "First page");
  Serve("/2", "Second page");
  AddFeed("/feed");
  RunFor(absl::Minutes(1));
  ServeFeed(RssFeed({{"/2", "Two"}, {"/1", "One, corrected"}}));
  Serve("/1", "First page, corrected");
  RunFor(absl::Minutes(30));
  EXPECT_THAT(Titles(), ElementsAre("First page", "Second page"));  // not fetched again so soon
  RunFor(absl::Hours(1));
  EXPECT_THAT(Titles(), ElementsAre("First page", "Second page", "First page, corrected"));
  EXPECT_EQ(Documents()[0].state(), v1::DOCUMENT_STATE_REPLACED);
  EXPECT_EQ(Documents()[2].replaces(), Documents()[0].name());
  EXPECT_EQ(GetFeed().documents, 3);
}

TEST_F(PollerTest, APageThatAlwaysChangesIsFetchedLessAndLess) {
  int version = 0;
  server_.On("/feed", [&](const TestServer::Request&) {
    return TestServer::Reply{.bytes = OkAnswer("application/rss+xml", RssFeed({{"/1", absl::StrCat("Version ", ++version)}}))};
  });
  server_.On("/1", [&](const TestServer::Request&) {
    return TestServer::Reply{.bytes = OkAnswer("text/html", ArticlePage("Equal", absl::StrCat(version)))};
  });
  AddFeed("/feed");
  RunFor(absl::Hours(48));
  EXPECT_LE(Asked()["/1"], 8);
  EXPECT_THAT(Titles(), ElementsAre("Equal"));  // other bytes, but nothing that is kept is new
}

TEST_F(PollerTest, ARestartNeitherLosesNorRepeats) {
  std::vector<std::vector<std::string>> items;
  for (int i = 0; i < 4; ++i) {
    items.push_back({absl::StrCat("/", i), "t"});
    Serve(absl::StrCat("/", i), absl::StrCat("Page ", i));
  }
  ServeFeed(RssFeed(items));
  AddFeed("/feed");
  // The process ends after each page.
  for (int i = 0; i < 40; ++i) {
    // robots.txt and a page.
    for (int j = 0; j < 2; ++j) {
      ASSERT_TRUE(poller_->RunOnce().ok());
      clock_.Advance(absl::Seconds(3));
    }
    Close();
    Open();
  }
  EXPECT_THAT(Titles(), UnorderedElementsAre("Page 0", "Page 1", "Page 2", "Page 3"));
  auto asked = Asked();
  EXPECT_EQ(asked["/feed"], 1);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(asked[absl::StrCat("/", i)], 1) << i;
  EXPECT_EQ(GetFeed().documents, 4);
}

TEST_F(PollerTest, ACutOffFeedChangesNothing) {
  const std::string whole = RssFeed({{"/1", "One"}, {"/2", "Two"}});
  Serve("/1", "First page");
  Serve("/2", "Second page");
  server_.On("/feed", absl::StrCat("HTTP/1.1 200 OK\r\nETag: \"x\"\r\nContent-Length: ", whole.size() + 10, "\r\n\r\n", whole));
  AddFeed("/feed");
  RunFor(absl::Minutes(2));
  EXPECT_EQ(ErrorReason(GetFeed().error), "BODY_CUT_OFF");
  EXPECT_EQ(GetFeed().failures, 1);
  EXPECT_EQ(GetFeed().http_etag, "");
  server_.On("/feed", OkAnswer("application/rss+xml", whole.substr(0, whole.size() - 20), "ETag: \"x\"\r\n"));
  RunFor(absl::Minutes(30));
  EXPECT_EQ(ErrorReason(GetFeed().error), "MALFORMED_FEED");
  EXPECT_EQ(GetFeed().http_etag, "");
  EXPECT_THAT(Documents(), IsEmpty());
  ServeFeed(whole);
  RunFor(absl::Hours(2));
  EXPECT_TRUE(GetFeed().error.ok());
  EXPECT_EQ(GetFeed().failures, 0);
  EXPECT_THAT(Documents(), SizeIs(2));
}

TEST_F(PollerTest, AFeedWithEntitiesIsAnError) {
  ServeFeed("<!DOCTYPE rss [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" + RssFeed({{"/1", "&x;"}}));
  AddFeed("/feed");
  RunFor(absl::Minutes(1));
  EXPECT_EQ(ErrorReason(GetFeed().error), "FEED_WITH_ENTITIES");
  EXPECT_THAT(Documents(), IsEmpty());
}

TEST_F(PollerTest, AFeedThatFailsIsAskedLessAndLessUpToADay) {
  server_.On("/feed", HttpAnswer("500 Oh", "", ""));
  AddFeed("/feed");
  RunFor(absl::Hours(24));
  EXPECT_EQ(ErrorReason(GetFeed().error), "HTTP_UNAVAILABLE");
  EXPECT_LE(Asked()["/feed"], 8);
  RunFor(absl::Hours(24 * 5));
  EXPECT_LE(Asked()["/feed"], 6);
  EXPECT_GE(GetFeed().failures, 8);
  EXPECT_EQ(GetFeed().next_poll - *GetFeed().last_poll, absl::Hours(24));
}

TEST_F(PollerTest, RetryAfterIsKept) {
  server_.On("/feed", HttpAnswer("429 Slow down", "Retry-After: 7200\r\n", ""));
  AddFeed("/feed");
  RunFor(absl::Minutes(119));
  EXPECT_EQ(Asked()["/feed"], 1);
  EXPECT_EQ(ErrorReason(GetFeed().error), "TOO_MANY_REQUESTS");
  ServeFeed(RssFeed({}));
  RunFor(absl::Minutes(5));
  EXPECT_EQ(Asked()["/feed"], 1);
  EXPECT_TRUE(GetFeed().error.ok());
}

TEST_F(PollerTest, RobotsAreObeyed) {
  server_.On("/robots.txt", OkAnswer("text/plain", "User-agent: *\nDisallow: /private\nDisallow: /closed"));
  ServeFeed(RssFeed({{"/private/1", "One"}, {"/2", "Two"}}));
  server_.On("/closed", OkAnswer("application/rss+xml", RssFeed({})));
  Serve("/private/1", "First page");
  Serve("/2", "Second page");
  AddFeed("/feed");
  AddFeed("/closed", "closed");
  RunFor(absl::Minutes(2));
  EXPECT_THAT(Titles(), ElementsAre("Second page"));
  EXPECT_EQ(ErrorReason(GetFeed("closed").error), "ROBOTS_DISALLOW");
  const auto asked = Asked();
  EXPECT_FALSE(asked.contains("/private/1"));
  EXPECT_FALSE(asked.contains("/closed"));
}

TEST_F(PollerTest, PagesThatAreInTroubleAreTriedAgainThoseThatAreGoneAreNot) {
  ServeFeed(RssFeed({{"/gone", "Gone"}, {"/later", "Later"}, {"/picture", "No page"}}));
  server_.On("/gone", HttpAnswer("410 Gone", "", ""));
  server_.On("/later", HttpAnswer("503 Busy", "", ""));
  server_.On("/picture", OkAnswer("image/png", "\x89PNG"));
  AddFeed("/feed");
  RunFor(absl::Minutes(30));
  Serve("/later", "At last");
  RunFor(absl::Hours(3));
  EXPECT_THAT(Titles(), ElementsAre("At last"));
  auto asked = Asked();
  EXPECT_EQ(asked["/gone"], 1);
  EXPECT_EQ(asked["/picture"], 1);
  EXPECT_GT(asked["/later"], 2);
}

TEST_F(PollerTest, WhatIsInTheFeedIsTakenIfThePageCantBeHad) {
  const std::string article = ArticlePage("By the feed");
  const std::string content = article.substr(article.find("<p>"));
  ServeFeed("<rss><channel><title>The News</title><item><link>/gone</link><title>By &lt;the&gt; feed</title><content:encoded><![CDATA[" +
            content + "]]></content:encoded></item></channel></rss>");
  AddFeed("/feed", "news", "An outlet");
  RunFor(absl::Minutes(1));
  const auto documents = Documents();
  ASSERT_THAT(documents, SizeIs(1));
  EXPECT_EQ(documents[0].url(), Address("/gone"));
  EXPECT_EQ(documents[0].outlet(), "An outlet");
}

TEST_F(PollerTest, RedirectsOfArticlesAreFollowedButNotToTheFrontPage) {
  ServeFeed(RssFeed({{"/1", "One"}, {"/2", "Two"}}));
  server_.On("/1", RedirectAnswer(Address("/there", "b.test")));
  Serve("/there", "Elsewhere");
  server_.On("/2", RedirectAnswer("/"));
  Serve("/", "Front page");
  AddFeed("/feed");
  RunFor(absl::Minutes(2));
  ASSERT_THAT(Titles(), ElementsAre("Elsewhere"));
  EXPECT_EQ(Documents()[0].url(), Address("/there", "b.test"));
}

TEST_F(PollerTest, SitemapIndexesAreFollowedWhereTheyChanged) {
  const auto sitemap = [](const std::string& path) {
    return OkAnswer("application/xml", absl::StrCat("<urlset><url><loc>", path, "</loc><lastmod>2023-01-01</lastmod></url></urlset>"));
  };
  const auto index = [](const std::string& lastmod) {
    return OkAnswer("application/xml",
                    absl::StrCat("<sitemapindex><sitemap><loc>/a.xml</loc><lastmod>", lastmod,
                                 "</lastmod></sitemap><sitemap><loc>/b.xml.gz</loc><lastmod>2023-01-01</lastmod></sitemap>"
                                 "<sitemap><loc>/c.xml</loc></sitemap></sitemapindex>"));
  };
  server_.On("/feed", index("2023-01-01"));
  server_.On("/a.xml", sitemap("/1"));
  server_.On("/b.xml.gz", OkAnswer("application/gzip", GzipOf("<urlset><url><loc>/2</loc></url></urlset>")));
  server_.On("/c.xml", sitemap("/3"));
  for (int i = 1; i < 6; ++i) Serve(absl::StrCat("/", i), absl::StrCat("Page ", i));
  AddFeed("/feed");
  RunFor(absl::Minutes(2));
  EXPECT_THAT(Titles(), UnorderedElementsAre("Page 1", "Page 2", "Page 3"));
  Asked();
  server_.On("/feed", index("2023-02-02"));
  server_.On("/a.xml", sitemap("/4"));
  server_.On("/c.xml", sitemap("/5"));
  RunFor(kInterval);
  EXPECT_THAT(Asked(), UnorderedElementsAre(testing::Pair("/feed", 1), testing::Pair("/a.xml", 1), testing::Pair("/c.xml", 1),
                                            testing::Pair("/4", 1), testing::Pair("/5", 1)));
  EXPECT_THAT(Titles(), SizeIs(5));
}

TEST_F(PollerTest, SitemapsThatNameOneAnotherEnd) {
  server_.On("/feed", OkAnswer("application/xml",
                               "<sitemapindex><sitemap><loc>/feed</loc></sitemap><sitemap><loc>/x</loc></sitemap></sitemapindex>"));
  server_.On("/x", OkAnswer("application/xml",
                            "<sitemapindex><sitemap><loc>/feed</loc></sitemap><sitemap><loc>/x?1</loc></sitemap></sitemapindex>"));
  server_.On("/x?1", OkAnswer("application/xml", "<sitemapindex><sitemap><loc>/x?2</loc></sitemap></sitemapindex>"));
  AddFeed("/feed");
  RunFor(absl::Minutes(5));
  const auto asked = Asked();
  EXPECT_FALSE(asked.contains("/x?2"));
  EXPECT_LE(asked.at("/feed"), 4);
}

TEST_F(PollerTest, OneArticleInTwoFeedsIsFetchedOnce) {
  ServeFeed(RssFeed({{"/1", "One"}}));
  server_.On("/other", OkAnswer("application/rss+xml", RssFeed({{"/1?utm_source=rss", "One"}})));
  Serve("/1", "First page");
  Serve("/1?utm_source=rss", "First page");
  AddFeed("/feed");
  RunFor(absl::Minutes(1));
  AddFeed("/other", "other");
  RunFor(absl::Minutes(1));
  EXPECT_THAT(Titles(), ElementsAre("First page"));
  EXPECT_FALSE(Asked().contains("/1?utm_source=rss"));
}

TEST_F(PollerTest, NoHostIsFlooded) {
  std::vector<std::vector<std::string>> items;
  for (int i = 0; i < 60; ++i) {
    items.push_back({absl::StrCat("/", i), "t"});
    server_.On(absl::StrCat("/", i), i % 3 == 0   ? HttpAnswer("500 Oh", "", "")
                                     : i % 3 == 1 ? RedirectAnswer(absl::StrCat("/r", i))
                                                  : OkAnswer("text/html", ArticlePage(absl::StrCat("Page ", i))));
    Serve(absl::StrCat("/r", i), absl::StrCat("Redirected ", i));
  }
  ServeFeed(RssFeed(items));
  server_.On("/feed2", OkAnswer("application/rss+xml", RssFeed(items)));
  AddFeed("/feed");
  AddFeed("/feed2", "second");
  RunFor(absl::Hours(2));
  const auto requests = server_.requests();
  ASSERT_GT(requests.size(), 20);
  for (size_t i = 1; i < requests.size(); ++i) EXPECT_GE(requests[i].time - requests[i - 1].time, kDelay) << requests[i].target;
}

TEST_F(PollerTest, AFeedThatWasRemovedIsNotAskedAgain) {
  ServeFeed(RssFeed({{"/1", "One"}}));
  Serve("/1", "First page");
  AddFeed("/feed");
  ASSERT_TRUE(poller_->RunOnce().ok());
  clock_.Advance(kDelay);
  ASSERT_TRUE(poller_->RunOnce().ok());
  ASSERT_TRUE(store_->feeds().Delete("news", "").ok());
  Asked();
  RunFor(absl::Hours(1));
  EXPECT_THAT(Asked(), IsEmpty());
}

TEST_F(PollerTest, PrivateAddressesAreNotAsked) {
  options_.http.allowed = IsPublicAddress;
  Close();
  Open();
  ServeFeed(RssFeed({{"/1", "One"}}));
  AddFeed("/feed");
  RunFor(absl::Hours(1));
  EXPECT_EQ(ErrorReason(GetFeed().error), "PRIVATE_ADDRESS");
  EXPECT_THAT(Asked(), IsEmpty());
}

TEST_F(PollerTest, ThreadsWorkUntilTheyAreStopped) {
  Close();
  options_.hosts.delay = absl::ZeroDuration();
  Open();
  ServeFeed(RssFeed({{"/1", "One"}}));
  Serve("/1", "First page");
  AddFeed("/feed");
  poller_->Start();
  while (store_->List({}, 0, 10)->documents.empty()) store_->changed().WaitPast(store_->changed().version(), absl::Milliseconds(20));
  server_.On("/feed", "", /*stall=*/true);
  clock_.Advance(kInterval);
  poller_->Wake();
  while (server_.requests().size() < 4) std::this_thread::yield();
  poller_->Stop();  // comes back although the server never answers
  EXPECT_TRUE(GetFeed().error.ok());
}

class FullStoreTest : public PollerTest {
 protected:
  FullStoreTest() : PollerTest() {
    Close();
    full_ = {.max_queue = 1};
    store_ = SqliteStore::Open((folder_ / "small.db").string(), full_, clock_).value();
    fetcher_ = std::make_unique<Fetcher>(options_, clock_);
    poller_ = std::make_unique<Poller>(store_->feeds(), *fetcher_, MakeIntake(), poller_options_, clock_);
  }
  StoreOptions full_;
};

TEST_F(FullStoreTest, WhatHasNoRoomWaits) {
  ServeFeed(RssFeed({{"/1", "One"}, {"/2", "Two"}}));
  Serve("/1", "First page");
  Serve("/2", "Second page");
  AddFeed("/feed");
  RunFor(absl::Hours(4));
  EXPECT_THAT(Titles(), ElementsAre("First page"));
  EXPECT_FALSE(Asked().contains("/2"));  // nor is it fetched in vain
  auto jobs = store_->Claim(1, 1 << 20, absl::Minutes(1));
  ASSERT_TRUE(jobs.ok() && jobs->size() == 1);
  ASSERT_TRUE(
      store_->Complete({{.name = jobs->front().document.name(), .fence = jobs->front().fence, .kind = Outcome::Kind::kStored}}).ok());
  RunFor(absl::Minutes(10));
  EXPECT_THAT(Titles(), ElementsAre("First page", "Second page"));
}

TEST(NextPollDelayTest, DoublesUpToADay) {
  const PollerOptions options = {.min_interval = absl::Minutes(10)};
  EXPECT_EQ(NextPollDelay(options, absl::ZeroDuration(), 0), absl::Minutes(10));
  EXPECT_EQ(NextPollDelay(options, absl::Hours(1), 0), absl::Hours(1));
  EXPECT_EQ(NextPollDelay(options, absl::Hours(1), 1), absl::Hours(2));
  EXPECT_EQ(NextPollDelay(options, absl::Hours(1), 3), absl::Hours(8));
  EXPECT_EQ(NextPollDelay(options, absl::Hours(1), 1000), absl::Hours(24));
  EXPECT_EQ(NextPollDelay(options, absl::Hours(48), 3), absl::Hours(48));
}

}  // namespace
}  // namespace chancery::ingestion::feeds
