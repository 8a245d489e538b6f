// Which visits a text speaks of whose days lexicons/visits.tsv knows: that of somebody whom it names by the full name, to a
// country that it names in the same sentence or, in its lead, near it, behind a word of travel or reception. The country of
// a title ("receives the President of Korea") is where nobody is.
#pragma once

#include <cstdint>
#include <vector>

#include "services/extraction/lexicon.h"
#include "services/extraction/phrase_index.h"
#include "services/extraction/publication.h"

namespace chancery::extraction {

// Adds every visit of such a person to such a country to the stays of `evidence` (the offices and dates of the text tell
// which it is), and sets the destinations. `title_begins` and `title_ends` say of each word whether a title begins at it or
// ends before it (not negative); empty if the text has no title. Cost linear in the text.
void FindVisits(const Lexicon& lexicon, const Words& words, const std::vector<int32_t>& title_begins,
                const std::vector<int32_t>& title_ends, YearEvidence* evidence);

}  // namespace chancery::extraction
