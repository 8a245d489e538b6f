// Whether the clause in which a time stands speaks of what has been or of what is to come.
#pragma once

#include "services/extraction/time_grammar.h"
#include "services/extraction/time_words.h"

namespace chancery::extraction {

// kGone, kCome or kUnsaid for the expression of tokens [first, last). The nearest verb or word of plan before it
// decides; if there is none in its sentence, the nearest after it.
TimeSide ClauseSide(const TimeWords& words, int32_t first, int32_t last);

}  // namespace chancery::extraction
