// Who and what the names of a document name.
#pragma once

#include "services/extraction/layers.h"
#include "services/extraction/lexicon.h"
#include "services/extraction/phrase_index.h"

namespace chancery::extraction {

// Makes one entity of all names of one thing: by lexicon entry, by the identity of composed names, people by the parts of
// their names ("Son", "Guterres"), others by their words. Sets NameMention::entity.
void BuildEntities(const Lexicon& lexicon, const Words& words, Layers* layers);

// Index of the entity of a lexicon entry, added without a mention if the document does not name it.
int32_t EntityOfEntry(const Lexicon& lexicon, int32_t entry, Layers* layers);

}  // namespace chancery::extraction
