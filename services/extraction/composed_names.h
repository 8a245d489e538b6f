// Names made of parts: ministries, sessions, resolutions, whatever a head word says.
#pragma once

#include <cstdint>
#include <vector>

#include "services/extraction/layers.h"
#include "services/extraction/lexicon.h"
#include "services/extraction/name_refiner.h"
#include "services/extraction/phrase_index.h"

namespace chancery::extraction {

// Composed names of a text, given the `known` names that they may contain and which words are part of titles and times.
std::vector<NameMention> ComposeNames(const Lexicon& lexicon, const Words& words, const std::vector<NameMention>& known,
                                      const NameMarks& marks);

}  // namespace chancery::extraction
