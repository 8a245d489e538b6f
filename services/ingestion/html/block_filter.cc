#include "services/ingestion/html/block_filter.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "absl/strings/match.h"
#include "services/ingestion/html/phrases.h"

namespace chancery::ingestion::html {

namespace {

// An address that stands alone, as prints have it below.
bool IsAddress(const TextBlock& block) {
  return (absl::StartsWith(block.text, "https://") || absl::StartsWith(block.text, "http://")) && block.text.find(' ') == std::string::npos;
}

// Drops what the outlet says of itself from among the last blocks.
void DropNotices(const PageText& page, std::vector<int>& kept) {
  constexpr size_t kLast = 4;
  constexpr int64_t kLongest = 600;
  const auto first = kept.end() - static_cast<std::ptrdiff_t>(std::min(kLast, kept.size() / 2));
  kept.erase(std::remove_if(first, kept.end(),
                            [&](int index) {
                              const TextBlock& block = page.blocks[static_cast<size_t>(index)];
                              return block.letters <= kLongest && IsNotice(block.text);
                            }),
             kept.end());
}

// Labels, links and signatures between the paragraphs.
bool IsStray(const TextBlock& block) {
  if (block.letters < 2) return true;
  // Markup that was escaped by mistake.
  if (block.text.front() == '<' && block.text.find('=') != std::string::npos) return true;
  if (block.kind == type::v1::BLOCK_KIND_BYLINE && block.letters < 100) return true;
  if (IsBylineOrDate(block.text) || IsAddress(block)) return true;
  if (block.letters < 250 && LeadsAway(block.text) && (block.letters < 80 || block.link_density() > 0.3)) return true;
  if (block.kind != type::v1::BLOCK_KIND_PARAGRAPH) return false;
  if (block.link_density() >= 0.5 && !(block.letters > 120 && block.link_density() < 0.7)) return true;
  return block.letters < 12 && block.shape == Shape::kParagraph && !EndsLikeSentence(block.text);
}

}  // namespace

std::vector<bool> FurnitureElements(const PageText& page) {
  std::vector<int64_t> plain(page.elements.size(), 0);
  std::vector<bool> has_heading(page.elements.size(), false);
  std::vector<int64_t> running(page.elements.size(), 0);  // letters of long paragraphs
  std::vector<int> links(page.elements.size(), 0);
  for (const TextBlock& block : page.blocks) {
    plain[static_cast<size_t>(block.element)] += block.plain_letters();
    links[static_cast<size_t>(block.element)] += block.links;
    if (block.plain_letters() >= 80 && block.link_density() < 0.2) running[static_cast<size_t>(block.element)] += block.plain_letters();
  }
  for (size_t i = page.elements.size(); i-- > 0;) {
    const Element& element = page.elements[i];
    if (IsElement(element.node, GUMBO_TAG_H1) || element.hints.body) has_heading[i] = true;
    if (element.parent < 0) continue;
    plain[static_cast<size_t>(element.parent)] += plain[i];
    running[static_cast<size_t>(element.parent)] += running[i];
    links[static_cast<size_t>(element.parent)] += links[i];
    if (has_heading[i]) has_heading[static_cast<size_t>(element.parent)] = true;
  }
  std::vector<bool> furniture(page.elements.size(), false);
  for (size_t i = 0; i < page.elements.size(); ++i) {
    const Element& element = page.elements[i];
    if (element.hints.comment)
      furniture[i] = plain[i] * 10 < plain[0] * 8 && !has_heading[i];
    else if (element.hints.furniture)
      furniture[i] = plain[i] * 10 < plain[0] * 4;
    else if (element.hints.slight)
      furniture[i] = plain[i] * 10 < plain[0] * 4 && running[i] < 300 && (running[i] == 0 || links[i] > 0);
  }
  return furniture;
}

std::vector<int> StoryBlocks(const PageText& page, const std::vector<bool>& furniture, int root) {
  const Element& top = page.elements[static_cast<size_t>(root)];
  // Cut subtrees: furniture by name, and lists of links.
  std::vector<int64_t> letters(page.elements.size(), 0), linked(page.elements.size(), 0);
  for (const TextBlock& block : page.blocks) {
    letters[static_cast<size_t>(block.element)] += block.letters;
    linked[static_cast<size_t>(block.element)] += block.link_letters;
  }
  for (int i = top.end - 1; i > root; --i) {
    const auto at = static_cast<size_t>(i);
    const auto parent = static_cast<size_t>(page.elements[at].parent);
    letters[parent] += letters[at];
    linked[parent] += linked[at];
  }
  std::vector<bool> cut(page.elements.size(), false);
  for (int i = root + 1; i < top.end; ++i) {
    const auto at = static_cast<size_t>(i);
    const Element& element = page.elements[at];
    bool own = furniture[at];
    if (!own && letters[at] > 0 && linked[at] * 10 > letters[at] * 6) {
      const GumboTag tag = element.node->v.element.tag;
      own = tag == GUMBO_TAG_UL || tag == GUMBO_TAG_OL || tag == GUMBO_TAG_DIV || tag == GUMBO_TAG_SECTION || tag == GUMBO_TAG_TABLE;
    }
    cut[at] = own || cut[static_cast<size_t>(element.parent)];
  }
  std::vector<int64_t> plain_before(1, 0);  // letters of the blocks before each, to weigh parts in constant time
  for (int b = top.first_block; b < top.end_block; ++b) {
    plain_before.push_back(plain_before.back() + page.blocks[static_cast<size_t>(b)].plain_letters());
  }
  std::vector<int> kept;
  int closed_until = -1;  // what stands before this element's end is after the story
  for (int b = top.first_block; b < top.end_block; ++b) {
    const TextBlock& block = page.blocks[static_cast<size_t>(b)];
    if (cut[static_cast<size_t>(block.element)] || block.element < closed_until) continue;
    if ((block.heading() || block.letters < 60) && HeadsFurniture(block.text)) {
      // The rest of the element that the heading stands in, if it holds not most of the story.
      const int parent = page.elements[static_cast<size_t>(block.element)].parent;
      if (parent >= root && block.heading()) {
        const Element& around = page.elements[static_cast<size_t>(parent)];
        const auto at = static_cast<size_t>(b - top.first_block);
        const int64_t before = plain_before[at];
        const int64_t after = plain_before[static_cast<size_t>(around.end_block - top.first_block)] - plain_before[at + 1];
        if (before > 3 * after) closed_until = around.end;
      }
      continue;
    }
    if (IsStray(block)) continue;
    kept.push_back(b);
  }
  DropNotices(page, kept);
  // A heading at the end stands over something that was dropped.
  while (!kept.empty() && page.blocks[static_cast<size_t>(kept.back())].heading()) kept.pop_back();
  return kept;
}

}  // namespace chancery::ingestion::html
