// Who did what to whom, clause by clause, in the categories of political event data (CAMEO, PLOVER): acts.tsv and cameo.tsv.
#pragma once

#include "services/extraction/discourse.h"

namespace chancery::extraction {

// Adds to Layers::acts what the sentence that the discourse has entered tells. An act that is demanded, refused, offered or threatened
// in its own clause is coded as that demand, refusal, offer or threat. At least one of its two sides is an entity.
void ReadActs(Discourse* discourse);

}  // namespace chancery::extraction
