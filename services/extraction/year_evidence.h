// What a text without a date says of when it was written by whom it names in which office and which occasion it speaks of.
//
//   - "President Nguyen Xuan Phuc" was written from April 2021 to January 2023, "Prime Minister Nguyen Xuan Phuc" from
//     April 2016 to April 2021: a title beside the name of one who held such an office then. A name alone says less. After
//     "former" the office had been left, before "-elect" it was not yet held.
//   - "since taking office", "new Foreign Minister": the first year in an office.
//   - "the G20 summit in Hamburg", "the 10th NPT Review Conference": news speaks of an edition around its month; of one that
//     is not told by ordinal or place, around the month of any.
//   - what has a beginning (COVID-19) is not named before it.
// Each is weighed by itself, and what several of them agree on stands out. A sentence that writes a year speaks of that year,
// perhaps not of today; it weighs less.
#pragma once

#include "services/extraction/lexicon.h"
#include "services/extraction/phrase_index.h"
#include "services/extraction/publication.h"

namespace chancery::extraction {

// Reads the whole text once. Pure; cost linear in the text.
YearEvidence FindYearEvidence(const Lexicon& lexicon, const Words& words);

}  // namespace chancery::extraction
