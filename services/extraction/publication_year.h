// In which year a text was published, as far as it tells (publication.h).
#pragma once

#include <optional>
#include <vector>

#include "services/extraction/publication.h"
#include "services/extraction/time_grammar.h"
#include "services/extraction/time_words.h"

namespace chancery::extraction {

struct YearFound {
  int year = 0;
  double confidence = 0;
};

// `day`: the month and day of publication, null if nothing speaks for one; `likely_day`: where its day is 0, the likeliest, or 0. Pure.
std::optional<YearFound> FindPublicationYear(const TimeWords& words, const std::vector<WrittenTime>& times, const YearEvidence& evidence,
                                             const WrittenDate* day, int likely_day = 0);

}  // namespace chancery::extraction
