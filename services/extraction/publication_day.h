// Which day of a text is that of its publication, as far as its own words tell (publication.h, 1 to 6).
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "services/extraction/time_grammar.h"
#include "services/extraction/time_words.h"

namespace chancery::extraction {

struct DayCandidate {
  WrittenDate date;  // its day is 0 where the month alone can be told
  std::string rule;
  double confidence = 0;
  int likely_day = 0;  // where the month alone can be told: the likeliest day, of that month
};

// No date after `last_year` is taken. Pure.
std::optional<DayCandidate> FindPublicationDay(const TimeWords& words, const std::vector<WrittenTime>& times, int last_year);

}  // namespace chancery::extraction
