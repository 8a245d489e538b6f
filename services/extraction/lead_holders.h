// Who begins the sentence behind a lead that tells of somebody's office and not of the name: "Peru's foreign minister says the border is
// open. Ana Mori told reporters so."
#pragma once

#include <cstdint>

#include "services/extraction/layers.h"
#include "services/extraction/lexicon.h"
#include "services/extraction/phrase_index.h"

namespace chancery::extraction {

// The name of the person whom the sentence behind a word's is about, if the story has not told of them before and no title stands beside
// the name, and the word's own sentence names nobody; -1 if there is none.
int32_t NewSubjectAfter(const Lexicon& lexicon, const Words& words, const Layers& layers, const NameIndex& index, int32_t word);

// Whether the lexicon knows no office of who is called so that speaks against an office of `kind` in the country of `of`.
bool MayHoldOffice(const Lexicon& lexicon, const Words& words, const NameMention& person, type::v1::RoleKind kind,
                   std::string_view country);

}  // namespace chancery::extraction
