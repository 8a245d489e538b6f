// Offices that a clause tells of somebody: "A served as ambassador", "who was named minister", "elected A president", "A's resignation
// as chairman", "bà từng giữ chức bộ trưởng".
#pragma once

#include <vector>

#include "services/extraction/layers.h"
#include "services/extraction/lexicon.h"
#include "services/extraction/phrase_index.h"

namespace chancery::extraction {

// Those titles of `layers.offices` that no name stands beside, with the one of whom they are told as `person`.
std::vector<OfficeMention> ToldOffices(const Lexicon& lexicon, const Words& words, const Layers& layers);

}  // namespace chancery::extraction
