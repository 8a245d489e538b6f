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

// The first day behind one of the pattern's keys; empty if there is none.
std::string KeyedDay(std::string_view script, const RE2& pattern) {
  constexpr int kMostTries = 20;
  re2::StringPiece rest(script.data(), script.size());
  std::string quoted, number;
  for (int i = 0; i < kMostTries && RE2::FindAndConsume(&rest, pattern, &quoted, &number); ++i) {
    if (FindDay(quoted)) return quoted;
    for (const std::string& stamp : {quoted, number}) {
      if (std::string day = DayOfTimestamp(stamp); !day.empty()) return day;
    }
  }
  return "";
}

// What scripts call a text's day. Quotes are escaped where JSON stands in a string.
void ReadScriptDays(std::string_view script, Head& head) {
  constexpr std::string_view kValue = R"re(\\*["']?\s*[:=]\s*(?:\\*["']([^"'\\]{6,40})|(\d{13}|\d{10})\b))re";
  static const RE2* const published = new RE2(
      R"re((?i)\b(?:date_?time_?published|date_?published|publish(?:ed)?_?(?:date|at|on|time|iso)|publication_?(?:date|time)|pub_?date|(?:article|content)_?(?:publication_?date|publish_?date|date)|first_?publish(?:ed)?_?(?:at|date)?|first_?pub_?date|published_?first|first-publication|original_?publish(?:ed)?_?date|date_?publication|display_?date|post_?date|posted_?(?:at|on)))re" +
      std::string(kValue));
  static const RE2* const created =
      new RE2(R"re((?i)\b(?:created?_?(?:at|on|date|time)|creation_?(?:date|time)|date_?creat(?:ed|ion)))re" + std::string(kValue));
  if (head.script_published.empty()) head.script_published = KeyedDay(script, *published);
  if (head.script_created.empty()) head.script_created = KeyedDay(script, *created);
}

// Frameworks leave an element's data in its attributes.
void ReadAttributes(const GumboNode* node, Head& head) {
  constexpr size_t kShortest = 40;
  const GumboVector& attributes = node->v.element.attributes;
  for (unsigned i = 0; i < attributes.length; ++i) {
    const std::string_view value = static_cast<const GumboAttribute*>(attributes.data[i])->value;
    if (value.size() >= kShortest && (value.front() == '{' || value.front() == '[')) ReadScriptDays(value, head);
  }
}

void ReadScript(const GumboNode* node, Head& head) {
  const std::string text = RawText(node);
  if (absl::StrContains(absl::AsciiStrToLower(std::string(Attribute(node, "type"))), "ld+json")) {
    ReadLinkedData(text, head.data);
    return;
  }
  ReadScriptDays(text, head);
}

// Movable Type and what is built after it tell of an entry in RDF within a comment, for trackbacks.
void ReadComment(std::string_view text, Head& head) {
  if (text.find("rdf:") == std::string_view::npos) return;
  static const RE2* const pattern = new RE2(R"re(dc:date="([^"]{8,40})")re");
  std::string written;
  if (RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *pattern, &written)) head.comment_days.push_back(std::move(written));
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
    if (node->type == GUMBO_NODE_COMMENT) ReadComment(node->v.text.text, head);
    if (!IsElement(node)) return false;
    switch (node->v.element.tag) {
      case GUMBO_TAG_HTML:
        head.language = absl::AsciiStrToLower(std::string(Attribute(node, "lang")));
        return true;
      case GUMBO_TAG_SCRIPT:
        ReadScript(node, head);
        return false;
      case GUMBO_TAG_META:
        for (const char* key : {"property", "name", "itemprop", "http-equiv"}) {
          const std::string_view name = Attribute(node, key);
          if (std::string_view(key) == "itemprop" && !IsOfArticle(node)) continue;
          if (name.empty()) continue;
          const std::string_view content = Attribute(node, "content");
          head.meta.emplace(absl::AsciiStrToLower(std::string(name)), content.empty() ? Attribute(node, "value") : content);
        }
        ReadAttributes(node, head);
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
        ReadAttributes(node, head);
        return true;
    }
  });
  // More than one are those of a list of entries.
  if (head.comment_days.size() == 1) head.meta.emplace("dc:date", head.comment_days.front());
  return head;
}

}  // namespace chancery::ingestion::html
