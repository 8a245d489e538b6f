// The day of publication of a text that tells of a visit or an occasion by "today" or "yesterday" (publication.h).
#pragma once

#include <optional>
#include <vector>

#include "services/extraction/publication.h"
#include "services/extraction/time_grammar.h"
#include "services/extraction/time_words.h"

namespace chancery::extraction {

// None if the text says neither word, or if no day of a stay agrees with its dates and names. Pure.
std::optional<Publication> FindDayOfStay(const TimeWords& words, const std::vector<WrittenTime>& times, const YearEvidence& evidence);

}  // namespace chancery::extraction
