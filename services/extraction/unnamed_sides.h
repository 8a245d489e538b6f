// The other side of a meeting that has no name: "met with senior commanders", "talks with leaders of the rebel Front". Word indices
// refer to the document's Words.
#pragma once

#include <cstdint>
#include <vector>

#include "services/extraction/event_context.h"

namespace chancery::extraction {

struct UnnamedSide {
  bool found = false;
  std::vector<int32_t> entities;  // those whom the noun phrase names: "Kurdish Front leaders", "aides from Peru"; often nobody
  int32_t end = -1;               // the word behind the noun
  bool officials = false;         // they speak for a state or body
};

// The English noun phrase of people that begins at a word, behind "with" if that stands there. `officials_only`: they hold office, for
// whom one receives or hosts may be refugees.
UnnamedSide UnnamedFrom(const Discourse& d, int32_t word, bool officials_only);

// "will visit Lima for talks with Peruvian leaders": whether the sentence tells of a visit to come, whose purpose talks with officials are.
bool IsForVisitAhead(const Discourse& d);

// Adds a meeting of people with those.
void AddUnnamed(EventContext& context, const std::vector<int32_t>& people, const UnnamedSide& side, EventDraft event);

}  // namespace chancery::extraction
