// Feeds that mean harm.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/str_cat.h"
#include "services/ingestion/feeds/feed_parser.h"
#include "services/ingestion/feeds/test_server.h"
#include "services/platform/ids.h"
#include "services/platform/status.h"

namespace chancery::ingestion::feeds {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

std::string Reason(std::string_view text) { return platform::ErrorReason(ParseFeed(text, "https://news.example/").status()); }

std::string Rss(const std::string& item, const std::string& doctype = "") {
  return absl::StrCat("<?xml version=\"1.0\"?>", doctype, "<rss><channel>", item, "</channel></rss>");
}

TEST(HostileFeedsTest, BillionLaughsAreNotHeard) {
  std::string doctype = "<!DOCTYPE rss [<!ENTITY l0 \"lol\">";
  for (int i = 1; i < 10; ++i) {
    absl::StrAppend(&doctype, "<!ENTITY l", i, " \"");
    for (int j = 0; j < 10; ++j) absl::StrAppend(&doctype, "&l", i - 1, ";");
    absl::StrAppend(&doctype, "\">");
  }
  EXPECT_EQ(Reason(Rss("<item><title>&l9;</title></item>", doctype + "]>")), "FEED_WITH_ENTITIES");
}

TEST(HostileFeedsTest, QuadraticBlowUpIsRefused) {
  const std::string doctype = "<!DOCTYPE rss [<!ENTITY a \"" + std::string(1 << 20, 'a') + "\">]>";
  std::string references;
  for (int i = 0; i < 10'000; ++i) references += "&a;";
  EXPECT_EQ(Reason(Rss("<item><title>" + references + "</title></item>", doctype)), "FEED_WITH_ENTITIES");
}

TEST(HostileFeedsTest, NoFileIsReadAndNoAddressAsked) {
  const auto secret = std::filesystem::path(testing::TempDir()) / ("secret-" + platform::RandomHex(8));
  std::ofstream(secret) << "<title>the secret</title>";
  TestServer server;
  server.On("/x.dtd", OkAnswer("application/xml-dtd", "<!ENTITY x 'from outside'>"));
  const std::string item = "<item><title>[&x;]</title><link>https://news.example/1</link></item>";
  for (const std::string& doctype : {
           absl::StrCat("<!DOCTYPE rss [<!ENTITY x SYSTEM \"file://", secret.string(), "\">]>"),
           absl::StrCat("<!DOCTYPE rss [<!ENTITY x SYSTEM \"", server.Address("/x.dtd"), "\">]>"),
           absl::StrCat("<!DOCTYPE rss [<!ENTITY % x SYSTEM \"", server.Address("/x.dtd"), "\"> %x;]>"),
           absl::StrCat("<!DOCTYPE rss [<!ENTITY % x PUBLIC \"p\" \"file://", secret.string(), "\"> %x;]>"),
       }) {
    EXPECT_EQ(Reason(Rss(item, doctype)), "FEED_WITH_ENTITIES") << doctype;
  }
  // A document type that is elsewhere is not looked at.
  for (const std::string& doctype : {absl::StrCat("<!DOCTYPE rss SYSTEM \"", server.Address("/x.dtd"), "\">"),
                                     absl::StrCat("<!DOCTYPE rss SYSTEM \"file://", secret.string(), "\">")}) {
    const auto feed = ParseFeed(Rss(item, doctype), "https://news.example/");
    ASSERT_TRUE(feed.ok()) << feed.status();
    EXPECT_EQ(feed->items.at(0).title, "[]");
  }
  // XInclude is not followed.
  const auto included =
      ParseFeed(Rss(absl::StrCat("<item><link>https://news.example/1</link><title><xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" "
                                 "parse=\"text\" href=\"file://",
                                 secret.string(), "\"/></title></item>")));
  ASSERT_TRUE(included.ok()) << included.status();
  EXPECT_THAT(included->items.at(0).title, Not(HasSubstr("secret")));
  EXPECT_THAT(server.requests(), IsEmpty());
  std::filesystem::remove(secret);
}

TEST(HostileFeedsTest, WhatIsCutOffIsMalformedWhereverTheCutIs) {
  const std::string whole = Rss("<item><title><![CDATA[a]]></title><link>https://news.example/1</link></item>");
  ASSERT_EQ(Reason(whole), "");
  for (size_t size = 0; size < whole.size(); ++size) EXPECT_NE(Reason(whole.substr(0, size)), "") << size;
  const std::string gzip = GzipOf(whole);
  for (size_t size = 2; size < gzip.size(); ++size) EXPECT_NE(Reason(gzip.substr(0, size)), "") << size;
}

TEST(HostileFeedsTest, DepthIsLimited) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  EXPECT_EQ(Reason("<rss>" + deep), "MALFORMED_FEED");
  std::string json = R"({"version": "https://jsonfeed.org/version/1", "items": [{"id": 1, "url": "/1", "x": )";
  EXPECT_EQ(Reason(json + std::string(1'000'000, '[')), "MALFORMED_FEED");
  const auto feed = ParseFeed(json + std::string(100'000, '[') + std::string(100'000, ']') + "}]}", "https://news.example/");
  ASSERT_TRUE(feed.ok()) << feed.status();
  EXPECT_THAT(feed->items, SizeIs(1));
}

TEST(HostileFeedsTest, SizesAreLimited) {
  EXPECT_EQ(Reason(GzipOf("<rss>" + std::string(100 << 20, ' ') + "</rss>")), "PAGE_TOO_LARGE");
  EXPECT_EQ(Reason("<rss>" + std::string(kMaxFeedBytes, ' ') + "</rss>"), "PAGE_TOO_LARGE");
  std::string items;
  for (size_t i = 0; i < kMaxFeedItems + 5; ++i) absl::StrAppend(&items, "<url><loc>/", i, "</loc></url>");
  const auto sitemap = ParseFeed("<urlset>" + items + "</urlset>", "https://news.example/");
  ASSERT_TRUE(sitemap.ok()) << sitemap.status();
  EXPECT_THAT(sitemap->items, SizeIs(kMaxFeedItems));
  EXPECT_TRUE(sitemap->truncated);
  // A content beyond reason is left out, the item is not.
  const auto feed = ParseFeed(Rss("<item><link>https://news.example/1</link><content:encoded>" + std::string(kMaxContentBytes + 1, 'x') +
                                  "</content:encoded></item>"));
  ASSERT_TRUE(feed.ok()) << feed.status();
  EXPECT_EQ(feed->items.at(0).content, "");
}

TEST(HostileFeedsTest, AddressesOfOtherSchemesAreLeftOut) {
  for (const char* link :
       {"file:///etc/passwd", "javascript:alert(1)", "ftp://news.example/", "http://user:pass@news.example/", "http://a:25/"}) {
    const auto feed = ParseFeed(Rss(absl::StrCat("<item><link>", link, "</link><title>x</title></item>")), "https://news.example/");
    ASSERT_TRUE(feed.ok()) << feed.status();
    EXPECT_THAT(feed->items, IsEmpty()) << link;
  }
}

TEST(HostileFeedsTest, RubbishIsNoFeed) {
  uint32_t state = 1;
  for (int round = 0; round < 2000; ++round) {
    std::string text = Rss("<item><title>a&amp;b</title><link>https://news.example/1</link><pubDate>Mon, 26 Feb 2024</pubDate></item>");
    for (int change = 0; change < 8; ++change) {
      state = state * 1664525 + 1013904223;
      text[state % text.size()] = static_cast<char>(state >> 24);
    }
    (void)ParseFeed(text, "https://news.example/");  // must come back
  }
}

}  // namespace
}  // namespace chancery::ingestion::feeds
