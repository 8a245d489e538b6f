#include "services/ingestion/html/main_text.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "absl/strings/match.h"

namespace chancery::ingestion::html {
namespace {

constexpr double kLinkedFurniture = 0.5;

// Running text rather than a label: long enough, or closed like a sentence.
bool IsRunning(const TextBlock& block) {
  constexpr int64_t kSentence = 60;
  if (block.link_density() >= kLinkedFurniture) return false;
  return block.letters >= kSentence;
}

int64_t Weight(const std::vector<TextBlock>& blocks) {
  int64_t weight = 0;
  for (const TextBlock& block : blocks) {
    if (block.link_density() < kLinkedFurniture && !block.heading) weight += block.letters - block.link_letters;
  }
  return weight;
}

// An element that the page itself calls the article's text; null if none does.
const GumboNode* MarkedBody(const Page& page) {
  const GumboNode* marked = nullptr;
  int64_t best = 0;
  Walk(page.root(), [&](const GumboNode* node) {
    if (!IsElement(node)) return false;
    const bool body = Attribute(node, "itemprop") == "articleBody";
    if (body || IsElement(node, GUMBO_TAG_ARTICLE)) {
      const int64_t weight = Weight(ReadBlocks(node));
      if (weight > best) {
        best = weight;
        marked = node;
      }
      return !body;  // a body holds no other; an article may hold its body
    }
    return true;
  });
  return marked;
}

// The element whose children hold the most running text: each block of it counts for its parent, half for the parent's
// parent, less by the share of links.
const GumboNode* DensestElement(const std::vector<TextBlock>& blocks) {
  std::unordered_map<const GumboNode*, double> scores;
  std::vector<const GumboNode*> order;  // so that ties go to the first
  const auto add = [&](const GumboNode* node, double score) {
    if (node == nullptr || !IsElement(node)) return;
    const auto [entry, is_new] = scores.emplace(node, 0.0);
    if (is_new) order.push_back(node);
    entry->second += score;
  };
  for (const TextBlock& block : blocks) {
    if (!IsRunning(block) || block.element == nullptr) continue;
    const double score = static_cast<double>(block.letters) * (1 - block.link_density());
    const GumboNode* parent = block.element->parent;
    // Text that stands in a <div> without paragraphs speaks for the <div> itself.
    if (!IsElement(block.element, GUMBO_TAG_P)) add(block.element, score);
    add(parent, score);
    if (parent != nullptr) add(parent->parent, score / 2);
  }
  const GumboNode* best = nullptr;
  for (const GumboNode* node : order) {
    if (best == nullptr || scores[node] > scores[best]) best = node;
  }
  return best;
}

// Drops lists of links and labels ("Read more:", dates, counters) between the paragraphs.
std::vector<TextBlock> WithoutFurniture(std::vector<TextBlock> blocks) {
  blocks.erase(std::remove_if(blocks.begin(), blocks.end(),
                              [](const TextBlock& block) {
                                if (block.kind != type::v1::BLOCK_KIND_PARAGRAPH) return block.letters < 3;
                                if (block.link_density() >= kLinkedFurniture) return true;
                                constexpr int64_t kLabel = 15;
                                return block.letters < kLabel && !block.heading && !absl::EndsWith(block.text, ".") &&
                                       !absl::EndsWith(block.text, "”");
                              }),
               blocks.end());
  // A heading at the end stands over something that was dropped.
  while (!blocks.empty() && blocks.back().heading) blocks.pop_back();
  return blocks;
}

}  // namespace

std::vector<TextBlock> MainText(const Page& page) {
  const std::vector<TextBlock> all = ReadBlocks(page.root());
  const GumboNode* element = MarkedBody(page);
  // A page of many teasers marks each as an article: then none holds much of the text.
  if (element != nullptr && Weight(ReadBlocks(element)) * 2 < Weight(all)) element = nullptr;
  if (element == nullptr) element = DensestElement(all);
  if (element == nullptr) return WithoutFurniture(all);
  return WithoutFurniture(ReadBlocks(element));
}

}  // namespace chancery::ingestion::html
