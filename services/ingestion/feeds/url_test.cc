#include "services/ingestion/feeds/url.h"

#include <gtest/gtest.h>

#include "services/platform/status.h"

namespace chancery::ingestion::feeds {
namespace {

std::string Read(std::string_view text) {
  const auto url = Url::Parse(text);
  return url.ok() ? url->text() : platform::ErrorReason(url.status());
}

TEST(UrlTest, IsNormalised) {
  EXPECT_EQ(Read(" HTTP://News.Example.ORG:80/a?b=c#d \n"), "http://news.example.org/a?b=c");
  EXPECT_EQ(Read("https://example.org"), "https://example.org/");
  EXPECT_EQ(Read("https://example.org.:8443/x"), "https://example.org:8443/x");
  EXPECT_EQ(Read("https://example.org/tin tức?q=việt nam"), "https://example.org/tin%20t%e1%bb%a9c?q=vi%e1%bb%87t+nam");
}

TEST(UrlTest, OddNumbersOfHostsAreWrittenOut) {
  EXPECT_EQ(Read("http://2130706433/"), "http://127.0.0.1/");
  EXPECT_EQ(Read("http://0x7f.1/"), "http://127.0.0.1/");
}

TEST(UrlTest, PartsAreTold) {
  const auto url = Url::Parse("http://[::1]:8080/a/b?c");
  ASSERT_TRUE(url.ok()) << url.status();
  EXPECT_EQ(url->host(), "::1");
  EXPECT_EQ(url->origin(), "http://[::1]:8080");
  EXPECT_EQ(url->target(), "/a/b?c");
  EXPECT_EQ(url->Key(), "[::1]:8080/a/b?c");
}

TEST(UrlTest, WhatIsNotOfTheWebIsRefused) {
  for (const char* text :
       {"", "example.org/feed", "file:///etc/passwd", "ftp://example.org/", "gopher://example.org/", "javascript:alert(1)", "http://",
        "http://user@example.org/", "http://user:pass@example.org/", "http://example.org:25/", "http://example.org:0/",
        "http://example.org:99999/", "http://exa\x01mple.org/", "data:text/xml,<rss/>"}) {
    EXPECT_EQ(Read(text), "INVALID_URL") << text;
  }
  EXPECT_EQ(Read("http://example.org/" + std::string(3000, 'a')), "INVALID_URL");
}

TEST(UrlTest, ReferencesAreResolved) {
  const auto base = Url::Parse("https://example.org/a/b/c?d");
  ASSERT_TRUE(base.ok());
  const auto resolved = [&](std::string_view reference) {
    const auto url = base->Resolve(reference);
    return url.ok() ? url->text() : platform::ErrorReason(url.status());
  };
  EXPECT_EQ(resolved("../x"), "https://example.org/a/x");
  EXPECT_EQ(resolved("/x"), "https://example.org/x");
  EXPECT_EQ(resolved("?y"), "https://example.org/a/b/c?y");
  EXPECT_EQ(resolved("//other.example/z"), "https://other.example/z");
  EXPECT_EQ(resolved("http://other.example/tin tức"), "http://other.example/tin%20t%e1%bb%a9c");
  EXPECT_EQ(resolved("file:///etc/passwd"), "INVALID_URL");
  EXPECT_EQ(resolved("http://u:p@other.example/"), "INVALID_URL");
}

}  // namespace
}  // namespace chancery::ingestion::feeds
