// Which part of a page is its story.
//
// Thread-safe: all functions are pure.
#pragma once

#include <vector>

#include "services/ingestion/html/blocks.h"

namespace chancery::ingestion::html {

// Indices of the page's blocks that tell its story, in order. The element is chosen whose text outweighs the links and
// labels in it by most (a maximum-weight subtree, after Pasternack and Roth, "Extracting article text from the web with
// maximum subsequence segmentation", WWW 2009); then what is furniture in it is left out. Empty if there is no running
// text. Time is linear in the page.
std::vector<int> MainText(const PageText& page);

}  // namespace chancery::ingestion::html
