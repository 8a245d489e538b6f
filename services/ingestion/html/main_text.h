// Which part of a page is its story.
//
// Thread-safe: all functions are pure.
#pragma once

#include <vector>

#include "services/ingestion/html/blocks.h"

namespace chancery::ingestion::html {

// The blocks of the page's story in order: of the element that the page marks as the article's body, else of the one
// with the densest running text; without lists of links and stray labels. Empty if there is no running text.
std::vector<TextBlock> MainText(const Page& page);

}  // namespace chancery::ingestion::html
