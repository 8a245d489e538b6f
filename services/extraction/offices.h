// Finds titles, what they belong to and who holds them.
#pragma once

#include <vector>

#include "services/extraction/layers.h"
#include "services/extraction/lexicon.h"
#include "services/extraction/phrase_index.h"

namespace chancery::extraction {

// The phrases that title somebody, before it is known whose and of what they are. A phrase can mean several offices
// ("president" of a country, an assembly, a company): which one is settled by what it belongs to.
struct OfficePhrase {
  int32_t first_word = 0;
  int32_t last_word = 0;
  std::vector<int32_t> terms;  // in Lexicon::office_term
  std::string portfolio;
};

// All office phrases of a text, longest first where they overlap, in text order.
std::vector<OfficePhrase> FindOfficePhrases(const Lexicon& lexicon, const Words& words);

// Makes `layers.offices` of the phrases: links each with the country or body beside it among `layers.names`.
void LinkOffices(const Lexicon& lexicon, const Words& words, const std::vector<OfficePhrase>& phrases, Layers* layers);

// Links each title with the person named beside it, among `layers.names`; titles joined by "and", "," or "kiêm" share
// the person and the country.
void LinkHolders(const Lexicon& lexicon, const Words& words, Layers* layers);

}  // namespace chancery::extraction
