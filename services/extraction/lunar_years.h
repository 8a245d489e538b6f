// Years by their names in the sexagenary cycle of the lunar calendar: "năm Giáp Thìn", "Xuân Quý Mão", "Tết Ất Tỵ". Stems and
// branches and their order are those of the Chinese and Vietnamese calendar; the year 4 was the first of a cycle.
#pragma once

#include <cstdint>
#include <utility>

#include "services/extraction/phrase_index.h"

namespace chancery::extraction {

// First and last month (year * 12 + month - 1, as lexicon.h counts) in which news speaks of the lunar year that is named at a
// word as its own, the year being one from `first_year` on of a single cycle; {0, 0} if none is named there. New year's greetings
// begin two months before it and end soon after; a year's name is used until its end.
std::pair<int, int> LunarYearAt(const Words& words, int32_t w, int first_year);

}  // namespace chancery::extraction
