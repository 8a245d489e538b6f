// Puts the names that rules proposed and those that the model marks together.
#pragma once

#include <cstdint>
#include <vector>

#include "services/extraction/layers.h"
#include "services/extraction/lexicon.h"
#include "services/extraction/name_model.h"
#include "services/extraction/phrase_index.h"

namespace chancery::extraction {

// Words that are part of what is no name: of titles (1; 2: of what follows "of" in an English one) and of times.
struct NameMarks {
  std::vector<int8_t> office;
  std::vector<int8_t> time;
};

// The names of a text, in text order, not overlapping. A rule that is sure keeps its name, unless a longer one that the model is
// sure of holds it; a rule that guesses gives way to the model, which also adds what no rule found. `names` are in text order.
std::vector<NameMention> RefineNames(const Lexicon& lexicon, const NameModel& model, const Words& words, const NameMarks& marks,
                                     std::vector<NameMention> names);

}  // namespace chancery::extraction
