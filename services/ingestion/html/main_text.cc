#include "services/ingestion/html/main_text.h"

#include <algorithm>

#include "services/ingestion/html/block_filter.h"

namespace chancery::ingestion::html {
namespace {

// What a block adds to the weight of an element that holds it.
double Weight(const TextBlock& block) {
  if (block.heading()) return 0;
  if (block.link_density() > 0.5) return -0.5 * static_cast<double>(std::min<int64_t>(block.link_letters, 60));
  const auto plain = static_cast<double>(block.plain_letters());
  const char last = block.text.empty() ? ' ' : block.text.back();
  const bool sentence = last == '.' || last == '!' || last == '?';
  if (plain >= 80 || (plain >= 30 && sentence)) return plain * (1 - block.link_density());
  return block.shape == Shape::kParagraph ? -5 : -2;
}

}  // namespace

std::vector<int> MainText(const PageText& page) {
  const std::vector<bool> furniture = FurnitureElements(page);
  std::vector<double> weights(page.elements.size(), 0.0);
  for (const TextBlock& block : page.blocks) weights[static_cast<size_t>(block.element)] += Weight(block);
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
  if (best < 0) return {};
  return StoryBlocks(page, furniture, best);
}

}  // namespace chancery::ingestion::html
