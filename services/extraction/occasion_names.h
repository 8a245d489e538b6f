// Names of occasions that English builds around a noun in lower or upper case: "the 5th OPEC ministerial meeting", "the Asia-Pacific
// Economic Cooperation (APEC) leaders' meeting", "an informal summit of EU leaders".
#pragma once

#include <cstdint>
#include <vector>

#include "services/extraction/layers.h"
#include "services/extraction/lexicon.h"
#include "services/extraction/phrase_index.h"

namespace chancery::extraction {

// Such names of a text, in order and not overlapping, given the `known` names that they hold; empty if there are none.
std::vector<NameMention> OccasionNames(const Lexicon& lexicon, const Words& words, const std::vector<NameMention>& known);

}  // namespace chancery::extraction
