#include "services/ingestion/feeds/feed_parser.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "services/ingestion/feeds/test_server.h"
#include "services/platform/status.h"

namespace chancery::ingestion::feeds {
namespace {

using testing::SizeIs;

constexpr char kUrl[] = "https://news.example/rss/world.xml";

ParsedFeed Parse(std::string_view text, std::string_view content_type = {}) {
  auto feed = ParseFeed(text, kUrl, content_type);
  EXPECT_TRUE(feed.ok()) << feed.status();
  return feed.ok() ? *std::move(feed) : ParsedFeed();
}

TEST(FeedParserTest, Rss2) {
  const ParsedFeed feed = Parse(R"(<?xml version="1.0" encoding="UTF-8"?>
    <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
         xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/">
    <channel><title>Thế giới &amp; Việt Nam</title><link>https://news.example/</link><language>vi-vn</language>
      <image><title>Logo</title><url>https://news.example/logo.png</url></image>
      <atom:link href="https://news.example/rss/world.xml" rel="self"/>
      <item><title><![CDATA[Bộ trưởng &quot;thăm&quot; Kazakhstan]]></title><link>https://news.example/a.html?x=1&amp;y=2#top</link>
        <guid isPermaLink="false">4711</guid><pubDate>Mon, 26 Feb 2024 23:30:00 +0700</pubDate>
        <media:content url="x.jpg"><media:title>A picture</media:title></media:content>
        <content:encoded><![CDATA[<p>All of it.</p>]]></content:encoded></item>
      <item><title>By guid</title><guid>https://news.example/b.html</guid><dc:date>2024-02-25T01:00:00Z</dc:date></item>
      <item><title>Relative</title><link>/c.html</link></item>
      <item><title>No address</title></item>
    </channel></rss>)");
  EXPECT_EQ(feed.kind, FeedKind::kRss);
  EXPECT_EQ(feed.title, "Thế giới & Việt Nam");
  EXPECT_EQ(feed.language, "vi-vn");
  ASSERT_THAT(feed.items, SizeIs(3));
  EXPECT_EQ(feed.items[0].url, "https://news.example/a.html?x=1&y=2");
  EXPECT_EQ(feed.items[0].guid, "4711");
  EXPECT_EQ(feed.items[0].title, "Bộ trưởng \"thăm\" Kazakhstan");
  EXPECT_EQ(feed.items[0].published, "2024-02-26");
  EXPECT_EQ(feed.items[0].content, "<p>All of it.</p>");
  EXPECT_EQ(feed.items[0].language, "vi-vn");
  EXPECT_EQ(feed.items[1].url, "https://news.example/b.html");
  EXPECT_EQ(feed.items[1].published, "2024-02-25");
  EXPECT_EQ(feed.items[2].url, "https://news.example/c.html");
  EXPECT_EQ(feed.items[2].published, "");
}

TEST(FeedParserTest, Rss1) {
  const ParsedFeed feed = Parse(R"(<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
      xmlns:d="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://news.example/"><title>News</title></channel>
      <item rdf:about="https://news.example/1"><title>One</title><link>https://news.example/1</link><d:date>2024-02</d:date></item></rdf:RDF>)");
  EXPECT_EQ(feed.title, "News");
  ASSERT_THAT(feed.items, SizeIs(1));
  EXPECT_EQ(feed.items[0].url, "https://news.example/1");
  EXPECT_EQ(feed.items[0].published, "2024-02");
}

TEST(FeedParserTest, RssOfTheNineties) {
  const ParsedFeed feed = Parse(R"(<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
      "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>Old</title>
      <item><title>caf&eacute;&nbsp;society</title><link>https://news.example/old</link></item></channel></rss>)");
  ASSERT_THAT(feed.items, SizeIs(1));
  EXPECT_EQ(feed.items[0].title, "café society");
}

TEST(FeedParserTest, Atom) {
  const ParsedFeed feed = Parse(R"(<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en" xml:base="https://cdn.example/x/">
      <title type="html">Foreign &amp;amp; Affairs</title><link rel="self" href="https://news.example/feed"/>
      <entry><title>One &lt;b&gt;bold&lt;/b&gt;</title><id>tag:news.example,2024:1</id>
        <link rel="enclosure" href="https://news.example/1.mp3"/><link rel="alternate" type="application/pdf" href="1.pdf"/>
        <link rel="alternate" type="text/html" href="1.html"/>
        <updated>2024-02-27T08:00:00Z</updated><published>2024-02-26T09:00:00+07:00</published>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>He &lt;said&gt; <a href="y?a=1&amp;b=2">so</a></p></div></content>
        <source><title>Another feed</title><id>tag:other</id></source></entry>
      <entry xml:lang="vi"><title>Two</title><id>https://news.example/2</id><updated>2024-02-25T00:00:00Z</updated>
        <content type="html">&lt;p&gt;Hai&lt;/p&gt;</content></entry>
      <entry><title>Three</title><id>urn:3</id><content>a &lt; b</content></entry>
    </feed>)");
  EXPECT_EQ(feed.kind, FeedKind::kAtom);
  EXPECT_EQ(feed.title, "Foreign & Affairs");
  ASSERT_THAT(feed.items, SizeIs(3));
  EXPECT_EQ(feed.items[0].title, "One bold");
  EXPECT_EQ(feed.items[0].url, "https://cdn.example/x/1.html");
  EXPECT_EQ(feed.items[0].guid, "tag:news.example,2024:1");
  EXPECT_EQ(feed.items[0].published, "2024-02-26");
  EXPECT_EQ(feed.items[0].version, "2024-02-27T08:00:00Z");
  EXPECT_EQ(feed.items[0].language, "en");
  EXPECT_EQ(feed.items[0].content, "<div><p>He &lt;said&gt; <a href=\"y?a=1&amp;b=2\">so</a></p></div>");
  EXPECT_EQ(feed.items[1].url, "https://news.example/2");
  EXPECT_EQ(feed.items[1].published, "2024-02-25");
  EXPECT_EQ(feed.items[1].language, "vi");
  EXPECT_EQ(feed.items[1].content, "<p>Hai</p>");
  EXPECT_EQ(feed.items[2].url, "");
  EXPECT_EQ(feed.items[2].content, "<p>a &lt; b</p>");
}

TEST(FeedParserTest, JsonFeed) {
  const ParsedFeed feed = Parse(R"({"version": "https://jsonfeed.org/version/1.1", "title": "News", "language": "en-GB", "items": [
      {"id": "1", "url": "/1", "title": "One < two", "content_html": "<p>One</p>", "date_published": "2024-02-26T09:00:00+07:00",
       "date_modified": "2024-02-28T09:00:00Z", "authors": [{"name": "x", "more": {"deep": [1, [2, [3]]]}}]},
      {"id": 2, "external_url": "https://other.example/2", "content_text": "a < b", "language": "vi"},
      {"id": "https://news.example/3"}, {"id": "4"}, 5, null, {"url": 7, "title": ["x"]}]})");
  EXPECT_EQ(feed.kind, FeedKind::kJson);
  EXPECT_EQ(feed.title, "News");
  ASSERT_THAT(feed.items, SizeIs(3));
  EXPECT_EQ(feed.items[0].url, "https://news.example/1");
  EXPECT_EQ(feed.items[0].title, "One < two");
  EXPECT_EQ(feed.items[0].published, "2024-02-26");
  EXPECT_EQ(feed.items[0].version, "2024-02-28T09:00:00Z");
  EXPECT_EQ(feed.items[0].language, "en-GB");
  EXPECT_EQ(feed.items[1].url, "https://other.example/2");
  EXPECT_EQ(feed.items[1].guid, "2");
  EXPECT_EQ(feed.items[1].content, "<p>a &lt; b</p>");
  EXPECT_EQ(feed.items[1].language, "vi");
  EXPECT_EQ(feed.items[2].url, "https://news.example/3");
}

TEST(FeedParserTest, Sitemap) {
  const std::string text = R"(<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
      xmlns:n="http://www.google.com/schemas/sitemap-news/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
      <url><loc> https://news.example/1 </loc><lastmod>2024-02-26</lastmod><image:image><image:loc>https://x/1.jpg</image:loc></image:image></url>
      <url><loc>https://news.example/2</loc><n:news><n:publication><n:name>The News</n:name><n:language>vi</n:language></n:publication>
        <n:publication_date>2024-02-27T10:00:00+07:00</n:publication_date><n:title>Two</n:title></n:news></url></urlset>)";
  for (const std::string& bytes : {text, GzipOf(text)}) {
    const ParsedFeed feed = Parse(bytes);
    EXPECT_EQ(feed.kind, FeedKind::kSitemap);
    EXPECT_EQ(feed.title, "The News");
    ASSERT_THAT(feed.items, SizeIs(2));
    EXPECT_EQ(feed.items[0].url, "https://news.example/1");
    EXPECT_EQ(feed.items[0].version, "2024-02-26");
    EXPECT_EQ(feed.items[0].published, "");
    EXPECT_EQ(feed.items[1].title, "Two");
    EXPECT_EQ(feed.items[1].published, "2024-02-27");
    EXPECT_EQ(feed.items[1].language, "vi");
  }
}

TEST(FeedParserTest, SitemapIndex) {
  const ParsedFeed feed = Parse(R"(<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
      <sitemap><loc>https://news.example/s1.xml.gz</loc><lastmod>2024-02-26T00:00:00Z</lastmod></sitemap>
      <sitemap><loc>s2.xml</loc></sitemap><sitemap><loc>file:///etc/passwd</loc></sitemap></sitemapindex>)");
  EXPECT_EQ(feed.kind, FeedKind::kSitemapIndex);
  ASSERT_THAT(feed.sitemaps, SizeIs(2));
  EXPECT_EQ(feed.sitemaps[0].url, "https://news.example/s1.xml.gz");
  EXPECT_EQ(feed.sitemaps[0].version, "2024-02-26T00:00:00Z");
  EXPECT_EQ(feed.sitemaps[1].url, "https://news.example/rss/s2.xml");
  EXPECT_EQ(feed.sitemaps[1].version, "");
}

TEST(FeedParserTest, AnItemThatChangesHasAnotherVersion) {
  const auto version = [](const std::string& fields) {
    return Parse("<rss><channel><item><link>https://news.example/1</link>" + fields + "</item></channel></rss>").items.at(0).version;
  };
  EXPECT_EQ(version("<title>a</title>"), version("<title>a</title><description>x</description>"));
  EXPECT_NE(version("<title>a</title>"), version("<title>b</title>"));
  EXPECT_NE(version("<pubDate>Mon, 26 Feb 2024 09:00:00 GMT</pubDate>"), version("<pubDate>Mon, 26 Feb 2024 10:00:00 GMT</pubDate>"));
  EXPECT_EQ(version(""), "");
}

TEST(FeedParserTest, EncodingsAreRead) {
  const std::string item = "<item><title>Th\xF4ng tin</title><link>https://news.example/1</link></item></channel></rss>";
  const std::string declared = R"(<?xml version="1.0" encoding="windows-1252"?><rss><channel>)" + item;
  EXPECT_EQ(Parse(declared).items.at(0).title, "Thông tin");
  EXPECT_EQ(Parse("<rss><channel>" + item, "text/xml; charset=iso-8859-1").items.at(0).title, "Thông tin");
  // What is UTF-8 is, whatever it is called.
  EXPECT_EQ(
      Parse(
          R"(<?xml version="1.0" encoding="us-ascii"?><rss><channel><item><title>Thông tin</title><link>/1</link></item></channel></rss>)")
          .items.at(0)
          .title,
      "Thông tin");
}

TEST(FeedParserTest, SmallErrorsArePassedOver) {
  // An undeclared prefix, a bare "&", an unknown entity, a control character, a blank line before the declaration.
  const ParsedFeed feed = Parse(
      "\n<?xml version=\"1.0\"?><rss><channel><title>A & B</title><item><title>Q&A &foo; \x0B&amp; more</title>"
      "<link>https://news.example/1?a=1&amp;b=2</link><content:encoded>&lt;p&gt;x&lt;/p&gt;</content:encoded></item></channel></rss>");
  ASSERT_THAT(feed.items, SizeIs(1));
  EXPECT_EQ(feed.items[0].url, "https://news.example/1?a=1&b=2");
  EXPECT_EQ(feed.items[0].content, "<p>x</p>");
  EXPECT_THAT(feed.items[0].title, testing::EndsWith("& more"));
}

TEST(FeedParserTest, WhatIsNoFeedIsRefused) {
  const auto reason = [](std::string_view text) { return platform::ErrorReason(ParseFeed(text).status()); };
  for (const char* text : {"", "  \n", "hello", "<html><body>Not found</body></html>", "<svg/>", "{}", "{\"version\": 1}", "[1]"}) {
    EXPECT_EQ(reason(text), "NOT_A_FEED") << text;
  }
  EXPECT_EQ(reason("{\"version\": \"https://jsonfeed.org/version/1\", \"items\": ["), "MALFORMED_FEED");
  EXPECT_EQ(reason("<rss><channel><item></item>"), "MALFORMED_FEED");
  EXPECT_EQ(reason("<!DOCTYPE html><html>"), "NOT_A_FEED");
}

}  // namespace
}  // namespace chancery::ingestion::feeds
