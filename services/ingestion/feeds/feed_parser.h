// Feeds and sitemaps as lists of what they name.
//
// Thread-safe: all functions are pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace chancery::ingestion::feeds {

// Limits of one file, whoever wrote it.
inline constexpr size_t kMaxFeedBytes = 32 << 20;    // unpacked
inline constexpr size_t kMaxFeedItems = 50'000;      // what the sitemap protocol allows; those beyond are left out
inline constexpr size_t kMaxContentBytes = 1 << 20;  // of one item; a longer content is left out

enum class FeedKind { kRss, kAtom, kJson, kSitemap, kSitemapIndex };

// An article that a feed names. Fields are empty where the feed does not tell.
struct FeedItem {
  std::string url = {};        // absolute, normalised (url.h)
  std::string guid = {};       // what the feed itself calls it
  std::string title = {};      // plain text
  std::string published = {};  // EDTF, a day or coarser
  std::string language = {};   // BCP 47
  std::string content = {};    // HTML, if the feed has the whole article
  std::string version = {};    // changes when the article does, as far as the feed tells
};

// A sitemap that a sitemap index names.
struct SitemapReference {
  std::string url = {};
  std::string version = {};  // its lastmod; may be empty
};

struct ParsedFeed {
  FeedKind kind = FeedKind::kRss;
  std::string title = {};
  std::string language = {};
  std::vector<FeedItem> items = {};             // in the feed's order; each has a url or a content
  std::vector<SitemapReference> sitemaps = {};  // of a sitemap index
  bool truncated = false;                       // there were more
};

// Reads RSS 0.9x, 1.0 (RDF) and 2.0, Atom (RFC 4287 and 0.3), JSON Feed 1 and 1.1, sitemaps, sitemap indexes and news sitemaps,
// each also gzipped, in any encoding that the bytes, the `content_type` (a header's value) or the XML declaration tell. `url`
// is where the feed is from: relative addresses are resolved against it, without it they are left out.
// Nothing that the bytes name is loaded; a document type that declares entities is refused. XML that is not well-formed is read
// as far as it makes sense, if it comes to the end of its root element.
// INVALID_ARGUMENT of feed: NOT_A_FEED, MALFORMED_FEED (cut off, above all), FEED_WITH_ENTITIES, UNSUPPORTED_CHARSET.
// RESOURCE_EXHAUSTED: PAGE_TOO_LARGE. UNAVAILABLE: BODY_CUT_OFF, BAD_ENCODING for gzip that has no end or is damaged.
absl::StatusOr<ParsedFeed> ParseFeed(std::string_view bytes, std::string_view url = {}, std::string_view content_type = {});

}  // namespace chancery::ingestion::feeds
