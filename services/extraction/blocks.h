// Labels the parts of a plain text: title, byline, caption, paragraph, boilerplate.
#pragma once

#include <string_view>
#include <vector>

#include "services/extraction/text.h"

namespace chancery::extraction {

// Blocks of a text by its lines. A line that goes on in lower case belongs to the one before it (hard-wrapped text).
// What follows an agency's end mark ("./.") is not of the story: boilerplate. Sentence indices are not yet set.
std::vector<Block> LabelBlocks(std::u32string_view text);

}  // namespace chancery::extraction
