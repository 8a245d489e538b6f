// Which state's body is meant where its name does not say it: "Quốc hội", "Bộ Ngoại giao", "the Supreme Court".
#pragma once

#include "services/extraction/layers.h"
#include "services/extraction/lexicon.h"
#include "services/extraction/phrase_index.h"

namespace chancery::extraction {

// Gives ministries, parliaments and courts that are named without their country the one that the document tells: that of who is named
// right behind them in a title, of the country before "nước này"; else the home of the outlet's language, where the story is of it too;
// else that of the same body named in full before, or the country that the story is mostly about. Bodies of other languages than Vietnamese
// have no home. Cost linear in the names.
void FindStatesOfBodies(const Lexicon& lexicon, const Words& words, Layers* layers);

}  // namespace chancery::extraction
