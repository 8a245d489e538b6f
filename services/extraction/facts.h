// Finds lasting relations sentence by sentence: membership, candidacy, partnership, treaties joined, occasions held.
#pragma once

#include "services/extraction/discourse.h"

namespace chancery::extraction {

// Adds those of the entered sentence.
void ReadFacts(Discourse* discourse);

}  // namespace chancery::extraction
