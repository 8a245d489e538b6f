// Whose office it is that an event gives to somebody.
#pragma once

#include "services/extraction/event_context.h"

namespace chancery::extraction {

// "Ali was sworn in as Peru's interior minister": the country or body of the office takes part where nobody else does. Who assumes
// (`assumes`) the office of a head of state was elected to it.
void CompleteOffice(const Discourse& d, const Cue& cue, bool assumes, EventDraft* event);

}  // namespace chancery::extraction
