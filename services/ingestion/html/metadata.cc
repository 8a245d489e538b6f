#include "services/ingestion/html/metadata.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace chancery::ingestion::html {
namespace {

using nlohmann::json;

void SetIfEmpty(std::string& field, std::string_view value) {
  if (field.empty()) field = CollapseSpace(value);
}

// A person, an organisation or a list of them: by name.
std::string NameOf(const json& value) {
  if (value.is_string()) return value.get<std::string>();
  if (value.is_object()) {
    const auto name = value.find("name");
    return name != value.end() && name->is_string() ? name->get<std::string>() : "";
  }
  std::string names;
  if (value.is_array()) {
    for (const json& item : value) {
      const std::string name = item.is_array() ? "" : NameOf(item);
      if (!name.empty()) absl::StrAppend(&names, names.empty() ? "" : ", ", name);
    }
  }
  return names;
}

bool IsArticle(const json& object) {
  const auto type = object.find("@type");
  if (type == object.end()) return false;
  const auto names_article = [](const json& name) {
    return name.is_string() && (absl::EndsWith(name.get<std::string>(), "Article") || name == "BlogPosting");
  };
  return type->is_array() ? std::any_of(type->begin(), type->end(), names_article) : names_article(*type);
}

// Articles stand at the top, in a list, in "@graph" or in "mainEntity".
void ReadJsonLd(const json& value, int depth, Metadata& metadata) {
  constexpr int kMaxDepth = 6;
  if (depth > kMaxDepth) return;
  if (value.is_array()) {
    for (const json& item : value) ReadJsonLd(item, depth + 1, metadata);
    return;
  }
  if (!value.is_object()) return;
  if (IsArticle(value)) {
    const auto text = [&](const char* key) {
      const auto found = value.find(key);
      return found != value.end() ? NameOf(*found) : std::string();
    };
    SetIfEmpty(metadata.title, text("headline"));
    SetIfEmpty(metadata.byline, text("author"));
    SetIfEmpty(metadata.outlet, text("publisher"));
    SetIfEmpty(metadata.published, DayOf(text("datePublished")));
  }
  for (const char* key : {"@graph", "mainEntity"}) {
    if (const auto found = value.find(key); found != value.end()) ReadJsonLd(*found, depth + 1, metadata);
  }
}

// What the elements of the page hold, in the order of preference of the fields.
struct Elements {
  std::map<std::string, std::string> meta;  // by lower-case property, name or itemprop; the first of each
  std::string canonical;
  std::string page_title;
  std::string heading;  // the first <h1>
  std::string time;     // the first <time> with a date
  std::string author;   // the first element that is marked as the author's line
};

bool IsAuthorElement(const GumboNode* node) {
  if (Attribute(node, "rel") == "author" || Attribute(node, "itemprop") == "author") return true;
  const std::vector<std::string> tokens = NameTokens(node);
  return std::any_of(tokens.begin(), tokens.end(), [](const std::string& token) { return token == "byline" || token == "author"; });
}

Elements ReadElements(const Page& page, Metadata& metadata) {
  Elements elements;
  Walk(page.root(), [&](const GumboNode* node) {
    if (!IsElement(node)) return false;
    switch (node->v.element.tag) {
      case GUMBO_TAG_SCRIPT:
        if (absl::EqualsIgnoreCase(std::string(Attribute(node, "type")), "application/ld+json")) {
          std::string text;
          for (const GumboNode* child : Children(node)) {
            if (IsText(child)) text += child->v.text.text;
          }
          const json value = json::parse(text, nullptr, /*allow_exceptions=*/false, /*ignore_comments=*/true);
          if (!value.is_discarded()) ReadJsonLd(value, 0, metadata);
        }
        return false;
      case GUMBO_TAG_META:
        for (const char* key : {"property", "name", "itemprop"}) {
          const std::string_view name = Attribute(node, key);
          if (!name.empty()) elements.meta.emplace(absl::AsciiStrToLower(std::string(name)), Attribute(node, "content"));
        }
        return false;
      case GUMBO_TAG_LINK:
        if (Attribute(node, "rel") == "canonical") SetIfEmpty(elements.canonical, Attribute(node, "href"));
        return false;
      case GUMBO_TAG_TITLE:
        if (elements.page_title.empty()) elements.page_title = TextOf(node);
        return false;
      case GUMBO_TAG_H1:
        if (elements.heading.empty()) elements.heading = TextOf(node);
        return true;
      case GUMBO_TAG_TIME: {
        const std::string_view datetime = Attribute(node, "datetime");
        SetIfEmpty(elements.time, DayOf(datetime.empty() ? TextOf(node) : std::string(datetime)));
        return true;
      }
      default:
        if (elements.author.empty() && IsAuthorElement(node)) {
          constexpr size_t kLongestByline = 120;
          const std::string text = TextOf(node);
          if (text.size() <= kLongestByline) elements.author = text;
        }
        return true;
    }
  });
  return elements;
}

// "Headline - Outlet" without the outlet.
std::string WithoutOutlet(const std::string& page_title, const std::string& outlet) {
  for (const char* separator : {" | ", " - ", " – ", " — ", " :: "}) {
    const size_t position = page_title.rfind(separator);
    if (position == std::string::npos || position == 0) continue;
    const std::string tail = page_title.substr(position + std::string_view(separator).size());
    constexpr size_t kLongestOutlet = 40;
    if (tail == outlet || (outlet.empty() && tail.size() <= kLongestOutlet && position > tail.size())) {
      return page_title.substr(0, position);
    }
  }
  return page_title;
}

}  // namespace

