// Names of people, and names that no lexicon has.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "services/extraction/layers.h"
#include "services/extraction/lexicon.h"
#include "services/extraction/phrase_index.h"

namespace chancery::extraction {

// Whether a folded word can be a syllable of Vietnamese: initial consonants, vowels, final consonants.
bool IsVietnameseSyllable(std::string_view folded);

// Whether a word and the lower-case one behind it are a Vietnamese word of two syllables that names have: "Bảo tàng".
bool BeginsCompound(const Lexicon& lexicon, const Words& words, int32_t word);

// Where a Vietnamese person's name that begins at word `first` ends: a family name and one to three more capitalised
// syllables. `first` itself if none begins there.
int32_t VietnamesePersonEnd(const Lexicon& lexicon, const Words& words, int32_t first, int32_t limit);

// Names in the runs of capitals that are not `taken` (by words). What they name is told by the title or form of address
// in front of them, by given names, by what stands around them, and by the same name elsewhere in the document.
std::vector<NameMention> FindPeopleAndUnknownNames(const Lexicon& lexicon, const Words& words, const Layers& layers,
                                                   const std::vector<int8_t>& taken);

}  // namespace chancery::extraction
