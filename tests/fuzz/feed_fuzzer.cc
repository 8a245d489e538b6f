// Any bytes as a feed or sitemap, as a robots.txt and as a compressed body: refused for a reason that is told, or read within its limits.
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "services/ingestion/feeds/content_coding.h"
#include "services/ingestion/feeds/feed_parser.h"
#include "services/ingestion/feeds/robots.h"
#include "services/ingestion/feeds/url.h"
#include "services/platform/edtf.h"
#include "services/platform/language.h"
#include "services/platform/status.h"
#include "services/platform/unicode.h"
#include "tests/fuzz/cpu_limit.h"
#include "tests/fuzz/require.h"

namespace {

namespace feeds = chancery::ingestion::feeds;
namespace platform = chancery::platform;
using chancery::fuzz::Require;

constexpr char kUrl[] = "https://news.example/rss/world.xml";

void CheckAddress(const std::string& address) {
  const auto url = feeds::Url::Parse(address);
  Require(url.ok(), "an address can be asked: " + address);
  Require(url->text() == address, "an address is normalised: " + address + " is " + url->text());
}

void CheckFeed(const feeds::ParsedFeed& feed) {
  Require(feed.items.size() <= feeds::kMaxFeedItems && feed.sitemaps.size() <= feeds::kMaxFeedItems, "no more items than allowed");
  for (const std::string& text : {feed.title, feed.language}) Require(!platform::FindInvalidUtf8(text), "a feed's fields are UTF-8");
  for (const feeds::FeedItem& item : feed.items) {
    Require(!item.url.empty() || !item.content.empty(), "an item has an address or a content");
    if (!item.url.empty()) CheckAddress(item.url);
    Require(item.content.size() <= feeds::kMaxContentBytes, "no content is longer than allowed");
    Require(item.published.empty() || platform::Edtf::Parse(item.published).ok(), "a date is EDTF: " + item.published);
    Require(item.language.empty() || platform::IsLanguageCode(item.language), "a language is BCP 47: " + item.language);
    for (const std::string& text : {item.guid, item.title, item.content, item.version}) {
      Require(!platform::FindInvalidUtf8(text), "an item's fields are UTF-8");
    }
  }
  for (const feeds::SitemapReference& sitemap : feed.sitemaps) {
    CheckAddress(sitemap.url);
    Require(!platform::FindInvalidUtf8(sitemap.version), "a sitemap's version is UTF-8");
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const chancery::fuzz::CpuLimit limit;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  constexpr std::array kTypes = {"", "application/rss+xml", "text/xml; charset=windows-1258", "application/feed+json; charset=utf-8"};
  const auto feed = feeds::ParseFeed(bytes, kUrl, kTypes.at(size % kTypes.size()));
  if (feed.ok()) {
    CheckFeed(*feed);
  } else {
    Require(!platform::ErrorReason(feed.status()).empty(), "a refusal has its reason");
    Require(!platform::FindInvalidUtf8(std::string(feed.status().message())), "an error's text is UTF-8");
  }
  // Without its address relative ones can't be resolved; what is left must hold all the same.
  if (const auto alone = feeds::ParseFeed(bytes); alone.ok()) CheckFeed(*alone);

  const auto robots = feeds::Robots::Parse(bytes, "Chancery");
  Require(robots.Allows("/robots.txt"), "the rules may be asked for");
  Require(robots.crawl_delay() >= absl::ZeroDuration() && robots.crawl_delay() <= absl::Hours(24), "a delay is within bounds");
  (void)robots.Allows("/world/2024/02/a-story.htm?page=2&x=%C3%A9");
  (void)robots.Allows(bytes);

  constexpr size_t kMostBytes = 1 << 20;
  for (const char* coding : {"gzip", "deflate", "br", "gzip, br"}) {
    const auto body = feeds::DecodeContent(coding, std::string(bytes), kMostBytes);
    Require(!body.ok() || body->size() <= kMostBytes, "no body is longer than allowed");
  }
  return 0;
}
