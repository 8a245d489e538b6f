#include "services/ingestion/html/metadata.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <map>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/time/civil_time.h"
#include "services/ingestion/html/byline.h"
#include "services/ingestion/html/dates.h"
#include "services/ingestion/html/json_ld.h"
#include "services/platform/unicode.h"

namespace chancery::ingestion::html {
namespace {

void SetIfEmpty(std::string& field, std::string_view value) {
  if (field.empty()) field = CollapseSpace(value);
}

std::string DayIn(std::string_view text) {
  const auto found = FindDay(text);
  return found ? found->day : "";
}

// What stands in <head> and in scripts.
struct Head {
  std::multimap<std::string, std::string> meta;  // by lower-case property, name or itemprop
  std::string canonical;
  std::string title;
  std::string language;
  LinkedData data;
  std::string script_day;  // of a script's "publishDate" and the like

  std::string Meta(const char* name) const {
    for (auto [at, end] = meta.equal_range(name); at != end; ++at) {
      if (!at->second.empty()) return at->second;
    }
    return "";
  }
};

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
  if (RE2::PartialMatch(text, *pattern, &written)) head.script_day = DayIn(written);
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
          if (!name.empty()) head.meta.emplace(absl::AsciiStrToLower(std::string(name)), Attribute(node, "content"));
        }
        return false;
      case GUMBO_TAG_LINK:
        if (Attribute(node, "rel") == "canonical") SetIfEmpty(head.canonical, Attribute(node, "href"));
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

// "Headline - Outlet" without the outlet.
std::string WithoutOutlet(const std::string& page_title, const std::string& outlet) {
  for (const char* separator : {" | ", " - ", " – ", " — ", " :: ", " » ", " « ", " • "}) {
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

class Reader {
 public:
  Reader(const Page& page, const PageText& text, const std::vector<int>& story, std::string_view url)
      : head_(ReadHead(page)), text_(text), url_(url) {
    first_ = story.empty() ? 0 : story.front();
    last_ = story.empty() ? static_cast<int>(text.blocks.size()) : story.back();
    month_first_ = head_.language == "en-us";
  }

  Metadata Read() {
    Metadata metadata;
    SetIfEmpty(metadata.url, head_.canonical);
    SetIfEmpty(metadata.url, head_.Meta("og:url"));
    for (const std::string& outlet : {head_.data.publisher, head_.Meta("og:site_name"), head_.Meta("application-name")}) {
      SetIfEmpty(metadata.outlet, outlet);
    }
    metadata.title = Title(metadata.outlet);
    metadata.byline = Byline(metadata.outlet);
    metadata.published = Published(metadata.url);
    metadata.modified = Modified();
    metadata.tags = Tags();
    return metadata;
  }

 private:
  // The heading that the page's other titles know; else what they say.
  std::string Title(const std::string& outlet) {
    const std::string known = platform::Fold(head_.title + "\n" + head_.data.headline + "\n" + head_.Meta("og:title"));
    const std::string name = platform::Fold(outlet);
    std::string heading;
    for (size_t i = 0; i < text_.elements.size(); ++i) {
      const Element& element = text_.elements[i];
      if (!IsElement(element.node, GUMBO_TAG_H1) && Attribute(element.node, "itemprop") != "headline") continue;
      std::string text = TextOf(element.node);
      const std::string folded = platform::Fold(text);
      if (folded.empty() || folded == name) continue;
      if (heading_block_ < 0) heading_block_ = element.first_block;
      SetIfEmpty(heading, text);
      if (folded.size() >= 8 && absl::StrContains(known, folded)) {
        heading_block_ = element.first_block;
        return text;
      }
    }
    std::string title;
    for (const std::string& candidate : {head_.data.headline, head_.Meta("og:title"), heading, head_.Meta("twitter:title"), head_.title}) {
      SetIfEmpty(title, DecodeEntities(candidate));
    }
    return WithoutOutlet(title, outlet);
  }

  // Names that the page itself is not called by.
  std::string Byline(const std::string& outlet) {
    const std::string name = platform::Fold(outlet);
    std::string fallback;
    const auto accept = [&](const std::string& line) -> std::string {
      std::string names = NamesOfByline(DecodeEntities(line));
      if (names.empty()) return "";
      const std::string folded = platform::Fold(names);
      if (folded == name || absl::StrContains(folded, "admin") || absl::StrContains(names, "http")) {
        if (fallback.empty()) fallback = names;
        return "";
      }
      return names;
    };
    for (const std::string& line : {head_.data.author, head_.Meta("author"), head_.Meta("article:author"), head_.Meta("dc.creator"),
                                    head_.Meta("parsely-author"), head_.Meta("sailthru.author"), head_.Meta("byl")}) {
      if (std::string names = accept(line); !names.empty()) return names;
    }
    // The line that is nearest to the headline, before comments and related stories have theirs.
    const int begin = heading_block_ >= 0 ? heading_block_ - 5 : first_ - 10;
    for (const bool exact : {true, false}) {
      for (const Element& element : text_.elements) {
        if (!element.hints.byline || element.hints.comment || element.first_block < begin || element.first_block > last_ + 10) continue;
        const bool marked = Attribute(element.node, "rel") == "author" || Attribute(element.node, "itemprop") == "author";
        if (exact != marked) continue;
        const std::string line = TextOf(element.node);
        constexpr size_t kLongest = 150;
        if (line.size() > kLongest) continue;
        if (std::string names = accept(line); !names.empty()) return names;
      }
    }
    for (int b = std::max(begin, 0); b <= std::min(last_ + 3, BlockCount() - 1); ++b) {
      const TextBlock& block = text_.blocks[static_cast<size_t>(b)];
      constexpr size_t kLongest = 80;
      if (block.text.size() > kLongest || (b > first_ + 1 && b < last_)) continue;
      const std::string opening = platform::Fold(block.text.substr(0, 12));
      if (absl::StartsWith(opening, "by ") || absl::StartsWith(opening, "von ") || absl::StartsWith(opening, "por ") ||
          absl::StartsWith(opening, "par ") || absl::StartsWith(opening, "autor: ") || absl::StartsWith(opening, "tac gia")) {
        if (std::string names = accept(block.text); !names.empty()) return names;
      }
    }
    return fallback;
  }

  std::string Published(const std::string& canonical) {
    std::string day = LocalDay(DayIn(head_.data.published), head_.data.published);
    for (const char* name : {"article:published_time",
                             "og:published_time",
                             "datepublished",
                             "date_published",
                             "article.published",
                             "publish-date",
                             "publish_date",
                             "pubdate",
                             "publishdate",
                             "published_time",
                             "published-date",
                             "article:published",
                             "og:article:published_time",
                             "sailthru.date",
                             "parsely-pub-date",
                             "cxenseparse:recs:publishtime",
                             "dc.date.issued",
                             "dcterms.issued",
                             "dc.date.created",
                             "dcterms.created",
                             "dc.date",
                             "dcterms.date",
                             "article_date_original",
                             "citation_date",
                             "citation_publication_date",
                             "displaydate",
                             "originalpublicationdate",
                             "article.created",
                             "datecreated",
                             "date",
                             "last-modified-date",
                             "vr:published_time",
                             "rnews:datepublished",
                             "news:publication_date"}) {
      if (day.empty()) day = LocalDay(DayIn(head_.Meta(name)), head_.Meta(name));
    }
    if (day.empty()) day = MarkedDay("datePublished", "published");
    if (day.empty()) day = DayOfAddress(url_);
    if (day.empty()) day = DayOfAddress(canonical);
    if (day.empty()) day = DayAroundStory(/*farthest=*/90);
    if (day.empty()) day = head_.script_day;
    return day;
  }

  std::string Modified() {
    std::string day = DayIn(head_.data.modified);
    for (const char* name : {"article:modified_time", "og:updated_time", "article:modified", "datemodified", "last-modified",
                             "dcterms.modified", "dc.date.modified"}) {
      if (day.empty()) day = DayIn(head_.Meta(name));
    }
    if (day.empty()) day = MarkedDay("dateModified", "updated");
    return day;
  }

  // Of an element with the microdata's or the microformat's name.
  std::string MarkedDay(std::string_view property, std::string_view name) {
    for (const Element& element : text_.elements) {
      const bool marked = absl::StrContains(std::string(Attribute(element.node, "itemprop")), std::string(property)) ||
                          (Attribute(element.node, "class") == name && element.hints.date) ||
                          (name == "published" && IsElement(element.node, GUMBO_TAG_TIME) &&
                           (gumbo_get_attribute(&element.node->v.element.attributes, "pubdate") != nullptr ||
                            absl::StrContains(std::string(Attribute(element.node, "class")), "entry-date")));
      if (!marked || element.hints.comment) continue;
      for (const std::string_view value :
           {Attribute(element.node, "datetime"), Attribute(element.node, "content"), Attribute(element.node, "title")}) {
        if (std::string day = DayIn(value); !day.empty()) return day;
      }
      const auto found = FindDay(TextOf(element.node), month_first_);
      if (found && found->words <= 6) return found->day;
    }
    return "";
  }

  // The day that stands nearest to the headline: in a <time>, in an element named after dates, in a short line.
  std::string DayAroundStory(int farthest) {
    const int heading = heading_block_ >= 0 ? heading_block_ : first_;
    int best_cost = 1 << 30;
    std::string best;
    const auto offer = [&](const FoundDay& found, int block, int cost) {
      const int distance = std::min(block < heading ? 2 * (heading - block) : block - heading, std::abs(block - first_) + 5);
      // Within the story a date is what it is about, unless it stands at the start.
      const int inside = block > first_ + 2 && block <= last_ ? 40 : 0;
      const int after = block > last_ ? 10 + 2 * (block - last_) - std::min(40, block - heading) : 0;
      cost += distance + inside + after + 4 * static_cast<int>(found.words) + (found.modified ? 25 : 0);
      if (cost < best_cost) {
        best_cost = cost;
        best = found.day;
      }
    };
    for (const Element& element : text_.elements) {
      if (!element.hints.date || element.hints.comment) continue;
      const bool time = IsElement(element.node, GUMBO_TAG_TIME);
      std::string text(Attribute(element.node, "datetime"));
      if (text.empty()) text = TextOf(element.node);
      constexpr size_t kLongest = 200;
      if (text.size() > kLongest) continue;
      if (const auto found = FindDay(text, month_first_)) offer(*found, element.first_block, time ? 0 : 5);
    }
    for (int b = 0; b < BlockCount(); ++b) {
      const TextBlock& block = text_.blocks[static_cast<size_t>(b)];
      constexpr int64_t kLongest = 150;
      // A story may open with its date.
      const bool opening = b >= first_ && b <= first_ + 1;
      if (block.letters > kLongest && !opening) continue;
      const auto found = FindDay(block.letters > kLongest ? block.text.substr(0, 40) : block.text, month_first_);
      if (found) offer(*found, b, block.letters < 40 ? 8 : 15);
    }
    return best_cost <= farthest ? best : "";
  }

  // A time in UTC may name the day before or after the one that the page shows.
  std::string LocalDay(const std::string& day, const std::string& written) {
    const bool utc = absl::EndsWith(written, "Z") || absl::EndsWith(written, "+00:00") || absl::EndsWith(written, "+0000");
    if (day.empty() || !utc) return day;
    constexpr int kNear = 25;
    const std::string shown = DayAroundStory(kNear);
    absl::CivilDay utc_day, shown_day;
    if (!absl::ParseCivilTime(day, &utc_day) || !absl::ParseCivilTime(shown, &shown_day)) return day;
    return std::abs(shown_day - utc_day) == 1 ? shown : day;
  }

  std::vector<std::string> Tags() {
    constexpr size_t kMost = 32;
    std::vector<std::string> tags;
    const auto add = [&](std::string_view tag) {
      std::string text = CollapseSpace(DecodeEntities(tag));
      if (!text.empty() && tags.size() < kMost && std::find(tags.begin(), tags.end(), text) == tags.end()) tags.push_back(std::move(text));
    };
    for (auto [at, end] = head_.meta.equal_range("article:tag"); at != end; ++at) add(at->second);
    for (const std::string& list : {head_.data.keywords, head_.Meta("news_keywords"), head_.Meta("keywords")}) {
      if (!tags.empty()) break;
      for (size_t start = 0; start <= list.size();) {
        const size_t comma = std::min(list.find(',', start), list.size());
        add(std::string_view(list).substr(start, comma - start));
        start = comma + 1;
      }
    }
    return tags;
  }

  int BlockCount() const { return static_cast<int>(text_.blocks.size()); }

  const Head head_;
  const PageText& text_;
  const std::string url_;
  int first_ = 0;
  int last_ = 0;
  int heading_block_ = -1;
  bool month_first_ = false;
};

}  // namespace

Metadata ReadMetadata(const Page& page, const PageText& text, const std::vector<int>& story, std::string_view url) {
  return Reader(page, text, story, url).Read();
}

}  // namespace chancery::ingestion::html
