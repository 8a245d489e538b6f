// Who holds which office of what.
#pragma once

#include <string_view>

#include "services/extraction/layers.h"
#include "services/extraction/lexicon.h"
#include "services/extraction/phrase_index.h"

namespace chancery::extraction {

// The rule of what only tells how somebody is called ("Prince A"): known to the stages that follow, no office of the analysis.
inline constexpr std::string_view kStyleRule = "office:style";

// Settles whose office each title is and makes `layers.roles`; sets OfficeMention::of_entity and, where the holder is named
// beside it, OfficeMention::entity. A country that no words state is inferred, in this order: from the person's other
// titles, from the culture of the name, from the country last named in the sentence.
void BuildRoles(const Lexicon& lexicon, const Words& words, Layers* layers);

}  // namespace chancery::extraction
