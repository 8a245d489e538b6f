// Finds who says what to whom.
#pragma once

#include "services/extraction/discourse.h"

namespace chancery::extraction {

// Adds the statements of the sentence that the discourse has entered: one for each verb of saying whose subject is known.
// A verb inside what is said ("said that the two agreed") is content, not a statement. Notes the last speaker, whom "he"
// in the next sentence means.
void ReadStatements(Discourse* discourse);

// Takes out what the lead tells and the body tells again in the same words: it is one statement, the body's. To be called
// when all sentences are read.
void DropRepeatedLead(const Text& text, Layers* layers);

}  // namespace chancery::extraction
