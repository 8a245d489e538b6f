// Which part of a page is its story.
//
// Thread-safe: all functions are pure.
#pragma once

#include <cstdint>
#include <vector>

#include "services/ingestion/html/blocks.h"

namespace chancery::ingestion::html {

// Indices of a page's blocks, in order.
struct Story {
  std::vector<int> lead;  // between the headline and the text, where the page sets it apart
  std::vector<int> body;  // empty if there is no running text
};

// The element is chosen whose text outweighs the links and
// labels in it by most (a maximum-weight subtree, after Pasternack and Roth, "Extracting article text from the web with
// maximum subsequence segmentation", WWW 2009); then what is furniture in it is left out. Time is linear in the page.
// Without running text it is the element that is named as the text of the article, if it says anything.
Story MainText(const PageText& page);

// Letters of a story's paragraphs.
int64_t RunningLetters(const PageText& page, const Story& story);

}  // namespace chancery::ingestion::html
