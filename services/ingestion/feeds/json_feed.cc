// JSON Feed 1 and 1.1 (jsonfeed.org/version/1.1).
#include <nlohmann/json.hpp>
#include <utility>

#include "services/ingestion/feeds/feed_dates.h"
#include "services/ingestion/feeds/formats.h"
#include "services/platform/status.h"

namespace chancery::ingestion::feeds {
namespace {

using Json = nlohmann::json;

// Deeper than any field that is read; what is below is dropped while it is read, so that it costs no memory.
constexpr int kMaxDepth = 4;

std::string TextOf(const Json& object, const char* name) {
  const auto found = object.find(name);
  if (found == object.end()) return "";
  return found->is_string() ? found->get<std::string>() : "";
}

// Gives the items the form that all formats have.
class JsonReader : public FieldReader {
 public:
  explicit JsonReader(std::optional<Url> base) : FieldReader(FeedKind::kJson, std::move(base)) {}

  void Read(const Json& json) {
    feed().title = PlainText(TextOf(json, "title"));
    feed().language = LanguageOf(TextOf(json, "language"));
    const auto items = json.find("items");
    if (items == json.end() || !items->is_array()) return;
    for (const Json& entry : *items) {
      if (entry.is_object()) ReadItem(entry);
    }
  }

 private:
  void ReadItem(const Json& entry) {
    FeedItem item;
    item.guid = TextOf(entry, "id");
    // In some feeds it is a number.
    if (const auto id = entry.find("id"); id != entry.end() && id->is_number_integer()) item.guid = id->dump();
    for (const char* name : {"url", "external_url", "id"}) {
      const std::string address = TextOf(entry, name);
      if (item.url.empty() && (std::string_view(name) != "id" || address.starts_with("http"))) item.url = Resolve(address);
    }
    item.title = EscapeHtml(TextOf(entry, "title"));
    item.language = LanguageOf(TextOf(entry, "language"));
    item.content = TextOf(entry, "content_html");
    if (const std::string text = TextOf(entry, "content_text"); item.content.empty() && !text.empty()) {
      item.content = "<p>" + EscapeHtml(text) + "</p>";
    }
    const std::string dated = TextOf(entry, "date_published");
    const std::string modified = TextOf(entry, "date_modified");
    item.published = DayOfDate(dated.empty() ? modified : dated);
    Add(std::move(item), modified, dated);
  }

  Take Begin(const std::string&, const XmlAttributes&) override { return Take::kNothing; }
  void Field(const std::string&, std::string) override {}
  void End(const std::string&) override {}
};

}  // namespace

absl::StatusOr<ParsedFeed> ParseJsonFeed(std::string_view utf8, std::optional<Url> base) {
  const Json json = Json::parse(
      utf8, [](int depth, Json::parse_event_t, Json&) { return depth <= kMaxDepth; }, /*allow_exceptions=*/false);
  if (json.is_discarded()) return platform::InvalidArgument("feed", "is cut off, or no well-formed JSON", "MALFORMED_FEED");
  if (!json.is_object() || TextOf(json, "version").find("jsonfeed.org/version/") == std::string::npos) {
    return platform::InvalidArgument("feed", "is JSON, but no JSON Feed", "NOT_A_FEED");
  }
  JsonReader reader(std::move(base));
  reader.Read(json);
  return std::move(reader.feed());
}

}  // namespace chancery::ingestion::feeds
