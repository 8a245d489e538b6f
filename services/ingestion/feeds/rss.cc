// RSS 2.0 (rssboard.org/rss-specification) and its forerunners, RSS 1.0 (web.resource.org/rss/1.0).
#include <utility>

#include "services/ingestion/feeds/feed_dates.h"
#include "services/ingestion/feeds/formats.h"

namespace chancery::ingestion::feeds {
namespace {

class RssReader : public FieldReader {
 public:
  explicit RssReader(std::optional<Url> base) : FieldReader(FeedKind::kRss, std::move(base)) {}

 private:
  Take Begin(const std::string& name, const XmlAttributes& attributes) override {
    if (name == "item") {
      item_ = {};
      guid_is_link_ = false;
      link_.clear();
      original_.clear();
      modified_.clear();
      dated_.clear();
      if (const auto about = attributes.find("rdf:about"); about != attributes.end()) item_.guid = about->second;
      return Take::kNothing;
    }
    if (parent() == "channel") return name == "title" || name == "language" || name == "dc:language" ? Take::kText : Take::kNothing;
    if (parent() != "item") return Take::kNothing;
    if (name == "guid") {
      const auto permanent = attributes.find("isPermaLink");
      guid_is_link_ = permanent == attributes.end() || permanent->second == "true";
    }
    if (name == "atom:link") {
      const auto rel = attributes.find("rel");
      const auto href = attributes.find("href");
      if (href != attributes.end() && link_.empty() && (rel == attributes.end() || rel->second == "alternate")) link_ = href->second;
      return Take::kNothing;
    }
    return Take::kText;
  }

  void Field(const std::string& name, std::string text) override {
    if (parent() == "channel") {
      if (name == "title") {
        feed().title = PlainText(text);
      } else if (feed().language.empty()) {
        feed().language = LanguageOf(text);
      }
      return;
    }
    if (name == "title") {
      item_.title = std::move(text);
    } else if (name == "link") {
      if (!text.empty()) link_ = std::move(text);
    } else if (name == "feedburner:origLink") {
      original_ = std::move(text);
    } else if (name == "guid") {
      item_.guid = std::move(text);
    } else if (name == "content:encoded") {
      item_.content = std::move(text);
    } else if (name == "dc:language") {
      item_.language = LanguageOf(text);
    } else if (name == "dcterms:modified" || name == "atom:updated") {
      modified_ = std::move(text);
    } else if (name == "pubDate" || ((name == "dc:date" || name == "dcterms:created" || name == "dcterms:issued") && dated_.empty())) {
      dated_ = std::move(text);
    }
  }

  void End(const std::string& name) override {
    if (name != "item") return;
    for (const std::string* address : {&original_, &link_, guid_is_link_ ? &item_.guid : &link_}) {
      if (item_.url.empty()) item_.url = Resolve(*address);
    }
    item_.published = DayOfDate(dated_);
    Add(std::move(item_), modified_, dated_);
  }

  FeedItem item_;
  bool guid_is_link_ = false;
  std::string link_;
  std::string original_;
  std::string modified_;
  std::string dated_;
};

}  // namespace

std::unique_ptr<FieldReader> MakeRssReader(std::optional<Url> base) { return std::make_unique<RssReader>(std::move(base)); }

}  // namespace chancery::ingestion::feeds
