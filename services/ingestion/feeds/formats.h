// Readers of the formats that ParseFeed knows; internal to this folder.
#pragma once

#include <memory>
#include <optional>
#include <string_view>

#include "absl/status/statusor.h"
#include "services/ingestion/feeds/feed_parser.h"
#include "services/ingestion/feeds/field_reader.h"
#include "services/ingestion/feeds/url.h"

namespace chancery::ingestion::feeds {

// RSS 0.9x, 2.0 and 1.0 (RDF).
std::unique_ptr<FieldReader> MakeRssReader(std::optional<Url> base);
// Atom.
std::unique_ptr<FieldReader> MakeAtomReader(std::optional<Url> base);
// Sitemaps, also with news, and sitemap indexes.
std::unique_ptr<FieldReader> MakeSitemapReader(FeedKind kind, std::optional<Url> base);

// JSON Feed. INVALID_ARGUMENT of feed: NOT_A_FEED, MALFORMED_FEED.
absl::StatusOr<ParsedFeed> ParseJsonFeed(std::string_view utf8, std::optional<Url> base);

}  // namespace chancery::ingestion::feeds
