#include "services/ingestion/html/metadata.h"

#include <algorithm>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "services/ingestion/html/byline.h"
#include "services/ingestion/html/head.h"
#include "services/ingestion/html/standfirst.h"
#include "services/ingestion/html/story_days.h"
#include "services/platform/unicode.h"

namespace chancery::ingestion::html {
namespace {

void SetIfEmpty(std::string& field, std::string_view value) {
  if (field.empty()) field = CollapseSpace(value);
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
  Reader(const Page& page, const PageText& text, const Story& story, std::string_view url)
      : head_(ReadHead(page)), text_(text), story_(story), url_(url) {
    first_ = story.body.empty() ? 0 : story.body.front();
    last_ = story.body.empty() ? static_cast<int>(text.blocks.size()) : story.body.back();
  }

  Metadata Read() {
    Metadata metadata;
    SetIfEmpty(metadata.url, head_.canonical);
    SetIfEmpty(metadata.url, head_.Meta("og:url"));
    for (const std::string& outlet : {head_.data.publisher, head_.Meta("og:site_name"), head_.Meta("application-name")}) {
      SetIfEmpty(metadata.outlet, outlet);
    }
    metadata.title = Title(metadata.outlet);
    metadata.subtitle = SubtitleOf(head_, text_, story_, heading_block_);
    metadata.place_line = PlaceLineOf(head_, text_, story_);
    metadata.byline = Byline(metadata.outlet);
    const StoryDays days = ReadDays(head_, text_, story_, heading_block_, {url_, metadata.url});
    metadata.published = days.published;
    metadata.modified = days.modified;
    metadata.tags = Tags();
    if (head_.data.article || head_.Meta("og:type") == "article" || !head_.Meta("article:published_time").empty()) {
      for (const std::string& description : {head_.data.description, head_.Meta("og:description"), head_.Meta("description")}) {
        SetIfEmpty(metadata.description, DecodeEntities(description));
      }
    }
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
    if (const int block = BlockOfTitle(); block >= 0) heading_block_ = block;
    std::string title;
    for (const std::string& candidate : {head_.data.headline, head_.Meta("og:title"), heading, head_.Meta("twitter:title"), head_.title}) {
      SetIfEmpty(title, DecodeEntities(candidate));
    }
    return WithoutOutlet(title, outlet);
  }

  // The block that says what the page's title does, where no <h1> does; -1 if there is none.
  int BlockOfTitle() const {
    constexpr size_t kShortest = 12;
    std::vector<std::string> parts;
    for (const std::string& title : {head_.data.headline, head_.Meta("og:title"), head_.title}) {
      std::string rest = platform::Fold(CollapseSpace(DecodeEntities(title)));
      for (const char* separator : {" | ", " – ", " — ", " :: ", " » ", " « ", " • ", " / "}) {
        for (size_t at = rest.find(separator); at != std::string::npos; at = rest.find(separator)) {
          rest.replace(at, std::string_view(separator).size(), " - ");
        }
      }
      rest += " - ";
      for (size_t at = 0, end = rest.find(" - "); end != std::string::npos; at = end + 3, end = rest.find(" - ", at)) {
        if (end - at >= kShortest) parts.push_back(rest.substr(at, end - at));
      }
    }
    int line = -1;
    for (int b = 0; b < BlockCount(); ++b) {
      const TextBlock& block = text_.blocks[static_cast<size_t>(b)];
      constexpr size_t kLongest = 400;
      if (block.text.size() > kLongest) continue;
      const std::string folded = platform::Fold(block.text);
      const bool told = std::any_of(parts.begin(), parts.end(), [&](const std::string& part) {
        return folded.size() <= 2 * part.size() && absl::StrContains(folded, part);
      });
      if (told && block.heading()) return b;
      if (told && line < 0) line = b;
    }
    return line;
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
  const Story& story_;
  const std::string url_;
  int first_ = 0;
  int last_ = 0;
  int heading_block_ = -1;
};

}  // namespace

Metadata ReadMetadata(const Page& page, const PageText& text, const Story& story, std::string_view url) {
  return Reader(page, text, story, url).Read();
}

}  // namespace chancery::ingestion::html
