// Atom (RFC 4287; of its forerunner 0.3 what has the same names).
#include <utility>

#include "services/ingestion/feeds/feed_dates.h"
#include "services/ingestion/feeds/formats.h"

namespace chancery::ingestion::feeds {
namespace {

std::string ValueOf(const XmlAttributes& attributes, const char* name) {
  const auto found = attributes.find(name);
  return found == attributes.end() ? "" : found->second;
}

class AtomReader : public FieldReader {
 public:
  explicit AtomReader(std::optional<Url> base) : FieldReader(FeedKind::kAtom, std::move(base)) {}

 private:
  Take Begin(const std::string& name, const XmlAttributes& attributes) override {
    if (parent().empty()) {
      feed_base_ = ValueOf(attributes, "xml:base");
      feed().language = LanguageOf(ValueOf(attributes, "xml:lang"));
      return Take::kNothing;
    }
    if (name == "atom:entry") {
      item_ = {};
      item_.language = LanguageOf(ValueOf(attributes, "xml:lang"));
      base_ = ValueOf(attributes, "xml:base");
      if (base_.empty()) base_ = feed_base_;
      link_.clear();
      link_is_html_ = false;
      source_.clear();
      updated_.clear();
      published_.clear();
      return Take::kNothing;
    }
    if (parent() == "atom:feed") return name == "atom:title" ? Take::kText : Take::kNothing;
    if (parent() != "atom:entry") return Take::kNothing;
    if (name == "atom:link") {
      TakeLink(attributes);
      return Take::kNothing;
    }
    if (name == "atom:content") {
      type_ = ValueOf(attributes, "type");
      source_ = ValueOf(attributes, "src");
      return type_ == "xhtml" || type_ == "application/xhtml+xml" ? Take::kMarkup : Take::kText;
    }
    return name == "atom:title" || name == "atom:id" || name == "atom:updated" || name == "atom:modified" || name == "atom:published" ||
                   name == "atom:issued"
               ? Take::kText
               : Take::kNothing;
  }

  void TakeLink(const XmlAttributes& attributes) {
    const std::string rel = ValueOf(attributes, "rel");
    if (!rel.empty() && rel != "alternate") return;
    const std::string type = ValueOf(attributes, "type");
    const bool is_html = type.empty() || type == "text/html" || type == "application/xhtml+xml";
    // Of several the first that leads to a page.
    if (!link_.empty() && (link_is_html_ || !is_html)) return;
    link_ = ValueOf(attributes, "href");
    link_is_html_ = is_html;
  }

  void Field(const std::string& name, std::string text) override {
    if (parent() == "atom:feed") {
      feed().title = PlainText(text);
      return;
    }
    if (name == "atom:title") {
      item_.title = std::move(text);
    } else if (name == "atom:id") {
      item_.guid = std::move(text);
    } else if (name == "atom:updated" || name == "atom:modified") {
      updated_ = std::move(text);
    } else if (name == "atom:published" || name == "atom:issued") {
      published_ = std::move(text);
    } else if (name == "atom:content") {
      if (type_.empty() || type_ == "text" || type_ == "text/plain") {
        item_.content = text.empty() ? "" : "<p>" + EscapeHtml(text) + "</p>";
      } else if (type_ == "html" || type_ == "text/html" || type_ == "xhtml" || type_ == "application/xhtml+xml") {
        item_.content = std::move(text);
      }
    }
  }

  void End(const std::string& name) override {
    if (name != "atom:entry") return;
    for (const std::string& address : {link_, source_, item_.guid.starts_with("http") ? item_.guid : ""}) {
      if (item_.url.empty()) item_.url = Resolve(address, base_);
    }
    item_.published = DayOfDate(published_.empty() ? updated_ : published_);
    Add(std::move(item_), updated_, published_);
  }

  std::string feed_base_;
  FeedItem item_;
  std::string base_;
  std::string link_;
  bool link_is_html_ = false;
  std::string type_;    // of the content
  std::string source_;  // where the content is
  std::string updated_;
  std::string published_;
};

}  // namespace

std::unique_ptr<FieldReader> MakeAtomReader(std::optional<Url> base) { return std::make_unique<AtomReader>(std::move(base)); }

}  // namespace chancery::ingestion::feeds
