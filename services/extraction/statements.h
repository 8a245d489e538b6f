// Finds who says what to whom.
#pragma once

#include "services/extraction/discourse.h"

namespace chancery::extraction {

// Adds the statements of the sentence that the discourse has entered: one for each verb of saying whose subject is known.
// A verb inside what is said ("said that the two agreed") is content, not a statement. Notes the last speaker, whom "he"
// in the next sentence means.
void ReadStatements(Discourse* discourse);

}  // namespace chancery::extraction
