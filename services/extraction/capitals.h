// Capitals that stand for their government: "Washington said", "quan điểm của Bắc Kinh".
#pragma once

#include "services/extraction/layers.h"
#include "services/extraction/lexicon.h"
#include "services/extraction/phrase_index.h"

namespace chancery::extraction {

// Makes names of capitals those of the country where the words beside them say that somebody acts or is dealt with. Without such
// words, and after those that tell where something is, a capital is the city.
void FindGovernments(const Lexicon& lexicon, const Words& words, Layers* layers);

}  // namespace chancery::extraction
