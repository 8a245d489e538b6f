// What the readers of offices that no title beside one name tells share.
#pragma once

#include "services/extraction/layers.h"
#include "services/extraction/lexicon.h"
#include "services/extraction/phrase_index.h"

namespace chancery::extraction {

// The code points of the story's part of the sentence that a word is in.
Range SentenceBody(const Words& words, int32_t word);

// A role that words [first, last) tell.
RoleDraft DraftRole(const Words& words, int32_t person, type::v1::RoleKind kind, int32_t of, int32_t first, int32_t last);

// Adds a role unless it is there.
void AddRole(RoleDraft role, Layers* layers);

// "chief General A": the word after forms of address and ranks that are no part of a name.
int32_t SkipRanks(const Lexicon& lexicon, const Words& words, const NameIndex& index, int32_t word);

}  // namespace chancery::extraction
