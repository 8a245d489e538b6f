#include "services/ingestion/html/standfirst.h"

#include <algorithm>

#include "services/ingestion/html/phrases.h"
#include "services/ingestion/html/place_line.h"
#include "services/platform/unicode.h"

namespace chancery::ingestion::html {
namespace {

// Whether an element's name, or that of one close around it, says that it is the lead.
bool IsNamedLead(const PageText& text, int element) {
  constexpr int kLevels = 3;
  for (int level = 0; level < kLevels && element >= 0; ++level) {
    const Element& at = text.elements[static_cast<size_t>(element)];
    constexpr int kMostBlocks = 3;  // a whole article bears such names, too
    if (at.end_block - at.first_block > kMostBlocks) return false;
    if (at.hints.lead) return true;
    element = at.parent;
  }
  return false;
}

bool CanBeSubtitle(const TextBlock& block) {
  constexpr int64_t kShortest = 12;
  constexpr int64_t kLongest = 700;
  return block.kind == type::v1::BLOCK_KIND_PARAGRAPH && block.letters >= kShortest && block.letters <= kLongest &&
         block.link_density() < 0.3 && !IsBylineOrDate(block.text) && !LeadsAway(block.text) && !HeadsFurniture(block.text);
}

}  // namespace

std::string SubtitleOf(const Head& head, const PageText& text, const Story& story, int heading) {
  if (story.body.empty()) return "";
  const int first = story.body.front();
  // Without a headline only what is named can be told from the line above it.
  constexpr int kFarthest = 25;
  const int begin = heading >= 0 && heading <= first ? heading : std::max(0, first - kFarthest);
  if (first - begin > kFarthest) return "";
  const std::string title = heading >= 0 ? platform::Fold(text.blocks[static_cast<size_t>(heading)].text) : "";
  std::vector<std::string> told;
  for (const std::string& line : {head.data.alternative, head.data.description, head.Meta("og:description"), head.Meta("description")}) {
    if (!line.empty()) told.push_back(platform::Fold(CollapseSpace(DecodeEntities(line))));
  }
  enum Rank { kNone, kHeading, kTold, kApart, kNamed };
  Rank best_rank = kNone;
  std::string best;
  bool right_under = true;
  const int end = std::min(static_cast<int>(text.blocks.size()), first + 2);
  for (int b = begin; b < end; ++b) {
    const TextBlock& block = text.blocks[static_cast<size_t>(b)];
    const std::string folded = platform::Fold(block.text);
    if (folded == title) continue;
    if (!CanBeSubtitle(block)) continue;
    const bool in_story = std::binary_search(story.body.begin(), story.body.end(), b);
    Rank rank = kNone;
    if (IsNamedLead(text, block.element)) {
      rank = kNamed;
    } else if (std::find(story.lead.begin(), story.lead.end(), b) != story.lead.end()) {
      rank = kApart;
    } else if ((!in_story || block.heading()) && std::find(told.begin(), told.end(), folded) != told.end()) {
      rank = kTold;
    } else if (heading >= 0 && right_under && block.heading() &&
               IsElement(text.elements[static_cast<size_t>(block.element)].node, GUMBO_TAG_H2)) {
      rank = kHeading;
    }
    right_under = false;
    if (rank > best_rank) {
      best_rank = rank;
      best = block.text;
    }
  }
  return best;
}

std::string PlaceLineOf(const Head& head, const PageText& text, const Story& story) {
  constexpr size_t kLongest = 100;
  if (story.body.empty()) return "";
  std::vector<int> opening = story.lead;
  constexpr size_t kParagraphs = 2;
  size_t paragraphs = 0;
  for (const int b : story.body) {
    const TextBlock& block = text.blocks[static_cast<size_t>(b)];
    if (block.kind != type::v1::BLOCK_KIND_PARAGRAPH || block.heading()) continue;
    opening.push_back(b);
    if (++paragraphs == kParagraphs) break;
  }
  for (const int b : opening) {
    const std::string_view line = PlaceLineOf(text.blocks[static_cast<size_t>(b)].text);
    if (!line.empty()) return std::string(line);
  }
  const int last = opening.empty() ? story.body.front() : opening.back();
  for (const Element& element : text.elements) {
    if (!element.hints.place || element.first_block > last) continue;
    std::string line = TextOf(element.node);
    if (!line.empty() && line.size() <= kLongest && !IsBylineOrDate(line)) return line;
  }
  return head.data.dateline.size() <= kLongest ? head.data.dateline : "";
}

}  // namespace chancery::ingestion::html