std::string DayOf(std::string_view text) {
  static const RE2* iso = new RE2(R"(\b((?:19|20)\d\d)[-/.]?(0[1-9]|1[0-2])[-/.]?(0[1-9]|[12]\d|3[01])(?:\D|$|T))");
  static const RE2* day_first = new RE2(R"(\b(0?[1-9]|[12]\d|3[01])[-/.](0?[1-9]|1[0-2])[-/.]((?:19|20)\d\d)\b)");
  const re2::StringPiece piece(text.data(), text.size());
  std::string year, month, day;
  const bool found = RE2::PartialMatch(piece, *iso, &year, &month, &day) || RE2::PartialMatch(piece, *day_first, &day, &month, &year);
  if (!found) return "";
  const auto two = [](const std::string& digits) { return digits.size() == 1 ? "0" + digits : digits; };
  return absl::StrCat(year, "-", two(month), "-", two(day));
}

Metadata ReadMetadata(const Page& page) {
  Metadata metadata;
  const Elements elements = ReadElements(page, metadata);
  const auto meta = [&](const char* name) {
    const auto found = elements.meta.find(name);
    return found != elements.meta.end() ? found->second : std::string();
  };
  SetIfEmpty(metadata.outlet, meta("og:site_name"));
  SetIfEmpty(metadata.outlet, meta("application-name"));

  SetIfEmpty(metadata.title, meta("og:title"));
  SetIfEmpty(metadata.title, elements.heading);
  SetIfEmpty(metadata.title, elements.page_title);
  metadata.title = WithoutOutlet(metadata.title, metadata.outlet);

  for (const char* name : {"author", "article:author", "dc.creator"}) {
    if (!absl::StrContains(meta(name), "://")) SetIfEmpty(metadata.byline, meta(name));
  }
  SetIfEmpty(metadata.byline, elements.author);

  for (const char* name : {"article:published_time", "og:published_time", "datepublished", "pubdate", "publishdate", "dc.date.issued",
                           "dc.date", "dcterms.created", "date"}) {
    SetIfEmpty(metadata.published, DayOf(meta(name)));
  }
  SetIfEmpty(metadata.published, elements.time);

  SetIfEmpty(metadata.url, elements.canonical);
  SetIfEmpty(metadata.url, meta("og:url"));
  return metadata;
}

}  // namespace chancery::ingestion::html
