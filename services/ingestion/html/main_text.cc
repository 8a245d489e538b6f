#include "services/ingestion/html/main_text.h"

#include <algorithm>

#include "services/ingestion/html/block_filter.h"
#include "services/ingestion/html/phrases.h"

namespace chancery::ingestion::html {
namespace {

// A headline or an invitation that leads to another page.
bool IsLinkLine(const TextBlock& block) {
  constexpr int64_t kHeadline = 15;
  return block.letters >= kHeadline && block.link_density() >= 0.8;
}

// What a block adds to the weight of an element that holds it.
double Weight(const TextBlock& block) {
  if (block.heading()) return IsLinkLine(block) ? -30 : 0;
  if (block.link_density() > 0.5) return -0.5 * static_cast<double>(std::min<int64_t>(block.link_letters, 60));
  auto plain = static_cast<double>(block.plain_letters());
  // Lists are of other stories more often than not.
  if (block.shape == Shape::kListItem) plain *= block.link_density() > 0.15 ? 0.2 : 0.7;
  if (plain >= 80 || (plain >= 30 && EndsLikeSentence(block.text))) return plain * (1 - block.link_density());
  return block.shape == Shape::kParagraph ? -5 : -2;
}

// Whether a paragraph stands between headlines of other stories, as in a list of them.
bool IsTeaser(const std::vector<TextBlock>& blocks, size_t index) {
  const auto leads = [&](size_t at, bool far) { return at < blocks.size() && IsLinkLine(blocks[at]) && (!far || blocks[at].heading()); };
  const bool before =
      (index >= 1 && leads(index - 1, false)) || (index >= 2 && leads(index - 2, false)) || (index >= 3 && leads(index - 3, true));
  return before && (leads(index + 1, false) || leads(index + 2, false) || leads(index + 3, true));
}

// Blocks of running text between the headline and the story: its lead, where that is no part of the same element.
std::vector<int> LeadBlocks(const PageText& page, const std::vector<bool>& inside, int root) {
  const int begin = page.elements[static_cast<size_t>(root)].first_block;
  int heading = -1;
  constexpr int kFarthest = 25;
  for (int b = std::max(0, begin - kFarthest); b < begin; ++b) {
    const TextBlock& block = page.blocks[static_cast<size_t>(b)];
    if (block.heading() && IsElement(page.elements[static_cast<size_t>(block.element)].node, GUMBO_TAG_H1)) heading = b;
  }
  std::vector<int> lead;
  if (heading < 0) return lead;
  for (int b = heading + 1; b < begin; ++b) {
    const TextBlock& block = page.blocks[static_cast<size_t>(b)];
    const bool running = block.kind == type::v1::BLOCK_KIND_PARAGRAPH && block.letters >= 60 && block.link_density() < 0.2 &&
                         (!block.heading() || page.elements[static_cast<size_t>(block.element)].hints.lead);
    if (running && !inside[static_cast<size_t>(block.element)] && !IsTeaser(page.blocks, static_cast<size_t>(b)) &&
        !LeadsAway(block.text) && !IsBylineOrDate(block.text)) {
      lead.push_back(b);
    }
  }
  constexpr size_t kMost = 3;
  if (lead.size() > kMost) lead.clear();
  return lead;
}

// The element that is named as the text of the article, where that is of lines alone; -1 if there is none.
int NamedBody(const PageText& page, const std::vector<bool>& inside) {
  constexpr int64_t kLeastLetters = 30;
  for (size_t i = 0; i < page.elements.size(); ++i) {
    const Element& element = page.elements[i];
    if (!element.hints.body || inside[i]) continue;
    int64_t letters = 0;
    for (int b = element.first_block; b < element.end_block && letters < kLeastLetters; ++b) {
      const TextBlock& block = page.blocks[static_cast<size_t>(b)];
      if (!block.heading()) letters += block.plain_letters();
    }
    if (letters >= kLeastLetters) return static_cast<int>(i);
  }
  return -1;
}

}  // namespace

Story MainText(const PageText& page) {
  const std::vector<bool> furniture = FurnitureElements(page);
  std::vector<double> weights(page.elements.size(), 0.0);
  for (size_t b = 0; b < page.blocks.size(); ++b) {
    const TextBlock& block = page.blocks[b];
    const double weight = Weight(block);
    weights[static_cast<size_t>(block.element)] += weight > 0 && IsTeaser(page.blocks, b) ? weight * 0.2 : weight;
  }
  std::vector<bool> inside(page.elements.size(), false);  // furniture or below it
  for (size_t i = 0; i < page.elements.size(); ++i) {
    const int parent = page.elements[i].parent;
    inside[i] = furniture[i] || (parent >= 0 && inside[static_cast<size_t>(parent)]);
  }
  int best = -1;
  double best_weight = 0;
  for (size_t i = page.elements.size(); i-- > 0;) {
    const Element& element = page.elements[i];
    double weight = weights[i] * (inside[i] ? 0.3 : 1.0);
    if (element.hints.body) weight *= Attribute(element.node, "itemprop") == "articleBody" ? 2.0 : 1.3;
    if (element.hints.article) weight *= 1.1;
    if (weight > best_weight) {
      best_weight = weight;
      best = static_cast<int>(i);
    }
    if (element.parent >= 0 && !furniture[i]) weights[static_cast<size_t>(element.parent)] += weights[i];
  }
  if (best < 0) best = NamedBody(page, inside);
  if (best < 0) return {};
  return {.lead = LeadBlocks(page, inside, best), .body = StoryBlocks(page, furniture, best)};
}

int64_t RunningLetters(const PageText& page, const Story& story) {
  int64_t running = 0;
  for (const int index : story.body) {
    const TextBlock& block = page.blocks[static_cast<size_t>(index)];
    if (block.kind == type::v1::BLOCK_KIND_PARAGRAPH && !block.heading()) running += block.letters;
  }
  return running;
}

}  // namespace chancery::ingestion::html
