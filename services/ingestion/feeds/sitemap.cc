// Sitemaps and their indexes (sitemaps.org/protocol.html), news sitemaps
// (developers.google.com/search/docs/crawling-indexing/sitemaps/news-sitemap).
#include <utility>

#include "services/ingestion/feeds/feed_dates.h"
#include "services/ingestion/feeds/formats.h"

namespace chancery::ingestion::feeds {
namespace {

class SitemapReader : public FieldReader {
 public:
  SitemapReader(FeedKind kind, std::optional<Url> base) : FieldReader(kind, std::move(base)) {}

 private:
  Take Begin(const std::string& name, const XmlAttributes&) override {
    if (name == "url" || name == "sitemap") {
      item_ = {};
      modified_.clear();
      dated_.clear();
    }
    const bool wanted = ((parent() == "url" || parent() == "sitemap") && (name == "loc" || name == "lastmod")) ||
                        (parent() == "news:news" && (name == "news:title" || name == "news:publication_date")) ||
                        (parent() == "news:publication" && (name == "news:name" || name == "news:language"));
    return wanted ? Take::kText : Take::kNothing;
  }

  void Field(const std::string& name, std::string text) override {
    if (name == "loc") {
      item_.url = Resolve(text);
    } else if (name == "lastmod") {
      modified_ = std::move(text);
    } else if (name == "news:title") {
      item_.title = std::move(text);
    } else if (name == "news:publication_date") {
      dated_ = std::move(text);
    } else if (name == "news:language") {
      item_.language = LanguageOf(text);
    } else if (name == "news:name" && feed().title.empty()) {
      // The sitemap itself has no title.
      feed().title = PlainText(text);
    }
  }

  void End(const std::string& name) override {
    if (name == "sitemap" && feed().kind == FeedKind::kSitemapIndex && !item_.url.empty()) {
      if (feed().sitemaps.size() < kMaxFeedItems) {
        feed().sitemaps.push_back({.url = item_.url, .version = VersionOf(modified_, "", "")});
      } else {
        feed().truncated = true;
      }
    }
    if (name == "url" && feed().kind == FeedKind::kSitemap) {
      // A lastmod without a date of publication may be of any change since.
      item_.published = DayOfDate(dated_);
      Add(std::move(item_), modified_, dated_);
    }
  }

  FeedItem item_;
  std::string modified_;
  std::string dated_;
};

}  // namespace

std::unique_ptr<FieldReader> MakeSitemapReader(FeedKind kind, std::optional<Url> base) {
  return std::make_unique<SitemapReader>(kind, std::move(base));
}

}  // namespace chancery::ingestion::feeds
