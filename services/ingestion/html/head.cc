#include "services/ingestion/html/head.h"

#include <re2/re2.h>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "services/ingestion/html/dates.h"

namespace chancery::ingestion::html {
namespace {

std::string RawText(const GumboNode* node) {
  std::string text;
  for (const GumboNode* child : Children(node)) {
    if (IsText(child)) text += child->v.text.text;
  }
  return text;
}

void ReadScript(const GumboNode* node, Head& head) {
  const std::string text = RawText(node);
  if (absl::StrContains(absl::AsciiStrToLower(std::string(Attribute(node, "type"))), "ld+json")) {
    ReadLinkedData(text, head.data);
    return;
  }
  if (!head.script_day.empty()) return;
  static const RE2* const pattern = new RE2(
      R"re((?i)["'](?:datepublished|publishdate|publisheddate|publish_date|published_date|date_published|publishedat|published_at|publication_?date|pubdate|articlepublishdate|first_?published|publishedfirst|first-publication)["']\s*:\s*["']([^"']{6,40})["'])re");
  std::string written;
  if (!RE2::PartialMatch(text, *pattern, &written)) return;
  if (const auto day = FindDay(written)) head.script_day = day->day;
}

}  // namespace

std::string Head::Meta(const char* name) const {
  for (auto [at, end] = meta.equal_range(name); at != end; ++at) {
    if (!at->second.empty()) return at->second;
  }
  return "";
}

Head ReadHead(const Page& page) {
  Head head;
  Walk(page.root(), [&](const GumboNode* node) {
    if (!IsElement(node)) return false;
    switch (node->v.element.tag) {
      case GUMBO_TAG_HTML:
        head.language = absl::AsciiStrToLower(std::string(Attribute(node, "lang")));
        return true;
      case GUMBO_TAG_SCRIPT:
        ReadScript(node, head);
        return false;
      case GUMBO_TAG_META:
        for (const char* key : {"property", "name", "itemprop"}) {
          const std::string_view name = Attribute(node, key);
          if (std::string_view(key) == "itemprop" && !IsOfArticle(node)) continue;
          if (!name.empty()) head.meta.emplace(absl::AsciiStrToLower(std::string(name)), Attribute(node, "content"));
        }
        return false;
      case GUMBO_TAG_LINK:
        if (Attribute(node, "rel") == "canonical" && head.canonical.empty()) head.canonical = CollapseSpace(Attribute(node, "href"));
        return false;
      case GUMBO_TAG_TITLE:
        if (head.title.empty()) head.title = TextOf(node);
        return false;
      case GUMBO_TAG_SVG:
        return false;
      default:
        return true;
    }
  });
  return head;
}

}  // namespace chancery::ingestion::html
