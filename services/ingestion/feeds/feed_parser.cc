#include "services/ingestion/feeds/feed_parser.h"

#include <memory>
#include <optional>
#include <utility>

#include "absl/strings/ascii.h"
#include "services/ingestion/feeds/content_coding.h"
#include "services/ingestion/feeds/formats.h"
#include "services/ingestion/html/charset.h"
#include "services/platform/status.h"

namespace chancery::ingestion::feeds {
namespace {

// Looks at the root element and lets the reader of its format do the rest.
class RootReader : public XmlHandler {
 public:
  explicit RootReader(std::optional<Url> base) : base_(std::move(base)) {}

  bool OnStart(const std::string& name, const XmlAttributes& attributes) override {
    if (reader_ == nullptr) {
      if (name == "rss" || name == "rdf:RDF") reader_ = MakeRssReader(std::move(base_));
      if (name == "atom:feed") reader_ = MakeAtomReader(std::move(base_));
      if (name == "urlset") reader_ = MakeSitemapReader(FeedKind::kSitemap, std::move(base_));
      if (name == "sitemapindex") reader_ = MakeSitemapReader(FeedKind::kSitemapIndex, std::move(base_));
    }
    return reader_ != nullptr && reader_->OnStart(name, attributes);
  }
  void OnText(std::string_view text) override {
    if (reader_ != nullptr) reader_->OnText(text);
  }
  void OnEnd(const std::string& name) override {
    if (reader_ != nullptr) reader_->OnEnd(name);
  }

  FieldReader* reader() { return reader_.get(); }

 private:
  std::optional<Url> base_;
  std::unique_ptr<FieldReader> reader_;
};

absl::Status NotAFeed(std::string_view what) { return platform::InvalidArgument("feed", what, "NOT_A_FEED"); }

}  // namespace

absl::StatusOr<ParsedFeed> ParseFeed(std::string_view bytes, std::string_view url, std::string_view content_type) {
  std::optional<Url> base;
  if (!url.empty()) {
    auto parsed = Url::Parse(url);
    if (!parsed.ok()) return parsed.status();
    base = *std::move(parsed);
  }
  std::string unpacked;
  if (IsGzip(bytes)) {
    auto inflated = DecodeContent("gzip", std::string(bytes), kMaxFeedBytes);
    if (!inflated.ok()) return inflated.status();
    unpacked = *std::move(inflated);
    bytes = unpacked;
  }
  if (bytes.size() > kMaxFeedBytes) return platform::ResourceExhausted("the feed is too large", "PAGE_TOO_LARGE");
  const auto text = html::DecodePage(bytes, content_type);
  if (!text.ok()) {
    return platform::InvalidArgument("feed", std::string(text.status().message()), platform::ErrorReason(text.status()));
  }
  constexpr std::string_view kBlank = " \t\r\n\xEF\xBB\xBF";
  const size_t begin = text->find_first_not_of(kBlank);
  if (begin == std::string::npos) return NotAFeed("is empty");
  if ((*text)[begin] == '{') return ParseJsonFeed(std::string_view(*text).substr(begin), std::move(base));
  if ((*text)[begin] != '<') return NotAFeed("is neither XML nor JSON");

  RootReader root(std::move(base));
  const absl::Status status = ReadXml(*text, root);
  if (!status.ok()) return status;
  if (root.reader() == nullptr) return NotAFeed("is neither RSS nor Atom nor a sitemap");
  return std::move(root.reader()->feed());
}

}  // namespace chancery::ingestion::feeds
