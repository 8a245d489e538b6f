// Which of the two languages each part of a document is in.
#pragma once

#include <string_view>
#include <vector>

#include "services/extraction/text.h"

namespace chancery::extraction {

// Sets the language of those blocks whose words say that they are in the other language than `document`: a statement followed by its
// translation, a quotation in its own words. What is short, or can't be told, or is in a third language, is left unset: it is read in
// the document's. Blocks that have a language keep it. Counts letters of Vietnamese and asks the detector only where they leave a
// doubt, so that a text in one language costs a pass over its characters.
void TellLanguages(std::u32string_view text, Language document, std::vector<Block>* blocks);

}  // namespace chancery::extraction
