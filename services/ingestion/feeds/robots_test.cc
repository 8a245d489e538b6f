#include "services/ingestion/feeds/robots.h"

#include <gtest/gtest.h>

namespace chancery::ingestion::feeds {
namespace {

bool Allows(std::string_view text, std::string_view target) { return Robots::Parse(text, "Chancery").Allows(target); }

TEST(RobotsTest, NothingSaidIsAllowed) {
  EXPECT_TRUE(Allows("", "/a"));
  EXPECT_TRUE(Allows("<html>not found</html>", "/a"));
  EXPECT_TRUE(Allows("User-agent: *\nDisallow:\n", "/a"));
  EXPECT_TRUE(Robots::AllowAll().Allows("/a"));
  EXPECT_FALSE(Robots::DenyAll().Allows("/a"));
  EXPECT_TRUE(Robots::DenyAll().Allows("/robots.txt"));
}

TEST(RobotsTest, TheGroupOfTheProductGoesBeforeTheOneForAll) {
  const std::string text = "User-agent: *\nDisallow: /\n\nUser-Agent: CHANCERY/2.0\nDisallow: /private # ours\n";
  EXPECT_TRUE(Allows(text, "/news"));
  EXPECT_FALSE(Allows(text, "/private/a"));
  EXPECT_FALSE(Robots::Parse(text, "Other").Allows("/news"));
  EXPECT_TRUE(Allows("User-agent: ChanceryOther\nDisallow: /\n", "/a"));
}

TEST(RobotsTest, GroupsOfOneNameAreOne) {
  const std::string text =
      "User-agent: chancery\nDisallow: /a\n\nUser-agent: x\nDisallow: /b\n\nUser-agent: y\nSitemap: https://example.org/s.xml\n"
      "User-agent: chancery\r\nDisallow: /c\r\n";
  EXPECT_FALSE(Allows(text, "/a"));
  EXPECT_TRUE(Allows(text, "/b"));
  EXPECT_FALSE(Allows(text, "/c"));
  EXPECT_FALSE(Robots::Parse(text, "y").Allows("/c"));
}

TEST(RobotsTest, TheLongestMatchDecidesAndAllowWinsATie) {
  const std::string text = "User-agent: *\nDisallow: /news\nAllow: /news/public\nDisallow: /page\nAllow: /page\n";
  EXPECT_FALSE(Allows(text, "/news/x"));
  EXPECT_TRUE(Allows(text, "/news/public/x"));
  EXPECT_TRUE(Allows(text, "/page"));
  EXPECT_TRUE(Allows("User-agent: *\nAllow: /page\nDisallow: /page\n", "/page"));
}

TEST(RobotsTest, StarAndDollarMatch) {
  const std::string text = "User-agent: *\nDisallow: /*.pdf$\nDisallow: /a*b*c\nDisallow: /*?print=\nDisallow: /end$\n";
  EXPECT_FALSE(Allows(text, "/x/y.pdf"));
  EXPECT_FALSE(Allows(text, "/x.pdf/y.pdf"));
  EXPECT_TRUE(Allows(text, "/x.pdf?q"));
  EXPECT_FALSE(Allows(text, "/a1b2c3"));
  EXPECT_TRUE(Allows(text, "/acb"));
  EXPECT_FALSE(Allows(text, "/n?print=1"));
  EXPECT_FALSE(Allows(text, "/end"));
  EXPECT_TRUE(Allows(text, "/ending"));
}

TEST(RobotsTest, EncodingsAreComparedInOneForm) {
  const std::string text = "User-agent: *\nDisallow: /tin-tức\nDisallow: /%7Eme\nDisallow: /a%2fb\n";
  EXPECT_FALSE(Allows(text, "/tin-t%e1%bb%a9c/1"));
  EXPECT_FALSE(Allows(text, "/~me"));
  EXPECT_FALSE(Allows(text, "/a%2Fb"));
  EXPECT_TRUE(Allows(text, "/a/b"));
}

TEST(RobotsTest, CrawlDelayIsRead) {
  EXPECT_EQ(Robots::Parse("User-agent: *\nCrawl-delay: 2.5\nDisallow: /x", "Chancery").crawl_delay(), absl::Seconds(2.5));
  EXPECT_EQ(Robots::Parse("User-agent: *\nCrawl-delay: 1e300", "Chancery").crawl_delay(), absl::Hours(24));
  EXPECT_EQ(Robots::Parse("User-agent: *\nCrawl-delay: -3\nCrawl-delay: soon", "Chancery").crawl_delay(), absl::ZeroDuration());
  EXPECT_EQ(Robots::Parse("User-agent: other\nCrawl-delay: 3", "Chancery").crawl_delay(), absl::ZeroDuration());
}

TEST(RobotsTest, HostileFilesCostLittle) {
  // Beyond the limit nothing is read.
  EXPECT_TRUE(Allows("User-agent: *\n" + std::string(kMaxRobotsBytes, '#') + "\nDisallow: /\n", "/a"));
  std::string stars = "User-agent: *\nDisallow: /";
  for (int i = 0; i < 1000; ++i) stars += "*a";
  EXPECT_TRUE(Allows(stars + "$\n", "/" + std::string(900, 'a')));
  std::string rules = "User-agent: *\n";
  for (int i = 0; i < 100'000; ++i) rules += "Disallow:/\n";
  EXPECT_FALSE(Allows(rules, "/a"));
  EXPECT_TRUE(Allows(std::string("\0\xFF\xFE:\n:\n\r\r", 9), "/a"));
}

}  // namespace
}  // namespace chancery::ingestion::feeds
