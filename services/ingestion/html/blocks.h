// A page as a flat list of its elements and of the pieces of text between them, each with what tells text from furniture.
//
// Thread-safe: all functions are pure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "chancery/type/v1/vocabulary.pb.h"
#include "services/ingestion/html/dom.h"
#include "services/ingestion/html/hints.h"

namespace chancery::ingestion::html {

// How a block stands in its page.
enum class Shape { kParagraph, kHeading, kListItem, kTableRow, kPreformatted };

struct TextBlock {
  std::string text;          // white space collapsed
  int64_t letters = 0;       // code points but spaces; those that write a syllable or a word count twice
  int64_t link_letters = 0;  // of them inside links
  int links = 0;
  Shape shape = Shape::kParagraph;
  type::v1::BlockKind kind = type::v1::BLOCK_KIND_PARAGRAPH;
  int element = 0;  // index of the block element that it is the text of

  int64_t plain_letters() const { return letters - link_letters; }
  double link_density() const { return letters == 0 ? 0 : static_cast<double>(link_letters) / static_cast<double>(letters); }
  bool heading() const { return shape == Shape::kHeading; }
};

struct Element {
  const GumboNode* node = nullptr;
  int parent = -1;  // index; -1 for the root
  int end = 0;      // index after the last element below it
  int first_block = 0;
  int end_block = 0;
  Hints hints;
};

// Elements and blocks in document order; elements[0] is the root.
struct PageText {
  std::vector<Element> elements;
  std::vector<TextBlock> blocks;
};

// Text is cut at block elements, at two <br> in a row, and at one after the end of a long sentence. The cells of a
// table's row are one block, "a | b | c", unless they hold blocks themselves.
PageText ReadPage(const Page& page, Reading reading = Reading::kVisible);

}  // namespace chancery::ingestion::html
