// The pieces of running text of a page, in order, each with what tells text from furniture.
//
// Thread-safe: all functions are pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "chancery/type/v1/vocabulary.pb.h"
#include "services/ingestion/html/dom.h"

namespace chancery::ingestion::html {

struct TextBlock {
  std::string text;          // white space collapsed
  int64_t letters = 0;       // code points but spaces
  int64_t link_letters = 0;  // of them inside links
  type::v1::BlockKind kind = type::v1::BLOCK_KIND_PARAGRAPH;
  bool heading = false;                // <h1> to <h6>
  const GumboNode* element = nullptr;  // the block element that it is the text of

  double link_density() const { return letters == 0 ? 0 : static_cast<double>(link_letters) / static_cast<double>(letters); }
};

// Text below `node`, cut at block elements and at two <br> in a row. What is never read by a visitor is left out
// (scripts, forms, hidden elements), and what by its element or name is furniture (navigation, share bars, related
// stories, comments), unless it holds most of the page's text.
std::vector<TextBlock> ReadBlocks(const GumboNode* node);

}  // namespace chancery::ingestion::html
