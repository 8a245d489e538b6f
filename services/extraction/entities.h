// Who and what the names of a document name, and who holds which office.
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

// Settles whose office each title is and makes `layers.roles`; sets OfficeMention::of_entity and, where the holder is named
// beside it, OfficeMention::entity. A country that no words state is inferred, in this order: from the person's other
// titles, from the culture of the name, from the country last named in the sentence.
void BuildRoles(const Lexicon& lexicon, const Words& words, Layers* layers);

}  // namespace chancery::extraction
