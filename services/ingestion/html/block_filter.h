// What is no story within the part of a page that holds it.
//
// Thread-safe: all functions are pure.
#pragma once

#include <vector>

#include "services/ingestion/html/blocks.h"

namespace chancery::ingestion::html {

// Per element: whether it is furniture or comments by its name, and not so heavy that it must be the story itself.
std::vector<bool> FurnitureElements(const PageText& page);

// The blocks below `root` (an index of page.elements) that belong to the story.
std::vector<int> StoryBlocks(const PageText& page, const std::vector<bool>& furniture, int root);

}  // namespace chancery::ingestion::html
